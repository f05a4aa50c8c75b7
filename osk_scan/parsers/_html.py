"""Read the tables of an HTML page from its tags alone, in time that grows with the page, however broken it is."""

import re
from collections.abc import Iterator
from html import unescape

from osk_scan.errors import RefusedDocument
from osk_scan.parsers._cells import CELL_LIMIT
from osk_scan.parsers._row import Row
from osk_scan.parsers._workbook import MAX_COLUMNS
from osk_scan.problems import refused

MAX_ROWS = 500_000
"""Rows of all tables that say anything; they are kept in memory, since tables lie within tables."""
MAX_CELLS = 10_000_000
"""Cells of these rows; one `colspan` makes many of few bytes."""
MAX_TABLES = 1_000
MAX_DEPTH = 50
"""Tables within each other; old pages set their columns so, a few deep."""

_TAG = re.compile(
    r"""<(/?)([a-z][\w:]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*+|[^<>]*)>|<!--(?!-?>)|<[!?][^<>]*>""", re.IGNORECASE
)
"""Up to the next tag at most, so that what is never closed costs nothing; `<!-->` and `<![if !vml]>` say nothing.

Source: HTML Living Standard, section 13.2.5 (bogus comment state, comment start state).
"""
_UNSHOWN = {tag: re.compile(rf"</{tag}\b[^<>]*>", re.IGNORECASE) for tag in ("script", "style", "template", "title")}
_UNSHOWN["<!--"] = re.compile("--!?>")
"""What stands between these and their ends is no text of the page; where there is no end, the rest of the page."""
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?(\d{1,6})\b", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|\s)hidden(?:\s|=|$)|display\s*:\s*none", re.IGNORECASE)
_INLINE = frozenset(
    {"a", "abbr", "b", "code", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"}
)
"""Tags that part no words."""


class _Room:
    """Counts what all tables of a page hold."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = 0
        self._cells = 0

    def take_row(self, cells: int) -> None:
        self._rows += 1
        self._cells += cells
        if self._rows > MAX_ROWS or self._cells > MAX_CELLS:
            raise self.refused(f"more than {MAX_ROWS} rows or {MAX_CELLS} cells in tables")

    def refused(self, wrong: str) -> RefusedDocument:
        return refused("cap-exceeded", self._name, wrong)


class Table:
    """One table in the making: rows of cells, each in its column whatever is merged from above or from the left."""

    def __init__(self, where: str, room: _Room) -> None:
        self.where = where
        self.rows: list[Row] = []
        self.ended = False
        self._room = room
        self._number = 0
        self._row: list[str] | None = None
        self._hidden = False
        self._text: list[str] | None = None
        self._spans = 1, 1
        self._above: dict[int, tuple[int, str]] = {}

    def take(self, tag: str, said: str = "") -> None:
        """Take a tag (`tr`, `/tr`) with its attributes, or without a tag a text."""
        match tag:
            case "tr":
                self._close_row()
                self._row, self._hidden = [], bool(_HIDDEN.search(said))
                self._number += 1
            case "/tr" | "/table":
                self._close_row()
                self.ended = tag == "/table"
            case "td" | "th":
                self._open_cell(said)
            case "/td" | "/th":
                self._close_cell()
            case "" if self._text is not None:
                self._text.append(said)
            case _ if self._text is not None and tag.removeprefix("/") not in _INLINE:
                self._text.append(" ")

    def _open_cell(self, attributes: str) -> None:
        self._close_cell()
        if self._row is None:
            self.take("tr")
        spans = {kind.lower(): int(number) for kind, number in _SPAN.findall(attributes)}
        self._text, self._spans = [], (spans.get("row", 1), spans.get("col", 1))

    def _close_cell(self) -> None:
        """Put the cell, if one is open, into the next column that no merged cell from above takes."""
        if self._text is None or self._row is None:
            return
        said, (rows, columns) = " ".join("".join(self._text).split()), self._spans
        text = " ".join(unescape(said).split()) if len(said) <= CELL_LIMIT else said
        self._text = None
        self._fill_from_above()
        at = len(self._row)
        if rows > 1 and at < MAX_COLUMNS:
            self._above[at] = self._number + rows - 1, text
        self._row += [text, *[""] * (min(columns, MAX_COLUMNS) - 1)][: max(MAX_COLUMNS - at, 0)]

    def _close_row(self) -> None:
        """Keep the row, if one is open and says anything."""
        self._close_cell()
        if self._row and any(self._row):
            self._fill_from_above()
            self.rows.append(Row(f"{self.where} row {self._number}", self._row, hidden=self._hidden))
            self._room.take_row(len(self._row))
        self._row = None

    def _fill_from_above(self) -> None:
        while self._row is not None and (kept := self._above.get(len(self._row))) and self._number <= kept[0]:
            self._row.append(kept[1])


def tables_of(text: str, name: str) -> list[Table]:
    """Return the tables of a page in the order in which they begin, a table within a cell apart from that cell.

    Raises:
        RefusedDocument: where there is too much of anything.
    """
    found, open_tables, room = list[Table](), list[Table](), _Room(name)
    for tag, said in _tokens(text):
        if tag == "table":
            if len(found) == MAX_TABLES or len(open_tables) == MAX_DEPTH:
                raise room.refused(f"more than {MAX_TABLES} tables, or tables nested deeper than {MAX_DEPTH} levels")
            found.append(Table(f"table {len(found) + 1}", room))
            open_tables.append(found[-1])
        elif open_tables:
            open_tables[-1].take(tag, said)
            if tag == "/table":
                open_tables.pop()
    for table in open_tables:
        table.take("/tr")
    return found


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield each tag with its attributes, one that closes with its stroke, and without a tag what stands between."""
    at = 0
    while found := _TAG.search(text, at):
        if found.start() > at:
            yield "", text[at : found.start()]
        at, tag = found.end(), (found[2] or found[0]).lower()
        if not found[1] and tag in _UNSHOWN:
            end = _UNSHOWN[tag].search(text, at)
            if end is None:
                return
            at = end.end()
        elif found[2]:
            yield f"{found[1]}{tag}", found[3]
    yield "", text[at:]
