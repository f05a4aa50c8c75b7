"""Installed macOS applications as `system_profiler SPApplicationsDataType -json` writes them."""

import re

from msgspec import Raw, Struct, field

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._records import each, json_document, nameless, numbered

_SIGNER = re.compile(r"^Developer ID Application: (.+?)(?: \([A-Z0-9]{10}\))?$")
_OBTAINED = {"apple": "Apple"}


class _Profile(Struct, frozen=True):
    applications: list[Raw] = field(name="SPApplicationsDataType")


class _Application(Struct, frozen=True, omit_defaults=True):
    name: str | None = field(name="_name", default=None)
    version: str | None = None
    obtained_from: str | None = None
    signed_by: list[str] = []


def recognises(glance: Glance) -> bool:
    """Tell by the name of the data type."""
    return "SPApplicationsDataType" in glance.json


def parse(document: Document) -> Inventory:
    """Return one component for each application; the vendor is who signed it, paths are dropped."""
    gathering = Gathering("system_profiler_json")
    gathering.dropped_columns = ("path", "lastModified")
    listed = json_document(document, _Profile).applications
    for _, where, item in each(gathering, numbered(listed), _Application, "/SPApplicationsDataType", private=True):
        if not item.name:
            nameless(gathering, where, item)
            continue
        gathering.install(
            ref=f"{item.name}@{item.version or ''}",
            name=item.name,
            version=item.version,
            vendor=_vendor(item),
            kind=Kind.APPLICATION,
            where=where,
        )
    return gathering.inventory()


def _vendor(item: _Application) -> str | None:
    signer = _SIGNER.match(item.signed_by[0]) if item.signed_by else None
    return signer[1] if signer else _OBTAINED.get(item.obtained_from or "")


PARSER = Parser(
    title="system_profiler (JSON)",
    specification="system_profiler(8), SPApplicationsDataType",
    versions=(),
    example="system_profiler SPApplicationsDataType -json",
    recognises=recognises,
    shape="json",
    marks=("SPApplicationsDataType",),
    parse=parse,
    deployed=True,
)
