"""Find the headers of a table: the first one, those of tables below it, and the titles above them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from osk_scan.parsers._columns import HEADER_WORDS, Layout, layout
from osk_scan.parsers._portions import Portions
from osk_scan.parsers._row import Row

_HEADER_WITHIN = 30


class Headers:
    """Tells headers from entries: by words that headers are made of, and by the columns that the uploader names."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = mapping
        self._words = HEADER_WORDS | {column.strip() for column in mapping}

    def first_in(self, rows: Sequence[Row]) -> tuple[int, Layout] | None:
        """Return position and layout of the header: of the first rows the one that is understood best.

        Titles, dates and merged cells above it are understood less, since a header has a name column and another. One
        that is understood well enough is the first; another table may stand below it.
        """
        found: tuple[int, Layout] | None = None
        for position, row in enumerate(rows[:_HEADER_WITHIN]):
            here = self._software(row.cells)
            if here and self._has_words(row.cells, 2):
                return position, here
            if here and (found is None or here.weight > found[1].weight):
                found = position, here
        return found

    def here(self, row: Row, said: Sequence[str]) -> Layout | None:
        """Return the layout of a row that is a header itself: two cells that were read, or any three, are words of it.

        Two may be what a column of something else says of a program: `Software`, got by `Lizenz`.
        """
        return self._software(row.cells) if self._has_words(said, 2) or self._has_words(row.cells, 3) else None

    def without_titles(self, portions: Portions, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows but those of one cell that stand above a header: what a table is called is no program.

        A title is told by its place alone; it may name a machine or a person.
        """
        held: Row | None = None
        for row in rows:
            if held is not None:
                if self._has_words(row.cells, 2):
                    portions.tell("title-not-read", held.where, "")
                else:
                    yield held
            held = row if _filled(row) == 1 else None
            if held is None:
                yield row
        if held is not None:
            yield held

    def _has_words(self, cells: Sequence[str], number: int) -> bool:
        return len(self._words.intersection(cells)) >= number

    def _software(self, cells: Sequence[str]) -> Layout | None:
        """Return the layout that `cells` give a table of software; where columns are named, a name is enough."""
        found = layout(cells, self._mapping)
        return found if ("name" in found.places if self._mapping else found.is_software) else None


def tell_above_header(portions: Portions, rows: Iterable[Row]) -> None:
    """Tell the rows above the first header, but for those of one cell, which are titles."""
    portions.tell_together("rows-above-header", [row.where for row in rows if _filled(row) > 1])


def _filled(row: Row) -> int:
    return len(row.cells) - row.cells.count("")
