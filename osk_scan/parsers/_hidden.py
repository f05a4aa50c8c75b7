"""Tell which rows and columns were read although the document does not show them."""

from collections.abc import Iterable, Iterator

from osk_scan.parsers._portions import Portions
from osk_scan.parsers._row import Row


def noting_hidden(rows: Iterable[Row], hidden: list[str]) -> Iterator[Row]:
    """Yield the rows, and note in `hidden` where those are that say anything and are not shown."""
    for row in rows:
        if row.hidden and any(row.cells):
            hidden.append(row.where)
        yield row


def tell_hidden_columns(portions: Portions, header: Row, read: Iterable[int]) -> None:
    """Tell which of the columns that are read are not shown."""
    if hidden := [header.cells[at] for at in sorted(read) if at in header.hidden_columns]:
        portions.tell("hidden-columns", header.where, ", ".join(hidden))
