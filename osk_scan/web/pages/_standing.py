"""A value of somebody or of some time in one cell: as text and as a bar below it."""

from markupsafe import Markup

from osk_scan.indicator import Range
from osk_scan.reports.parts import interval_bar, plain

_VALUE = Markup('<span class="of">{}: </span>{}{}')


def standing(of: str, said: str, found: Range | None) -> Markup:
    """Return what is said of it; where the column's heading is out of sight, `of` stands before it."""
    return _VALUE.format(plain(of), said, interval_bar(found, f"{of}: {said}") if found else "")
