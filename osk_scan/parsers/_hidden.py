"""Tell which rows and columns were read although the document does not show them."""

from collections.abc import Iterable, Iterator, Sequence

from osk_scan.parsers._portions import Portions
from osk_scan.parsers._row import Row


def noting_hidden(rows: Iterable[Row], hidden: list[str]) -> Iterator[Row]:
    """Yield the rows, and note in `hidden` where those are that say anything and are not shown."""
    for row in rows:
        if row.hidden and any(row.cells):
            hidden.append(row.where)
        yield row


def tell_hidden_rows(portions: Portions, hidden: Sequence[str]) -> None:
    """Tell how many rows of a sheet are not shown, and which."""
    if hidden:
        numbers = [int(where.rpartition(" ")[2]) for where in hidden]
        portions.tell("hidden-rows", hidden[0].rpartition(" row ")[0], f"{len(numbers)} ({_ranges(numbers)})")


def tell_hidden_columns(portions: Portions, header: Row, read: Iterable[int]) -> None:
    """Tell which of the columns that are read are not shown."""
    if hidden := [header.cells[at] for at in read if at in header.hidden_columns]:
        portions.tell("hidden-columns", header.where, ", ".join(hidden))


def _ranges(numbers: Sequence[int]) -> str:
    """Return rising numbers as `3-5, 7`."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    return ", ".join("-".join(map(str, ends)) for ends in ranges)
