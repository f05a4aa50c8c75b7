"""Installed RPM packages with what each requires and provides, as `rpm -qa --qf` writes them a field a line."""

import re
from collections import defaultdict
from collections.abc import Iterator

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of
from osk_scan.parsers._rpm_installed import RpmPackage, take_packages

_FIELD = re.compile(r"(Name|Epoch|Version|Release|Arch|License|Vendor|Requires|Provides|File): ?(.*)")
_LEADS = ("Name", "Epoch", "Version", "Release", "Arch")
_SAYS_NOTHING = "(none)"
_Fields = defaultdict[str, list[str]]


def recognises(glance: Glance) -> bool:
    """Tell by the first fields, which stand in the order of the documented format."""
    return len(glance.lines) >= len(_LEADS) and all(
        line.startswith(f"{lead}: ") for line, lead in zip(glance.lines, _LEADS, strict=False)
    )


def parse(document: Document) -> Inventory:
    """Return one component for each package, linked by what it requires and others provide."""
    gathering = Gathering("rpm_requires")
    packages = list[RpmPackage]()
    for where, fields in _entries(gathering, document):
        package = _package(where, fields)
        if package.name:
            packages.append(package)
        else:
            gathering.quarantine("missing-name", where, "; ".join(fields["version"]))
    take_packages(gathering, packages)
    return gathering.inventory()


def _entries(gathering: Gathering, document: Document) -> Iterator[tuple[str, _Fields]]:
    """Yield the fields of each package, which begin with its name."""
    began, fields = "", _Fields(list)
    for where, line in lines_of(document):
        found = _FIELD.fullmatch(line)
        if not found:
            gathering.problem("not-read", where, None, line[:200])
            continue
        if found[1] == "Name" and fields:
            yield began, fields
            fields = _Fields(list)
        began = began if fields else where
        fields[found[1]].append("" if found[2] == _SAYS_NOTHING else found[2].strip())
    if fields:
        yield began, fields


def _package(where: str, fields: _Fields) -> RpmPackage:
    name, epoch, version, release, arch, license_, vendor = (
        "".join(fields[field][:1]) for field in (*_LEADS, "License", "Vendor")
    )
    return RpmPackage(
        where=where,
        name=name,
        version="-".join(part for part in (version, release) if part),
        epoch="" if epoch == "0" else epoch,
        arch=arch,
        license=license_,
        vendor=vendor,
        requires=[" ".join(need.split()) for need in fields["Requires"]],
        provides=[" ".join(said.split()) for said in fields["Provides"]],
        files=fields["File"],
    )


PARSER = Parser(
    title="rpm -qa --qf with dependencies",
    specification="rpm(8), --queryformat",
    versions=(),
    example="rpm -qa --qf 'Name: %{NAME}\\nEpoch: %{EPOCH}\\nVersion: %{VERSION}\\nRelease: %{RELEASE}\\n"
    "Arch: %{ARCH}\\nLicense: %{LICENSE}\\nVendor: %{VENDOR}\\n"
    "[Requires: %{REQUIRENAME} %{REQUIREFLAGS:depflags} %{REQUIREVERSION}\\n]"
    "[Provides: %{PROVIDENAME} %{PROVIDEFLAGS:depflags} %{PROVIDEVERSION}\\n][File: %{FILENAMES}\\n]\\n'",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
