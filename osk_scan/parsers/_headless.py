"""Read delimited lists without a header: which column is what is told by what stands in it."""

import re
from collections.abc import Sequence

from osk_scan.model import Document
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of

_DELIMITERS = ("\t", ";", ",", "|", " ")


def delimiter_of(lines: Sequence[str], first: re.Pattern[str], second: re.Pattern[str]) -> str | None:
    """Return the delimiter with which four of five lines begin with what `first` and `second` fully match."""
    for delimiter in _DELIMITERS:
        parted = (line.split(delimiter, 2) for line in lines)
        fitting = sum(
            1 for p in parted if len(p) > 1 and first.fullmatch(_bare(p[0])) and second.fullmatch(_bare(p[1]))
        )
        if lines and fitting >= 0.8 * len(lines):
            return delimiter
    return None


def column_of(rows: Sequence[Sequence[str]], pattern: re.Pattern[str], taken: Sequence[int | None] = ()) -> int | None:
    """Return the first column in which half of the cells match `pattern`, leaving out those already `taken`."""
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] for row in rows if len(row) > column and row[column]]
        if column not in taken and cells and sum(1 for cell in cells if pattern.search(cell)) * 2 >= len(cells):
            return column
    return None


def parted_lines(document: Document, delimiter: str) -> tuple[list[str], list[list[str]]]:
    """Return the addresses and the cells of all lines that are not blank."""
    listed = [(where, [_bare(cell) for cell in line.split(delimiter)]) for where, line in lines_of(document)]
    return [where for where, _ in listed], [cells for _, cells in listed]


def told_unread(gathering: Gathering, rows: Sequence[Sequence[str]], read: Sequence[int | None]) -> None:
    """Tell which columns were not read, those with e-mail addresses as dropped."""
    width = max(map(len, rows), default=0)
    unread = [column for column in range(width) if column not in read]
    mail = [c for c in unread if any(len(row) > c and "@" in row[c] for row in rows)]
    gathering.dropped_columns = tuple(f"column {column + 1}" for column in mail)
    rest = [f"column {column + 1}" for column in unread if column not in mail]
    if rest:
        gathering.problem("not-read", "line 1", None, ", ".join(rest))


def cell(row: Sequence[str], column: int | None) -> str:
    """Return the cell, or an empty text where the row has none."""
    return row[column] if column is not None and column < len(row) else ""


def _bare(text: str) -> str:
    return text.strip().strip("\"'")
