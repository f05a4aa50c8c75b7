"""Recognise a list of nothing but names below one header: `Software`, perhaps with a column of numbers beside it."""

import re
from collections.abc import Iterable, Sequence

from osk_scan.parsers._cells import is_rule, plain
from osk_scan.parsers._columns import NUMBERING, READ, Layout, folded_header, layout
from osk_scan.parsers._row import Row

OF_SOFTWARE = frozenset(READ["name"]) - {"titel", "title", "caption", "name", "bezeichnung"}
"""Headers that only software has; a form in a sheet or page has `Name` above its other labels."""
OF_ANYTHING = OF_SOFTWARE | {"name", "bezeichnung"}
"""Headers of a list that is a document by itself, for example of `wmic product get name`, but of staff as well."""
_NO_NAME = re.compile(r".{120}.*|[-*•]\s.*|.*(?:[;\t|=]|: |,\S|,.*,).*|.*[.:!?]|(?:\S+\s+){12}.*", re.DOTALL)
"""Bullets, cells of a table, fields, sentences."""
_NAMES = 0.8
"""Share of the rows that must look like names."""
_HEADER = re.compile(r"[^\W\d_][\w .()/-]*:?")
"""Begins with a letter, unlike `[package]` and `%NAME%` in other formats."""
_NUMBERED = 0.2
"""Share of the names that must have a digit where the header may be that of persons; of programs it is about half."""
_OF_OTHERS = re.compile(r"[^\W\d_][\w'-]*, [^\W\d_].*|(?=.{1,15}\Z)[A-Z][A-Z0-9-]*\d[A-Z0-9-]*")
"""`Muster, Erika` and `PC-4711`: where the header may be theirs, fewer than half of the names may look so."""


def names_alone(rows: Sequence[Row], words: frozenset[str] = OF_SOFTWARE) -> tuple[int, Layout] | None:
    """Return position and layout of the header of a list of names, one of `words`; one title may stand above it."""
    listed = [(at, row) for at, row in enumerate(rows) if any(row.cells) and not is_rule(row.cells)]
    for above, (at, row) in enumerate(listed[:2]):
        found = layout(row.cells)
        name = found.places.get("name")
        if name is not None and _is_header(row.cells[name], words) and _nothing_else(row, name):
            return (at, found) if _are_names((row for _, row in listed[above + 1 :]), row, name) else None
    return None


def _is_header(cell: str, words: frozenset[str]) -> bool:
    return bool(_HEADER.fullmatch(plain(cell))) and folded_header(cell) in words


def _nothing_else(header: Row, name: int) -> bool:
    words = (folded_header(cell) for at, cell in enumerate(header.cells) if at != name)
    return all(word in NUMBERING for word in words if word)


def _are_names(rows: Iterable[Row], header: Row, name: int) -> bool:
    """Tell whether the rows have cells below those of the header alone, and most of them are no prose."""
    width, cells = len(header.cells), list[str]()
    for row in rows:
        if any(cell and (at >= width or not header.cells[at]) for at, cell in enumerate(row.cells)):
            return False
        cells.append(plain(row.cells[name]) if name < len(row.cells) else "")
    named = sum(1 for cell in cells if cell and not _NO_NAME.fullmatch(cell))
    if not named or named < _NAMES * len(cells) or folded_header(header.cells[name]) in OF_SOFTWARE:
        return named >= _NAMES * len(cells) > 0
    numbered = sum(1 for cell in cells if re.search(r"\d", cell))
    others = sum(1 for cell in cells if _OF_OTHERS.fullmatch(cell))
    return numbered >= _NUMBERED * len(cells) and others * 2 < len(cells)
