"""Which cells of an Excel workbook show a date: their style says so, what is stored is a number."""

import re

from osk_scan.parsers._elements import elements
from osk_scan.parsers._workbook import number_in
from osk_scan.parsers._xml import local

STYLES = "xl/styles.xml"
_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Formats of dates and times that no workbook declares (ECMA-376-1, 18.8.30)."""
_NO_PART_OF_A_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_PART_OF_A_DATE = re.compile("[dmyhs]", re.IGNORECASE)
_LONGEST = 255
"""Characters of a format, as Excel takes them."""


def date_styles(content: bytes) -> frozenset[str]:
    """Return the styles that show a number as a date or time, as cells name them (ECMA-376-1, 18.8.10)."""
    declared: dict[str, str] = {}
    for event, element in elements(content, STYLES, "{*}numFmt", "{*}cellXfs"):
        if local(element) == "numFmt":
            declared.setdefault(str(element.get("numFmtId")), str(element.get("formatCode") or ""))
        elif event == "end":
            shown = (str(style.get("numFmtId")) for style in element)
            return frozenset(str(at) for at, number in enumerate(shown) if _is_date(number, declared.get(number)))
    return frozenset()


def _is_date(number: str, declared: str | None) -> bool:
    """Tell what a format shows; one that the workbook declares goes before the built-in one of its number."""
    if declared is None:
        return number_in(number) in _BUILT_IN
    return bool(_PART_OF_A_DATE.search(_NO_PART_OF_A_DATE.sub("", declared[:_LONGEST])))
