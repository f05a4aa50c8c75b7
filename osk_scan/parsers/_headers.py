"""Find the headers of a table: the first one, those of tables below it, and the titles above them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from osk_scan.parsers._columns import HEADER_WORDS, Layout, layout
from osk_scan.parsers._portions import Portions
from osk_scan.parsers._row import Row, looks_like_header

_HEADER_WITHIN = 30


def header_in(rows: Sequence[Row], mapping: Mapping[str, str] | None = None) -> tuple[int, Layout] | None:
    """Return position and layout of the header: of the first rows the one that is understood best.

    Titles, dates and merged cells above it are understood less, since a header has a name column and another. One that
    is understood well enough is the first; another table may stand below it.
    """
    found: tuple[int, Layout] | None = None
    for position, row in enumerate(rows[:_HEADER_WITHIN]):
        here = layout(row.cells, mapping)
        fits = "name" in here.places if mapping else here.is_software
        if fits and not mapping and looks_like_header(row.cells):
            return position, here
        if fits and (found is None or here.weight > found[1].weight):
            found = position, here
    return found


def header_here(row: Row, said: Sequence[str], mapping: Mapping[str, str] | None) -> Layout | None:
    """Return the layout of a row that is a header itself: two cells that were read, or any three, are words of headers.

    Two may be what a column of something else says of a program: `Software`, got by `Lizenz`.
    """
    if not looks_like_header(said) and len(HEADER_WORDS.intersection(row.cells)) < 3:
        return None
    here = layout(row.cells, mapping)
    return here if ("name" in here.places if mapping else here.is_software) else None


def without_titles(portions: Portions, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows but those of one cell that stand above a header: what a table is called is no program.

    A title is told by its place alone; it may name a machine or a person.
    """
    held: Row | None = None
    for row in rows:
        if held is not None:
            if looks_like_header(row.cells):
                portions.tell("title-not-read", held.where, "")
            else:
                yield held
        held = row if len(row.cells) - row.cells.count("") == 1 else None
        if held is None:
            yield row
    if held is not None:
        yield held
