"""One software entry of an inventory agent (GLPI, FusionInventory, OCS) into a component, by one rule for all."""

import re

from msgspec import Struct

from osk_scan.model import Kind
from osk_scan.parsers._cells import stated
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._managers import managed_purl
from osk_scan.parsers._windows_parts import is_part

_GUID = re.compile(r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_UPDATES = frozenset({"update", "security_update", "hotfix", "service_pack"})


class Entry(Struct, frozen=True, omit_defaults=True):
    """What is read of an entry; agents write it in capitals (XML) or not (JSON)."""

    name: str | None = None
    version: str | None = None
    publisher: str | None = None
    arch: str | None = None
    from_: str | None = None
    guid: str | None = None
    category: str | None = None


def take_entry(gathering: Gathering, where: str, entry: Entry) -> None:
    """Add, fold or quarantine one entry."""
    name, version, vendor = stated(entry.name or ""), stated(entry.version or ""), stated(entry.publisher or "")
    manager = entry.from_ or ""
    if name is None:
        gathering.quarantine("missing-name", where, "; ".join(part for part in (entry.version, vendor) if part))
        return
    if (entry.category or "").lower() in _UPDATES or is_part(name):
        gathering.fold()
        return
    purl = managed_purl(manager, name, version, entry.arch or "", vendor)
    guid = _GUID.search(entry.guid or "")
    gathering.install(
        ref="/".join(part for part in (vendor, name) if part) + f"@{version or ''}",
        name=name,
        version=version,
        vendor=vendor,
        purl=purl,
        kind=Kind.UNKNOWN if purl else Kind.APPLICATION,
        identifiers=(f"msi:{guid[0].upper()}",) if guid else (),
        where=where,
    )
