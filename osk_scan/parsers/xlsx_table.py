"""Any Excel workbook (XLSX) with a column for the name of the software, headers in German or English.

Read here and not by a library: what is at hand fills a rectangle from the first to the last cell in memory, so that
two cells in opposite corners exhaust it, or calculates with styles that are of no use here.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from typing import NamedTuple

from osk_scan.model import Document
from osk_scan.parsers._date_styles import STYLES, date_styles
from osk_scan.parsers._elements import elements
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._portions import Portion
from osk_scan.parsers._row import Row
from osk_scan.parsers._tables import table_parser
from osk_scan.parsers._workbook import (
    MAX_COLUMNS,
    MAX_REPEATED,
    Archive,
    MergedCells,
    Sheet,
    Sheets,
    holds,
    number_in,
    sheet_named,
    workbook_parts,
)
from osk_scan.parsers._xml import Element, local

_WORKBOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_COLUMN = re.compile(r"([A-Z]{1,3})\d*")
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})")
_NUMBER = re.compile(r"-?\d+\.\d{6,}(?:E[-+]\d+)?")


class _Shared(NamedTuple):
    """What the cells of all sheets refer to by number."""

    strings: list[str]
    dates: frozenset[str]
    """Styles that show a number as a date."""


def recognises(glance: Glance) -> bool:
    """Tell by the archive's entry for the workbook."""
    return holds(glance.document.content, _WORKBOOK)


def read(document: Document, mapping: Mapping[str, str]) -> tuple[Portion, ...]:
    """Return one component for each row of any sheet that says something of its own.

    Raises:
        RefusedDocument: where no sheet has a column for the name, or a cap is exceeded.
    """
    return workbook_parts(document, "xlsx_table", _sheets, mapping)


def _sheets(archive: Archive) -> Sheets:
    """Yield the sheets in the order of their tabs (ECMA-376-1, section 18.2)."""
    shared = _Shared(_shared_strings(archive), date_styles(archive.read(STYLES)) if STYLES in archive else frozenset())
    targets = dict(_targets(archive))
    for event, element in elements(archive.read(_WORKBOOK), _WORKBOOK, "{*}sheet"):
        if event == "start":
            link = next((value for key, value in element.items() if str(key).endswith("}id")), "")
            name, target = sheet_named(element.get("name")), targets.get(str(link))
            if target and target in archive:
                hidden = element.get("state", "visible") != "visible"
                yield Sheet(f"sheet {name}", _rows(archive.read(target), name, shared), hidden)


def _targets(archive: Archive) -> Iterator[tuple[str, str]]:
    for event, element in elements(archive.read(_LINKS), _LINKS, "{*}Relationship"):
        if event == "start":
            target = str(element.get("Target") or "")
            yield str(element.get("Id")), target[1:] if target.startswith("/") else normpath(join("xl", target))


def _shared_strings(archive: Archive) -> list[str]:
    if _STRINGS not in archive:
        return []
    found = elements(archive.read(_STRINGS), _STRINGS, "{*}si")
    return [_text(element) for event, element in found if event == "end"]


def _rows(content: bytes, sheet: str, shared: _Shared) -> Iterator[Row]:
    number, areas, merged, unseen = 0, _merged(content, sheet), MergedCells(), frozenset[int]()
    for event, element in elements(content, f"sheet {sheet}", "{*}col", "{*}row"):
        if event == "end" and local(element) == "col":
            unseen |= _hidden_columns(element)
        elif event == "end":
            number = number_in(str(element.get("r") or "")) or number + 1
            cells, numbers, dates = _cells(element, shared)
            for column, text in enumerate(cells) if areas else ():
                if (number, column) in areas:
                    merged.begin(column, areas[number, column], text)
            yield Row(
                f"sheet {sheet} row {number}", merged.filled(cells, number), numbers, dates, _is_hidden(element), unseen
            )


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _hidden_columns(columns: Element) -> frozenset[int]:
    """Return those of a range of columns that are hidden, counted from 0 (ECMA-376-1, 18.3.1.13)."""
    first, last = (number_in(str(columns.get(end) or "")) or 0 for end in ("min", "max"))
    return frozenset(range(first - 1, min(last, MAX_COLUMNS))) if _is_hidden(columns) else frozenset()


def _merged(content: bytes, sheet: str) -> dict[tuple[int, int], int]:
    """Return the last row of each cell that is merged over several, by row and column (ECMA-376-1, 18.3.1.55)."""
    if b"mergeCell " not in content:
        return {}
    found: dict[tuple[int, int], int] = {}
    for event, element in elements(content, f"sheet {sheet}", "{*}mergeCell"):
        area = _AREA.fullmatch(str(element.get("ref") or "")) if event == "start" else None
        if area and len(found) < MAX_REPEATED:
            found[int(area[2]), _column(area[1], 0)] = int(area[3])
    return found


def _cells(row: Element, shared: _Shared) -> tuple[list[str], frozenset[int], frozenset[int]]:
    """Return what the cells of a row hold, the columns that hold numbers, and those that show dates."""
    cells, numbers, dates = list[str](), set[int](), set[int]()
    for cell in row:
        column = _column(str(cell.get("r") or ""), len(cells))
        if column < MAX_COLUMNS:
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = _value(cell, shared.strings)
            kind = cell.get("t", "n")
            if kind == "d" or (kind == "n" and cell.get("s") in shared.dates):
                dates.add(column)
            elif kind == "n":
                numbers.add(column)
    return cells, frozenset(numbers), frozenset(dates)


def _column(address: str, following: int) -> int:
    """Return the column of `C7` counted from 0; a cell without address follows the one before it."""
    found = _COLUMN.match(address)
    if not found:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Element, strings: list[str]) -> str:
    """Return what the cell shows; of a formula the result that was stored, never the formula."""
    kind = cell.get("t")
    if kind == "inlineStr":
        return _text(cell)
    stored = next((child.text or "" for child in cell if local(child) == "v"), "")
    if kind == "s":
        at = number_in(stored)
        return strings[at] if at is not None and at < len(strings) else ""
    return format(float(stored), ".15g") if _NUMBER.fullmatch(stored) else stored


def _text(element: Element) -> str:
    """Return the text runs of a string, without the phonetic hints beside them."""
    runs = (run for run in element.iter("{*}t") if (parent := run.getparent()) is None or local(parent) != "rPh")
    return "".join(run.text or "" for run in runs)


PARSER = table_parser(
    title="Excel workbook",
    specification="ECMA-376-1, section 18 (SpreadsheetML)",
    example="a workbook with the columns Hersteller, Produkt, Version, Anzahl",
    recognises=recognises,
    shape="workbook",
    read=read,
)
