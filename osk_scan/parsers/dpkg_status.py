"""The database of installed Debian and Ubuntu packages, `/var/lib/dpkg/status`, with its dependencies."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._debian import debian_purl, distribution
from osk_scan.parsers._depends import Installed, debian_groups, debian_provided
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._stanzas import Stanza, stanzas
from osk_scan.parsers._text import decoded

_LEADS = re.compile(r"^(?:Package|Status|Version): ", re.MULTILINE)
_NOT_HERE = re.compile(r"^(?:Filename|Binary|Format|Files|MD5Sum): ?", re.MULTILINE)
"""Fields of package indexes, source packages and copyright files."""


def recognises(glance: Glance) -> bool:
    """Tell by the fields of the first paragraph; a package index or a copyright file has others."""
    first = re.split(r"\n[ \t\r]*\n", glance.head, maxsplit=1)[0]
    return len(set(_LEADS.findall(first))) >= 2 and not _NOT_HERE.search(first)


def parse(document: Document) -> Inventory:
    """Return the packages whose status says `installed`, linked by Pre-Depends and Depends."""
    gathering = Gathering("dpkg_status")
    listed = list(stanzas(decoded(document)))
    installed, gone = Installed(), 0
    origin = _origin(listed)
    for stanza in listed:
        if not _is_installed(stanza):
            gone += 1
        elif not stanza.fields.get("package"):
            gathering.quarantine("missing-name", f"line {stanza.line}", stanza.raw)
        else:
            _take(gathering, installed, stanza, origin)
    installed.link(gathering)
    if gone:
        gathering.problem("not-installed", document.name, None, f"{gone} packages removed, their settings kept")
    return gathering.inventory()


def _is_installed(stanza: Stanza) -> bool:
    """Tell whether the files are there; without a Status (images without a shell) they are."""
    status = stanza.fields.get("status", "").split()
    return not status or status[-1] not in ("config-files", "not-installed")


def _origin(listed: list[Stanza]) -> tuple[str, str]:
    ubuntu = any(_by_ubuntu(stanza.fields) for stanza in listed)
    return distribution(((s.fields.get("package", ""), s.fields.get("version", "")) for s in listed), ubuntu)


def _by_ubuntu(fields: dict[str, str]) -> bool:
    """Tell whether Ubuntu as a body maintains the package; its people also maintain packages of Debian."""
    return "lists.ubuntu.com" in fields.get("maintainer", "")


def _take(gathering: Gathering, installed: Installed, stanza: Stanza, origin: tuple[str, str]) -> None:
    fields, where = stanza.fields, f"line {stanza.line}"
    name, arch, version = fields["package"], fields.get("architecture", ""), fields.get("version") or None
    ref = gathering.add(
        ref=f"{name}:{arch}",
        name=name,
        version=version,
        vendor=_vendor(fields),
        purl=debian_purl(name, version, arch, origin),
        identifiers=_identifiers(fields),
        where=where,
    )
    installed.has(ref, name, arch, debian_provided(fields.get("provides", "")))
    for field in ("pre-depends", "depends"):
        installed.needs(ref, where, debian_groups(fields.get(field, "")), arch)


def _vendor(fields: dict[str, str]) -> str | None:
    """Return who distributes the package; maintainers are often persons and stay out."""
    if fields.get("origin"):
        return fields["origin"]
    if _by_ubuntu(fields):
        return "Ubuntu"
    maintainer = fields.get("maintainer", "").rstrip(">")
    return "Debian" if maintainer.endswith(("debian.org", "debian.net")) else None


def _identifiers(fields: dict[str, str]) -> tuple[str, ...]:
    source = fields.get("source", "").split()
    return (f"deb-source:{source[0]}",) if source else ()


PARSER = Parser(
    title="dpkg status",
    specification="Debian Policy 4.7.0, sections 5 and 7; dpkg-query(1)",
    versions=(),
    example="cat /var/lib/dpkg/status",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
