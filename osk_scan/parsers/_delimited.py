"""Read delimited text: which of `;`, `,`, tab and `|` delimits, where the header stands, and the rows below it."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice, takewhile

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._columns import Layout
from osk_scan.parsers._headers import Headers, tell_above_header
from osk_scan.parsers._names_alone import OF_ANYTHING, names_alone
from osk_scan.parsers._portions import Portion, Portions
from osk_scan.parsers._quoted import rows_between_marks, rows_of
from osk_scan.parsers._row import Row
from osk_scan.parsers._rows import refuse_without_owners, take_rows
from osk_scan.parsers._text import HEAD, decoded
from osk_scan.problems import refused

_DELIMITERS = (";", ",", "\t", "|")
_LOOKED_AT = 60
_BY_WORDS = Headers({})


def sniffed(text: str, headers: Headers = _BY_WORDS) -> tuple[str, Row, Layout] | None:
    """Return delimiter, header and layout of the reading that is understood best, else None.

    Where each line is a name, there is no delimiter.
    """
    best: tuple[str, Row, Layout] | None = None
    for delimiter in _DELIMITERS:
        rows = _first(text, delimiter)
        found = headers.first_in(rows)
        if found and (best is None or found[1].weight > best[2].weight):
            best = delimiter, rows[found[0]], found[1]
    return best or _names_in(text)


def _names_in(text: str) -> tuple[str, Row, Layout] | None:
    """Return the same of a list of nothing but names, which may have delimiters in them."""
    for delimiter in ("", *_DELIMITERS):
        rows = _first(text, delimiter)
        if found := names_alone(rows, OF_ANYTHING):
            return delimiter, rows[found[0]], found[1]
    return None


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
    portions = Portions(format_name)
    rows = rows_between_marks(text, delimiter, len(header.cells), portions)
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
