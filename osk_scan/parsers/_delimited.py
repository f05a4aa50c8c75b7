"""Read delimited text: which of `;`, `,`, tab and `|` delimits, where the header stands, and the rows below it."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, takewhile

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._columns import Layout
from osk_scan.parsers._headers import Headers, tell_above_header
from osk_scan.parsers._portions import Portion, Portions
from osk_scan.parsers._row import Row
from osk_scan.parsers._rows import refuse_without_owners, take_rows
from osk_scan.parsers._text import HEAD, decoded
from osk_scan.problems import refused

_DELIMITERS = (";", ",", "\t", "|")
_LOOKED_AT = 60
_LONGEST_CELL = 131_072
"""The `csv` module has a limit of its own, but one for the whole process, which other libraries raise."""
_BY_WORDS = Headers({})
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end; StringIO would take four bytes for each character."""


def rows_of(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows with the line each begins on; lines for programs (`#TYPE`, `sep=`) are passed over.

    Raises:
        csv.Error: where a quotation mark is never closed.
    """
    reader = csv.reader((line[0] for line in _LINE.finditer(text)), delimiter=delimiter)
    began = 1
    for cells in reader:
        if reader.line_num > began and max(map(len, cells)) > _LONGEST_CELL:
            raise csv.Error(f"line {began} – {reader.line_num}")
        if cells and not cells[0].startswith(("#TYPE ", "sep=")):
            yield Row(f"line {began}", cells)
        began = reader.line_num + 1


def _all_closed(text: str, delimiter: str) -> Iterator[Row]:
    """Yield all rows of a text; what a forgotten quotation mark makes one cell of is rows that nobody would miss.

    Raises:
        csv.Error: where one is never closed.
    """
    last = Row("line 1", ())
    for row in rows_of(text, delimiter):
        last = row
        yield row
    if any("\n" in cell or "\r" in cell for cell in last.cells):
        lines = islice(_LINE.finditer(text), int(last.where.removeprefix("line ")) - 1, None)
        if sum(line[0].count('"') for line in lines) % 2:
            raise csv.Error(last.where)


def sniffed(text: str, headers: Headers = _BY_WORDS) -> tuple[str, Row, Layout] | None:
    """Return delimiter, header and layout of the reading that is understood best, else None."""
    best: tuple[str, Row, Layout] | None = None
    for delimiter in _DELIMITERS:
        rows = _first(text, delimiter)
        found = headers.first_in(rows)
        if found and (best is None or found[1].weight > best[2].weight):
            best = delimiter, rows[found[0]], found[1]
    return best


def widest_row(head: str) -> list[str]:
    """Return the cells of the widest of the first rows, in the delimiter that gives most rows of one width."""
    best: tuple[int, list[str]] = 0, []
    for delimiter in _DELIMITERS:
        rows = [list(row.cells) for row in _first(head, delimiter) if len(row.cells) > 1]
        widest = max(rows, key=len, default=[])
        alike = sum(1 for row in rows if len(row) == len(widest))
        if alike > max(1, best[0]):
            best = alike, widest
    return best[1]


@lru_cache(maxsize=1)  # Several formats ask the same of one document.
def header_words(head: str) -> frozenset[str]:
    """Return the cells of the header as they are written, lower case; empty where no table is found."""
    found = sniffed(head)
    return frozenset(cell.strip().lower() for cell in found[1].cells) if found else frozenset()


def read_delimited(document: Document, format_name: str, kind: Kind) -> Inventory:
    """Return the inventory of a delimited table, which is all of one system.

    Raises:
        RefusedDocument: where no row is a header with a name column, or a quotation mark is never closed.
    """
    return delimited_parts(document, format_name, {}, kind)[0].inventory


def delimited_parts(
    document: Document, format_name: str, mapping: Mapping[str, str], kind: Kind = Kind.UNKNOWN
) -> tuple[Portion, ...]:
    """Return the inventories of a delimited table, with `mapping` from column header to field before all guessing.

    Raises:
        RefusedDocument: as above, or where a column is missing that the uploader says names owners.
    """
    text = decoded(document).removeprefix("\ufeff")
    headers = Headers(mapping)
    found = sniffed(text[:HEAD], headers)
    if found is None:
        raise refused("no-header", document.name)
    delimiter, header, columns = found
    portions, rows = Portions(format_name), _all_closed(text, delimiter)
    try:
        tell_above_header(portions, takewhile(lambda row: row.where != header.where, rows))
        taken = take_rows(portions, rows, header, columns, headers, kind)
    except csv.Error as error:
        raise refused("unclosed-quotation", document.name, str(error)) from None
    refuse_without_owners(document, taken)
    return portions.finished()


def _first(text: str, delimiter: str) -> list[Row]:
    try:
        return list(islice(rows_of(text, delimiter), _LOOKED_AT))
    except csv.Error:
        return []
