"""Write out what `dito` stands for in the rows of a table."""

from collections.abc import Iterable, Iterator

from osk_scan.parsers._row import Row, is_total, looks_like_header

_DITTO = frozenset(
    {'"', '""', "''", "„", "“", "”", "″", "〃", '-"-', "ebd.", "s.o.", "s. o.", "siehe oben", "wie oben"}
    | {"dito", "Dito", "DITO", "dto", "dto.", "Dto.", "ditto"}
)
"""Signs and words by which a cell says the same as the one above."""


def written_out(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows with what `dito` stands for: what the last entry has in that column, or nothing."""
    above = Row("", ())
    for row in rows:
        written = row if _DITTO.isdisjoint(row.cells) else _same_as(above, row)
        yield written
        label = next(filter(None, written.cells), "")
        if label and not is_total(label) and not looks_like_header(written.cells):
            above = written


def _same_as(above: Row, row: Row) -> Row:
    same = {at for at, cell in enumerate(row.cells) if cell in _DITTO}
    said = above.cells[: len(row.cells)]
    cells = [(said[at] if at < len(said) else "") if at in same else cell for at, cell in enumerate(row.cells)]
    return row._replace(cells=cells, numbers=row.numbers | above.numbers & same, dates=row.dates | above.dates & same)
