"""Any OpenDocument spreadsheet (ODS) with a column for the name of the software, headers in German or English."""

from collections.abc import Iterator, Mapping

from osk_scan.model import Document
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
from osk_scan.problems import refused

_CONTENT = "content.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_READ = (
    f"{_STYLE}style",
    f"{_STYLE}table-properties",
    f"{_TABLE}table",
    f"{_TABLE}table-column",
    f"{_TABLE}table-row",
)
_MEDIA_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def recognises(glance: Glance) -> bool:
    """Tell by the media type, which stands unpacked at the front of the archive (ODF 1.3, part 2, section 3.3)."""
    content = glance.document.content
    return _MEDIA_TYPE in content[:200] and holds(content, _CONTENT)


def read(document: Document, mapping: Mapping[str, str]) -> tuple[Portion, ...]:
    """Return one component for each row of any sheet that says something of its own.

    Raises:
        RefusedDocument: where no sheet has a column for the name, or a cap is exceeded.
    """
    return workbook_parts(document, "ods_table", _sheets, mapping)


def _sheets(archive: Archive) -> Sheets:
    """Yield the tables in document order; rows are read while the one before is worked on."""
    stream, style, unseen = elements(archive.read(_CONTENT), _CONTENT, *_READ), "", set[str]()
    for event, element in stream:
        if event == "start" and element.tag == f"{_STYLE}style":
            style = str(element.get(f"{_STYLE}name"))
        elif event == "start" and element.get(f"{_TABLE}display") == "false":
            unseen.add(style)
        elif event == "start" and element.tag == f"{_TABLE}table":
            name = sheet_named(element.get(f"{_TABLE}name"))
            rows = _rows(stream, name)
            yield Sheet(f"sheet {name}", rows, str(element.get(f"{_TABLE}style-name")) in unseen)
            for _ in rows:
                pass


def _rows(stream: Iterator[tuple[str, Element]], sheet: str) -> Iterator[Row]:
    number, repeated, merged, width, unseen = 0, 0, MergedCells(), 0, frozenset[int]()
    for event, element in stream:
        if event == "start":
            continue
        if local(element) == "table":
            return
        if local(element) == "table-column":
            before, width = width, min(width + _times(element, "columns-repeated"), MAX_COLUMNS)
            unseen |= frozenset(range(before, width)) if _is_hidden(element) else frozenset()
            continue
        cells, times = _cells(element, number, merged), _times(element, "rows-repeated")
        if any(cells):
            repeated += times - 1
            if repeated > MAX_REPEATED:
                raise refused("cap-exceeded", f"sheet {sheet}", f"more than {MAX_REPEATED} repeated rows")
            for row in range(number + 1, number + times + 1):
                place, shown = f"sheet {sheet} row {row}", merged.filled(cells, row)
                yield Row(place, shown, hidden=_is_hidden(element), hidden_columns=unseen)
        number += times


def _is_hidden(element: Element) -> bool:
    """Tell whether a row or column is put away, or kept back by a filter (attribute table:visibility)."""
    return element.get(f"{_TABLE}visibility") in ("collapse", "filter")


def _cells(row: Element, above: int, merged: MergedCells) -> list[str]:
    """Return what the cells show, with `above` rows before theirs; what a merged cell covers is not shown."""
    cells: list[str] = []
    for cell in row:
        kind, column = local(cell), len(cells)
        if kind in ("table-cell", "covered-table-cell") and column < MAX_COLUMNS:
            text = _shown(cell) if kind == "table-cell" else ""
            if (rows := _times(cell, "rows-spanned")) > 1:
                merged.begin(column, above + rows, text)
            cells.extend([text] * min(_times(cell, "columns-repeated"), MAX_COLUMNS - column))
    return cells


def _times(element: Element, what: str) -> int:
    return number_in(str(element.get(f"{_TABLE}number-{what}") or "")) or 1


def _shown(cell: Element) -> str:
    """Return what the cell shows, its paragraphs one after the other; comments beside it are not part of it."""
    paragraphs = (child for child in cell if child.tag == f"{_TEXT}p")
    return " ".join("".join(map(str, paragraph.itertext())) for paragraph in paragraphs)


PARSER = table_parser(
    title="OpenDocument spreadsheet",
    specification="OASIS OpenDocument 1.3, part 3, section 9 (tables)",
    example="a spreadsheet with the columns Hersteller, Produkt, Version, Anzahl",
    recognises=recognises,
    shape="workbook",
    read=read,
)
