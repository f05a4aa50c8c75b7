"""Part delimited text into rows by its quotation marks, and by its lines where stray marks made one cell of several."""

import csv
import re
from collections.abc import Iterator, Sequence

from osk_scan.parsers._portions import Portions
from osk_scan.parsers._row import Row

_LONGEST_CELL = 131_072
"""The `csv` module has a limit of its own, but one for the whole process, which other libraries raise."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end; StringIO would take four bytes for each character."""


def rows_of(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows with the line each begins on; lines for programs (`#TYPE`, `sep=`) are passed over.

    Without a delimiter each line is a cell.

    Raises:
        csv.Error: where a quotation mark is never closed.
    """
    return (_row(number, cells) for number, cells, _ in _quoted(text, delimiter))


def rows_between_marks(text: str, delimiter: str, width: int, portions: Portions) -> Iterator[Row]:
    """Yield all rows of a text whose header has `width` cells, also those that stray quotation marks made a cell of.

    Where each line of a row has as many cells as the row above, the lines are the rows; where only some have, the
    row stays one. Both are told.

    Raises:
        csv.Error: where a quotation mark is never closed.
    """
    number, cells, lines, stray, doubtful = 1, list[str](), list[str](), list[str](), list[str]()
    for number, cells, lines in _quoted(text, delimiter):
        if len(lines) == 1 and (len(cells) >= width or _well_quoted(lines[0], delimiter)):
            width = len(cells) if len(cells) > 1 else width
            yield _row(number, cells)
            continue
        places = [f"line {number + at}" for at in range(len(lines))]
        parted = [_unquoted(line, delimiter) for line in lines]
        if width > 1 and all(len(part) == width for part in parted):
            stray += places
            yield from map(Row, places, parted)
            continue
        if width > 1 and any(len(part) == width for part in parted[1:]):
            doubtful += places
        yield _row(number, cells)
    portions.tell_together("stray-quotation", stray)
    portions.tell_together("rows-in-a-cell", doubtful)
    if any("\n" in cell or "\r" in cell for cell in cells) and sum(line.count('"') for line in lines) % 2:
        raise csv.Error(f"line {number}")


def _quoted(text: str, delimiter: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield of each row the line it begins on, its cells, and its lines as they stand in the text."""
    if not delimiter:
        yield from ((number, [_bare(line[0])], [line[0]]) for number, line in enumerate(_LINE.finditer(text), 1))
        return
    lines: list[str] = []
    reader = csv.reader(_noted(text, lines), delimiter=delimiter)
    began = 1
    for cells in reader:
        if len(lines) > 1 and max(map(len, cells)) > _LONGEST_CELL:
            raise csv.Error(f"line {began} – {reader.line_num}")
        if cells and not (len(lines) == 1 and cells[0].startswith(("#TYPE ", "sep="))):
            yield began, cells, [*lines]
        lines.clear()
        began = reader.line_num + 1


def _noted(text: str, lines: list[str]) -> Iterator[str]:
    for found in _LINE.finditer(text):
        lines.append(found[0])
        yield found[0]


def _well_quoted(line: str, delimiter: str) -> bool:
    """Tell whether each mark that ends a cell has a delimiter or the end of the line behind it."""
    try:
        return '"' not in line or bool(next(csv.reader([line], delimiter=delimiter or "\0", strict=True), True))
    except csv.Error:
        return False


def _unquoted(line: str, delimiter: str) -> Sequence[str]:
    return [_bare(cell) for cell in line.split(delimiter)]


def _bare(cell: str) -> str:
    """Return a cell without the mark it begins with, and the one it ends with where they are a pair."""
    text = cell.strip()
    return text[1:].removesuffix('"').replace('""', '"') if text.startswith('"') else text


def _row(number: int, cells: Sequence[str]) -> Row:
    return Row(f"line {number}", cells)
