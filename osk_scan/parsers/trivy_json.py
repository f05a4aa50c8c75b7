"""Trivy's own JSON: packages per target, with what each depends on."""

import re
from collections.abc import Iterator

from msgspec import Raw, Struct, field

from osk_scan.model import Document, Inventory, Kind, Origin, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._entries import read_component, read_entries, read_entry, tell, tell_duplicates
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._reading import NOTHING, Reader, elements, outermost

VERSIONS = ("2",)

_MARK = re.compile(r'^\{\s*"SchemaVersion"\s*:\s*\d.*"Artifact(?:Name|Type)"\s*:', re.DOTALL)
_KINDS = {"container_image": Kind.CONTAINER, "vm": Kind.OPERATING_SYSTEM}


class _Identifier(Struct, gc=False):
    purl: str | None = field(name="PURL", default=None)


class _Package(Struct, rename="pascal", gc=False):
    name: str
    id: str | None = field(name="ID", default=None)
    version: str | None = None
    release: str | None = None
    epoch: int | None = None
    identifier: _Identifier | None = None
    licenses: list[str] | None = None
    maintainer: str | None = None
    depends_on: list[str] | None = None
    relationship: str | None = None
    dev: bool | None = None


class _Result(Struct, rename="pascal"):
    target: str | None = None
    type: str | None = None
    packages: list[Raw] | None = None
    vulnerabilities: Raw = NOTHING


class _System(Struct, rename="pascal"):
    family: str | None = None
    name: str | None = None


class _Metadata(Struct):
    system: _System | None = field(name="OS", default=None)


class _Program(Struct, rename="pascal"):
    version: str | None = None


class _Report(Struct, rename="pascal"):
    schema_version: int | None = None
    created_at: str | None = None
    artifact_name: str | None = None
    artifact_type: str | None = None
    trivy: _Program | None = None
    metadata: Raw = NOTHING
    results: list[Raw] | None = None


_report = Reader(_Report, "Results")
_metadata = Reader(_Metadata)
_result = Reader(_Result, "Packages")
_package = Reader(_Package, "Name")


def recognises(glance: Glance) -> bool:
    """Tell whether there is a schema version and an artifact; of a broken document, whether its head says so."""
    if glance.json:
        return "SchemaVersion" in glance.json and ("ArtifactName" in glance.json or "ArtifactType" in glance.json)
    return bool(_MARK.match(glance.head))


def parse(document: Document) -> Inventory:
    """Return what a Trivy report says of packages; findings of vulnerabilities are not read."""
    report, dropped = outermost(document, _report)
    gathering = Gathering("trivy_json", None if report.schema_version is None else str(report.schema_version))
    tell(gathering, dropped, "")
    tell_duplicates(gathering, document.content)
    if gathering.spec_version not in VERSIONS:
        gathering.problem("newer-version", "/SchemaVersion", None, gathering.spec_version or "?")
    version = report.trivy.version if report.trivy else None
    gathering.origin = Origin(timestamp=report.created_at, tools=(f"trivy {version}" if version else "trivy",))
    _gather_subject(gathering, report)
    _gather_system(gathering, report.metadata)
    for result, where in read_entries(gathering, _result, report.results, "/Results/{}".format):
        _gather_result(gathering, result, where)
    return gathering.inventory()


def _gather_subject(gathering: Gathering, report: _Report) -> None:
    """Take in what was looked at; of a path only the last part is kept, since it can name a person."""
    name = report.artifact_name or ""
    if report.artifact_type != "container_image":
        name = name.rstrip("/").rpartition("/")[2]
    if name.strip():
        kind = _KINDS.get(report.artifact_type or "", Kind.UNKNOWN)
        gathering.subject_ref = gathering.add(ref="/ArtifactName", name=name, kind=kind, where="/ArtifactName")


def _gather_system(gathering: Gathering, raw: Raw) -> None:
    metadata = read_entry(gathering, _metadata, raw, "/Metadata")
    system = metadata.system if metadata else None
    if system and system.family:
        where = "/Metadata/OS"
        version = system.name or None
        gathering.add(ref=where, name=system.family, version=version, kind=Kind.OPERATING_SYSTEM, where=where)
        _hang(gathering, where, where)


def _gather_result(gathering: Gathering, result: _Result, where: str) -> None:
    if elements(result.vulnerabilities):
        gathering.problem("not-read", f"{where}/Vulnerabilities", None, "vulnerabilities")
    for package, here in _packages(gathering, result, where):
        ref = f"{where}#{package.id}" if package.id else here
        ref = gathering.add(
            ref=ref,
            name=package.name,
            version=_version(package),
            purl=package.identifier.purl if package.identifier else None,
            scope=Scope.DEVELOPMENT if package.dev else Scope.UNKNOWN,
            declared=tuple(package.licenses) if package.licenses else None,
            where=here,
        )
        if package.depends_on:
            gathering.depend_on_all(ref, [f"{where}#{target}" for target in package.depends_on], here)
        if package.relationship in ("direct", "root") and gathering.subject_ref:
            gathering.depend(gathering.subject_ref, ref, here)
        else:
            _hang(gathering, ref, here)


def _packages(gathering: Gathering, result: _Result, where: str) -> Iterator[tuple[_Package, str]]:
    """Yield the packages that can be read, each with its address; the others are quarantined."""
    for at, raw in enumerate(result.packages or ()):
        here = f"{where}/Packages/{at}"
        found = read_component(gathering, _package, raw, here)
        if found is not None:
            yield found[0], here


def _version(package: _Package) -> str | None:
    """Return the version as the package's own world writes it: `epoch:version-release` for RPM and Debian."""
    if not package.version:
        return None
    epoch = f"{package.epoch}:" if package.epoch else ""
    return f"{epoch}{package.version}-{package.release}" if package.release else epoch + package.version


def _hang(gathering: Gathering, ref: str, where: str) -> None:
    """Hang a component on what was looked at, unless a dependency leads to it."""
    if gathering.subject_ref:
        gathering.contain(gathering.subject_ref, ref, where)


PARSER = Parser(
    title="Trivy JSON",
    specification="Aqua Trivy report, schema version 2",
    versions=VERSIONS,
    example="trivy image --format json --list-all-pkgs IMAGE",
    recognises=recognises,
    shape="json",
    marks=("SchemaVersion",),
    parse=parse,
)
