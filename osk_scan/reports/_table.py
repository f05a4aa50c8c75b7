"""A table as data: caption, columns and rows of cells, shown by one macro wherever a report has a table."""

from dataclasses import dataclass

from markupsafe import Markup

from osk_scan.reports._widths import shares

_OPENED, _CLOSED = Markup("("), Markup(")")
_LOOKED_AT = 200
"""Rows that say enough about what a column holds."""

Cell = str | Markup
"""Plain text is escaped where it is shown; only our own drawings are markup."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, and whether its cells are numbers or identifiers."""

    title: str
    sort: str = ""
    """"", `number`, `code` or `bar`."""


@dataclass(frozen=True)
class Table:
    """A table whose first column names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str = ""
    """What is said below where rows were left out."""

    @property
    def shares(self) -> tuple[int, ...]:
        """Return each column's share of the width on paper, in per cent."""
        looked_at = self.rows[:_LOOKED_AT]
        texts = [[text_of(row[at]) for row in looked_at] for at in range(len(self.columns))]
        return shares([column.title for column in self.columns], [column.sort for column in self.columns], texts)


def text_of(cell: Cell) -> str:
    """Return a cell as plain text, a note in brackets."""
    if not isinstance(cell, Markup):
        return cell
    return cell.replace("<small>", _OPENED).replace("</small>", _CLOSED).striptags()
