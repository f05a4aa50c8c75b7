"""Indicators, goals and targets: each an exact minimum and maximum, with how it came about.

`lo` and `hi` are for reading, `lo_exact` and `hi_exact` as fractions `p/q` for checking.
"""

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from osk_scan.model import Wording

Bound = Literal["exact", "outer", "at-least", "at-most"]
"""exact: both ends are reached by some completion of the unknown facts; outer: they enclose all of them;
at-least (at-most): counted from what is known to be controlled, so the truth may lie higher (lower)."""


class Range(Struct, frozen=True, kw_only=True):
    """Exact minimum and maximum over all completions of the unknown facts."""

    lo: float
    hi: float
    lo_exact: str
    hi_exact: str
    bound: Bound = "exact"

    @property
    def low(self) -> Fraction:
        """The lower end, exactly."""
        return Fraction(self.lo_exact)

    @property
    def high(self) -> Fraction:
        """The upper end, exactly."""
        return Fraction(self.hi_exact)


class Group(Struct, frozen=True):
    """The products that contribute alike to an indicator."""

    lo: str
    """Contribution of one installation (or product) of the group, as a fraction."""
    hi: str
    count: int
    """Installations, products or systems, as the indicator's unit says."""
    items: tuple[str, ...]
    """Product, entity or system ids; facts and evidence of products stand in `Scores.products`."""


class Explanation(Struct, frozen=True):
    """How a number came about: formula, total, and who contributed what."""

    formula: Wording
    total: int
    groups: tuple[Group, ...] = ()
    notes: tuple[Wording, ...] = ()


class Indicator(Range, frozen=True, kw_only=True):
    """One indicator of one scope."""

    id: str
    name: Wording
    unit: str
    """`inst`, `prod`, `sys`, or `field`: what a quality profile requires of a document or component."""
    better: Literal["higher", "lower", "neither"]
    n: int
    cautious: Range | None = None
    """The same with everything unclarified counted that could count; only where `bound` is `at-least`."""
    maps_to: tuple[str, ...] = ()
    """Objectives of the EU Cloud Sovereignty Framework and others that this is evidence for."""
    explain: Explanation


class Goal(Range, frozen=True, kw_only=True):
    """One of the three goals (IT-Planungsrat), the mean of its terms."""

    id: str
    name: Wording
    terms: tuple[str, ...]
    """As they enter the mean, for example `1 - D4`."""
    weighted: Range
    """The range when the terms' weights vary within the declared limits (OECD/JRC sensitivity step)."""
    cautious: Range | None = None
    maps_to: tuple[str, ...] = ()
    """The goals of the IT-Planungsrat that this stands for."""


class Pace(Struct, frozen=True):
    """What is needed per year to reach a target; from the upper and from the lower end of today's interval."""

    at_least: str
    at_most: str


class Kpi(Struct, frozen=True, kw_only=True):
    """A published target and where the scope stands; `value` None: not computable, and `reason` says why."""

    id: str
    name: Wording
    reading: Wording
    target: str
    due: str
    """ISO 8601 date."""
    value: Range | None
    n: int
    pace_per_year: Pace | None = None
    reason: Wording | None = None
    source: str
