"""Numbers as people read them: percentages rounded outward, so that what is printed always encloses what is true."""

import re
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from osk_scan.indicator import Range
from osk_scan.model import Language
from osk_scan.reports.wording import Words

_THIN_SPACE = "\u202f"
_PER_MILLE = 1000
_OUTWARD = {"at-least": floor, "at-most": ceil}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SWAPPED = str.maketrans(",.", ".,")


def percent(value: Fraction, language: Language) -> str:
    """Return a share as percentage with one decimal, rounded to the nearest; only nothing is 0 and only all is 100."""
    nearest = round(value * _PER_MILLE)
    if value > 0 and nearest == 0:
        return f"<{_THIN_SPACE}{_shown(1, language)}"
    if value < 1 and nearest == _PER_MILLE:
        return f">{_THIN_SPACE}{_shown(_PER_MILLE - 1, language)}"
    return _shown(nearest, language)


def at_most(value: Fraction, language: Language) -> str:
    """Return a share as percentage with one decimal, rounded up: the truth is no more than what is printed."""
    return _shown(ceil(value * _PER_MILLE), language)


def span(found: Range, words: Words) -> str:
    """Return a range of shares as percentages, its ends rounded outward."""
    low, high = found.low, found.high
    if low == high and found.bound in _OUTWARD:
        text = _shown(_OUTWARD[found.bound](low * _PER_MILLE), words.language)
    elif low == high:
        text = percent(low, words.language)
    else:
        lower = _shown(floor(low * _PER_MILLE), words.language, unit=False)
        text = f"{lower}–{_shown(ceil(high * _PER_MILLE), words.language)}"
    return words(f"number.{found.bound}", value=text) if found.bound in ("at-least", "at-most") else text


def index(found: Range, words: Words) -> str:
    """Return a range of an index between 0 and 1 with three decimals, its ends rounded outward; a known one is one."""
    low, high = found.low * _PER_MILLE, found.high * _PER_MILLE
    ends = (round(low),) if low == high else (floor(low), ceil(high))
    return "–".join(_decimal(f"{end / _PER_MILLE:.3f}", words.language) for end in ends)


def day(iso: str, language: Language) -> str:
    """Return an ISO 8601 date as people write it: 01.09.2026 (DIN 5008) or 2026-09-01."""
    return ".".join(reversed(iso.split("-"))) if language == "de" else iso


def meaning(fact: str, value: str, words: Words) -> str:
    """Return what a value of a fact means: a word, a date as people write it, or the value itself."""
    said = words.of_value(fact, value)
    return day(value, words.language) if said == value and _DAY.fullmatch(value) else said


def exact(found: Range) -> str:
    """Return the ends of a range as fractions."""
    return found.lo_exact if found.low == found.high else f"{found.lo_exact} – {found.hi_exact}"


def points(value: str, language: Language) -> str:
    """Return a difference of shares in percentage points with two decimals, rounded down."""
    hundredths = floor(Fraction(value) * 100 * 100)
    return _decimal(f"{hundredths / 100:.2f}", language)


def euros(amount: str, language: Language) -> str:
    """Return an amount of money, given as a decimal, with its thousands apart."""
    grouped = f"{Decimal(amount):,.2f}"
    return grouped.translate(_SWAPPED) if language == "de" else grouped


def _shown(per_mille: int, language: Language, *, unit: bool = True) -> str:
    number = _decimal(f"{per_mille / 10:.1f}", language)
    if not unit:
        return number
    return f"{number}{_THIN_SPACE}%" if language == "de" else f"{number}%"


def _decimal(number: str, language: Language) -> str:
    return number.replace(".", ",") if language == "de" else number
