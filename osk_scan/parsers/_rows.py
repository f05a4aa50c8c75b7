"""Rows of a table into components, by one rule for spreadsheets and the exports of fleet tools."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from osk_scan.model import Kind
from osk_scan.parsers._cells import CELL_LIMIT, count_in, is_formula, plain, stated, version_in
from osk_scan.parsers._columns import Layout, folded_header, layout
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._windows_parts import is_part

_HEADER_WITHIN = 30
_GUID = re.compile(r"\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?")
_TOTALS = frozenset({"summe", "gesamt", "gesamtsumme", "total", "sum", "insgesamt", "gesamtergebnis", "grand total"})
_LAST_ZERO_LOST = re.compile(r"\d+\.\d")
"""24.1 kept as a number may have been written as 24.10."""
_MAX_COUNT = 10_000_000


class Row(NamedTuple):
    """One row and its address: `line 12` or `sheet Clients row 7`."""

    where: str
    cells: Sequence[str]
    numbers: frozenset[int] = frozenset()
    """Columns in which the document keeps a number, not a text."""


def header_in(rows: Sequence[Row], mapping: Mapping[str, str] | None = None) -> tuple[int, Layout] | None:
    """Return position and layout of the header: of the first rows the one that is understood best.

    Titles, dates and merged cells above it are understood less, since a header has a name column and another.
    """
    found: tuple[int, Layout] | None = None
    for position, row in enumerate(rows[:_HEADER_WITHIN]):
        here = layout(row.cells, mapping)
        fits = "name" in here.places if mapping else here.is_software
        if fits and (found is None or here.weight > found[1].weight):
            found = position, here
    return found


def take_rows(
    gathering: Gathering, rows: Iterable[Row], header: Row, columns: Layout, kind: Kind = Kind.UNKNOWN
) -> None:
    """Add, fold or quarantine each row below the header; blank rows, repeated headers and totals are no entries."""
    gathering.dropped_columns = tuple(dict.fromkeys((*gathering.dropped_columns, *columns.dropped)))
    if columns.unread:
        gathering.problem("not-read", header.where, None, ", ".join(columns.unread))
    heading = folded_header(_cell(header, columns, "name"))
    read = sorted({*columns.places.values(), *columns.licenses})
    taken: dict[tuple[str, ...], tuple[str, int]] = {}
    for row in rows:
        said = tuple(row.cells[at] for at in read if at < len(row.cells))
        if said in taken:
            gathering.install_again(*taken[said])
        elif any(map(plain, row.cells)) and folded_header(_cell(row, columns, "name")) != heading:
            installed = _take(gathering, row, columns, kind)
            if installed:
                taken[said] = installed


def _take(gathering: Gathering, row: Row, columns: Layout, kind: Kind) -> tuple[str, int] | None:
    """Take one row; return reference and installations where it is a component of its own."""
    name = stated(_cell(row, columns, "name"))
    wrong = _unreadable(row, columns, name)
    if name is None or wrong:
        gathering.quarantine("unreadable-entry" if wrong else "missing-name", row.where, _allowed(row, columns), wrong)
    elif name.casefold() in _TOTALS and not stated(_cell(row, columns, "version")):
        gathering.problem("not-read", row.where, None, name)
    elif is_part(name) or stated(_cell(row, columns, "part_of")):
        gathering.fold()
    else:
        return _install(gathering, row, columns, name, kind)
    return None


def _install(gathering: Gathering, row: Row, columns: Layout, name: str, kind: Kind) -> tuple[str, int]:
    version, vendor = version_in(_cell(row, columns, "version")), stated(_cell(row, columns, "vendor"))
    claims = (stated(row.cells[at]) for at in columns.licenses if at < len(row.cells))
    license_ = next((claim for claim in claims if claim), None)
    installations = _installations(gathering, row, columns)
    if version and _LAST_ZERO_LOST.fullmatch(version) and columns.places.get("version") in row.numbers:
        gathering.problem("version-is-number", row.where, name, version)
    ref = gathering.install(
        ref="/".join(part for part in (vendor, name) if part) + (f"@{version}" if version else ""),
        name=name,
        namespace=stated(_cell(row, columns, "namespace")),
        version=version,
        vendor=vendor,
        purl=stated(_cell(row, columns, "purl")),
        kind=kind,
        declared=(license_,) if license_ else None,
        identifiers=_identifiers(row, columns),
        installations=installations,
        where=row.where,
    )
    return ref, installations


def _unreadable(row: Row, columns: Layout, name: str | None) -> str:
    if name and is_formula(name):
        return "a formula stands where the name belongs"
    if any(len(_cell(row, columns, field)) > CELL_LIMIT for field in columns.places):
        return f"a cell is longer than {CELL_LIMIT} characters"
    return ""


def _identifiers(row: Row, columns: Layout) -> tuple[str, ...]:
    guid = _GUID.search(_cell(row, columns, "msi"))
    cpe, winget, swid = (stated(_cell(row, columns, field)) for field in ("cpe", "winget", "swid"))
    named = (
        f"msi:{{{guid[1].upper()}}}" if guid else None,
        cpe if cpe and cpe.startswith("cpe:") else None,
        f"winget:{winget}" if winget else None,
        f"swid:{swid}" if swid else None,
    )
    return tuple(identifier for identifier in named if identifier)


def _installations(gathering: Gathering, row: Row, columns: Layout) -> int:
    text = stated(_cell(row, columns, "count"))
    if text is None:
        return 1
    number = count_in(text)
    if number is None or number > _MAX_COUNT:
        gathering.problem("wrong-type", row.where, None, f"{text} is no count; taken as one installation")
        return 1
    return number


def _cell(row: Row, columns: Layout, field: str) -> str:
    at = columns.places.get(field)
    return row.cells[at] if at is not None and at < len(row.cells) else ""


def _allowed(row: Row, columns: Layout) -> str:
    """Return the raw text of a row as far as it may be kept: the columns that are read, no others."""
    cells = ((field, _cell(row, columns, field)[:200]) for field in sorted(columns.places))
    return "; ".join(f"{field}={cell}" for field, cell in cells if cell)
