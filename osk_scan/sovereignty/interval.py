"""Exact intervals: the minimum and maximum of a quantity over all completions of the unknown facts."""

from collections.abc import Iterable
from fractions import Fraction
from typing import TypedDict

from msgspec import Struct

from osk_scan.indicator import Bound, Range

_MIRRORED: dict[Bound, Bound] = {"exact": "exact", "outer": "outer", "at-least": "at-most", "at-most": "at-least"}

ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)


class Interval(Struct, frozen=True):
    """Both ends included; `bound` says whether both are reached."""

    lo: Fraction
    hi: Fraction
    bound: Bound = "exact"

    @property
    def width(self) -> Fraction:
        """How much is unknown."""
        return self.hi - self.lo

    @property
    def complement(self) -> "Interval":
        """1 minus this."""
        return Interval(1 - self.hi, 1 - self.lo, _MIRRORED[self.bound])

    def times(self, other: "Interval") -> "Interval":
        """Return the product of two intervals of factors that are never negative: low times low, high times high."""
        bound = self.bound if self.bound == other.bound else "outer"
        return Interval(self.lo * other.lo, self.hi * other.hi, bound)

    def outer(self) -> "Interval":
        """Return the same as an enclosure, unless it is a point."""
        return self if self.lo == self.hi else Interval(self.lo, self.hi, "outer")


class RangeFields(TypedDict):
    """The fields that every struct built on `Range` shares."""

    lo: float
    hi: float
    lo_exact: str
    hi_exact: str
    bound: Bound


def point(value: Fraction | int) -> Interval:
    """Return the interval that holds `value` alone."""
    return Interval(Fraction(value), Fraction(value))


def share(lo: int | Fraction, hi: int | Fraction, total: int) -> Interval:
    """Return `lo/total` to `hi/total`; the share of nothing is 0."""
    return Interval(Fraction(lo) / total, Fraction(hi) / total) if total else point(0)


def mean(intervals: Iterable[Interval]) -> Interval:
    """Return the mean by interval arithmetic: an enclosure, as terms may depend on the same unknown fact."""
    terms = tuple(intervals)
    lo = sum((t.lo for t in terms), ZERO) / len(terms)
    hi = sum((t.hi for t in terms), ZERO) / len(terms)
    one_sided = {t.bound for t in terms} & {"at-least", "at-most"}
    return Interval(lo, hi, one_sided.pop() if len(one_sided) == 1 else "outer" if lo < hi else "exact")


def as_range(interval: Interval) -> Range:
    """Return `interval` as it travels: numbers with their exact fractions beside them."""
    return Range(**range_fields(interval))


def bare(full: Range) -> Range:
    """Return the ends and the bound alone, of whatever is built on `Range`."""
    return Range(lo=full.lo, hi=full.hi, lo_exact=full.lo_exact, hi_exact=full.hi_exact, bound=full.bound)


def range_fields(interval: Interval) -> RangeFields:
    """Return the fields that every struct built on `Range` shares."""
    return {
        "lo": float(interval.lo),
        "hi": float(interval.hi),
        "lo_exact": str(interval.lo),
        "hi_exact": str(interval.hi),
        "bound": interval.bound,
    }
