"""Pipenv's lock file."""

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._python import folded_name, pypi_purl
from osk_scan.parsers._records import each, json_document, json_part


class _Entry(Struct, frozen=True):
    version: str | None = None
    path: str | None = None


def recognises(glance: Glance) -> bool:
    """Tell by the member for metadata and the two groups."""
    meta = glance.json.get("_meta")
    return meta is not None and b'"pipfile-spec"' in bytes(meta)


def parse(document: Document) -> Inventory:
    """Return one component for each package of each group."""
    gathering = Gathering("pipfile_lock", "6")
    for group, raw in json_document(document, dict[str, Raw]).items():
        if group == "_meta":
            continue
        scope = Scope.RUNTIME if group == "default" else Scope.DEVELOPMENT
        for name, where, entry in each(
            gathering, json_part(document, raw, dict[str, Raw]).items(), _Entry, f"/{group}"
        ):
            version = entry.version.removeprefix("==") if entry.version else None
            gathering.add(
                ref=f"{group}/{folded_name(name)}",
                name=name,
                version=version,
                purl=None if entry.path else pypi_purl(name, version),
                kind=Kind.LIBRARY,
                scope=scope,
                where=where,
            )
    return gathering.inventory()


PARSER = Parser(
    title="Pipfile.lock",
    specification="Pipenv documentation, Pipfile.lock, pipfile-spec 6",
    versions=("6",),
    example="pipenv lock",
    recognises=recognises,
    shape="json",
    marks=("_meta",),
    parse=parse,
)
