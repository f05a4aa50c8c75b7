"""Installed Flatpak applications and runtimes as `flatpak list` prints them."""

import re

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._headless import cell, column_of, parted_lines
from osk_scan.parsers._inventory import Gathering

_ID = re.compile(r"^[A-Za-z_][\w-]*(?:\.[\w-]+){2,}(?:/[^/\s]*/[^/\s]*)?$")
_VERSION = re.compile(r"^v?\d[\w.+-]*$")
_HEADING = re.compile(r"Name|Application|Anwendung|Ref\b")


def recognises(glance: Glance) -> bool:
    """Tell by a column of reverse domain names between tabs."""
    if glance.lines and "\tApplication ID\t" in glance.lines[0]:
        return True
    rows = [line.split("\t") for line in glance.lines if not _HEADING.match(line)]
    if not rows or min(map(len, rows)) < 3:
        return False
    column = column_of(rows, _ID)
    return column is not None and all(_ID.match(row[column].strip()) for row in rows if len(row) > column)


def parse(document: Document) -> Inventory:
    """Return one component for each application; translations are folded into what they translate."""
    gathering = Gathering("flatpak_list")
    places, rows = parted_lines(document, "\t")
    id_at = column_of(rows, _ID)
    version_at = column_of(rows, _VERSION, (id_at,))
    for where, row in zip(places, rows, strict=True):
        identity = cell(row, id_at)
        if _HEADING.match("\t".join(row)) and not _ID.match(identity):
            continue
        if not _ID.match(identity):
            gathering.quarantine("unreadable-entry", where, "; ".join(row), "no application ID")
        elif identity.split("/")[0].endswith(".Locale"):
            gathering.fold()
        else:
            _take(gathering, where, identity.split("/")[0], row, cell(row, version_at), id_at)
    return gathering.inventory()


def _take(gathering: Gathering, where: str, identity: str, row: list[str], version: str, id_at: int | None) -> None:
    shown = row[0] if id_at != 0 else identity
    gathering.install(
        ref=f"{identity}@{version}",
        name=shown or identity,
        version=version if _VERSION.match(version) else None,
        kind=Kind.APPLICATION,
        identifiers=(f"flatpak:{identity}",),
        where=where,
    )


PARSER = Parser(
    title="flatpak list",
    specification="flatpak-list(1)",
    versions=(),
    example="flatpak list --columns=name,application,version,branch",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
