"""A table as data: caption, columns and rows of cells, shown by one macro wherever a report has a table."""

from dataclasses import dataclass

from markupsafe import Markup

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
