"""What one installation of each product adds to each share: judged once per product, then only counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from osk_scan.sovereignty import shares, support
from osk_scan.sovereignty.estate import Entity, Estate, Holding, ProductFacts
from osk_scan.sovereignty.interval import Interval
from osk_scan.sovereignty.method import Method

Ends = tuple[int, int]
"""At least and at most, in halves: the finest step that any rubric knows."""

HALVES = 2


@dataclass(frozen=True)
class Surroundings:
    """What judging a product needs beside its own facts."""

    entities: Mapping[str, Entity]
    home: frozenset[str]
    as_of: date


ADDITIVE: dict[str, Callable[[ProductFacts, Surroundings], tuple[Fraction, Fraction]]] = {
    "Q1": lambda p, s: shares.identified(p, s.entities),
    "D1": lambda p, _: shares.open_source(p),
    "D2": lambda p, _: shares.source_available(p),
    "D3": lambda p, _: shares.replaceability(p),
    "D5": lambda p, s: shares.foreign(p, s.entities, s.home),
    "D5_cloud": lambda p, s: shares.foreign_cloud(p, s.entities, s.home),
    "D7": lambda p, _: shares.transparent(p),
    "D8": lambda p, s: _within(support.statuses(p, s.as_of), support.REGULAR),
    "D8_extended": lambda p, s: _within(support.statuses(p, s.as_of), support.EXTENDED),
    "D8_expired": lambda p, s: _within(support.statuses(p, s.as_of), support.EXPIRED),
    "D8_within_12_months": lambda p, s: _within(support.statuses(p, s.as_of), support.ENDING),
    "D8_unknown": lambda p, s: (Fraction(support.undecided(support.statuses(p, s.as_of))),) * 2,
}
"""Indicators whose ends add up over installations."""

Contributions = dict[str, dict[str, Ends]]
"""Per product, per indicator."""


def surroundings(estate: Estate, as_of: date, method: Method) -> Surroundings:
    """Return what judging the estate's products needs."""
    return Surroundings(estate.entities, method.home, as_of)


def contributions(estate: Estate, around: Surroundings) -> Contributions:
    """Judge every product once."""
    return {product.id: contribution(product, around) for product in estate.products.values()}


def contribution(product: ProductFacts, around: Surroundings) -> dict[str, Ends]:
    """Return what one installation of `product` adds to each additive indicator."""
    return {name: _in_halves(judge(product, around)) for name, judge in ADDITIVE.items()}


def summed(holdings: tuple[Holding, ...], judged: Contributions, name: str) -> Interval:
    """Return an additive indicator over `holdings`."""
    lo = sum(judged[h.product.id][name][0] * h.count for h in holdings)
    hi = sum(judged[h.product.id][name][1] * h.count for h in holdings)
    total = HALVES * (shares.total(holdings) or 1)
    return Interval(Fraction(lo, total), Fraction(hi, total))


def _within(possible: frozenset[str], wanted: frozenset[str]) -> tuple[Fraction, Fraction]:
    return Fraction(possible <= wanted), Fraction(bool(possible & wanted))


def _in_halves(ends: tuple[Fraction, Fraction]) -> Ends:
    lo, hi = ends[0] * HALVES, ends[1] * HALVES
    return lo.numerator, hi.numerator
