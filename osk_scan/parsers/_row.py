"""One row of a table, and what tells totals and headers from entries."""

from collections.abc import Sequence
from typing import NamedTuple

from osk_scan.parsers._columns import HEADER_WORDS

_TOTALS = frozenset(
    {"summe", "zwischensumme", "teilsumme", "endsumme", "gesamt", "gesamtsumme", "insgesamt", "gesamtergebnis"}
    | {"total", "subtotal", "grand total", "sum"}
)


class Row(NamedTuple):
    """One row and its address: `line 12` or `sheet Clients row 7`."""

    where: str
    cells: Sequence[str]
    numbers: frozenset[int] = frozenset()
    """Columns in which the document keeps a number, not a text."""
    dates: frozenset[int] = frozenset()
    """Columns in which it keeps a date."""
    hidden: bool = False
    """The document does not show it; filters leave rows so."""
    hidden_columns: frozenset[int] = frozenset()
    """Columns that the document does not show."""


def is_total(label: str) -> bool:
    """Tell whether a row with this label sums up others."""
    return label.casefold().rstrip(": ") in _TOTALS


def looks_like_header(cells: Sequence[str]) -> bool:
    """Tell whether two cells are words that headers are made of."""
    return len(HEADER_WORDS.intersection(cells)) > 1
