"""Windows programs as `winget export` writes them."""

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._cells import stated
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._records import each, json_document, nameless, numbered


class _Export(Struct, frozen=True, rename="pascal"):
    sources: list[Raw] = []
    creation_date: str | None = None


class _Source(Struct, frozen=True, rename="pascal"):
    packages: list[Raw] = []


class _Package(Struct, frozen=True, rename="pascal", omit_defaults=True):
    package_identifier: str | None = None
    version: str | None = None


def recognises(glance: Glance) -> bool:
    """Tell by the list of sources and the schema or winget's own version."""
    members = glance.json.keys()
    return "Sources" in members and ("WinGetVersion" in members or "winget-packages" in glance.json_text("$schema"))


def parse(document: Document) -> Inventory:
    """Return one component for each package; the identifier begins with the publisher's name for itself."""
    gathering = Gathering("winget_export")
    export = json_document(document, _Export)
    for _, at, source in each(gathering, numbered(export.sources), _Source, "/Sources"):
        for _, where, package in each(gathering, numbered(source.packages), _Package, f"{at}/Packages"):
            if not package.package_identifier:
                nameless(gathering, where, package)
                continue
            identity = package.package_identifier
            publisher, _, name = identity.partition(".")
            gathering.install(
                ref=f"{identity}@{package.version or ''}",
                name=name or identity,
                version=stated(package.version or ""),
                vendor=publisher if name else None,
                kind=Kind.APPLICATION,
                identifiers=(f"winget:{identity}",),
                where=where,
            )
    return gathering.inventory()


PARSER = Parser(
    title="winget export",
    specification="winget-packages.schema 1.0 and 2.0 (Windows Package Manager)",
    versions=("1.0", "2.0"),
    example="winget export -o programs.json --include-versions",
    recognises=recognises,
    shape="json",
    marks=("Sources",),
    parse=parse,
    deployed=True,
)
