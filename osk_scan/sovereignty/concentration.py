"""How much of the installations few controlling entities hold: HHI and the largest share, as exact intervals.

Where a product's entity is wholly unknown, the ends have closed forms: apart (each its own entity) is least
concentrated, together at the largest known entity is most. Where it may also drop out of the market (the license may
be open), the least is reached by a prefix of the small ones and the most by all or none:

* with s installations in, the most concentrated is (R + (m + s)²) / (M + s)²; its derivative has the sign of
  (m + s)(M - m) - R, which grows with s, so the maximum lies at an end;
* the least is (Q + F(s)) / (M + s)² with F the cheapest sum of squares for s; on each piece of its fractional
  relaxation the numerator is linear, the quotient first rises and then falls, so the minimum lies at a breakpoint,
  and breakpoints are prefixes of the products sorted by size.

What is only disputed (a few candidate entities, or a known entity and an uncertain license) is enumerated.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import accumulate, product
from math import prod

from msgspec import Struct

from osk_scan.sovereignty.estate import Holding
from osk_scan.sovereignty.interval import ZERO, Interval

MAX_COMBINATIONS = 4096
"""Twelve yes-or-no questions; beyond that an enclosure is computed."""

Ends = tuple[Fraction, Fraction]
"""The least and the most."""


class Share(Struct, frozen=True):
    """A product in a market."""

    count: int
    entities: tuple[str, ...]
    """Candidates; empty: anyone."""
    may_leave: bool = False
    """It may not belong to this market at all."""


class Concentration(Struct, frozen=True):
    """How concentrated a market is."""

    hhi: Interval
    """Herfindahl-Hirschman index, 0 for an empty market."""
    largest: Interval
    """CR1, the largest entity's share, 0 for an empty market."""


class _Market(Struct, frozen=True):
    """What known entities hold, reduced to what the ends depend on: in total, squared and at the largest."""

    held: int
    squares: int
    largest: int


class Book:
    """A market with its shares sorted by what is open about them."""

    def __init__(self, shares: Iterable[Share]) -> None:
        self.masses: dict[str, int] = {}
        """What each known entity holds for certain."""
        self._staying: list[int] = []
        self._leaving: list[int] = []
        self._disputed: list[Share] = []
        for share in shares:
            self.add(share)

    def swapped(self, old: Share, new: Share) -> "Book":
        """Return the same market with one share known better."""
        book = Book(())
        book.masses, book._staying = dict(self.masses), list(self._staying)
        book._leaving, book._disputed = list(self._leaving), list(self._disputed)
        book._remove(old)
        book.add(new)
        return book

    @property
    def candidates(self) -> frozenset[str]:
        """Whoever may or may not hold some share in dispute."""
        return frozenset(entity for share in self._disputed for entity in share.entities)

    def add(self, share: Share) -> None:
        """Enter one share; nothing of a product is nothing."""
        if not share.count:
            return
        if not share.entities:
            (self._leaving if share.may_leave else self._staying).append(share.count)
        elif _disputed(share):
            self._disputed.append(share)
        else:
            self.masses[share.entities[0]] = self.masses.get(share.entities[0], 0) + share.count

    def _remove(self, share: Share) -> None:
        if not share.count:
            return
        if not share.entities:
            (self._leaving if share.may_leave else self._staying).remove(share.count)
        elif _disputed(share):
            self._disputed.remove(share)
        else:
            self.masses[share.entities[0]] -= share.count

    def concentration(self, limit: int = MAX_COMBINATIONS) -> Concentration:
        """Return both measures; exact for up to `limit` ways to settle the disputes, else an enclosure."""
        staying, leaving = self._staying, self._leaving
        exact = prod(len(_choices(s)) for s in self._disputed) <= limit
        if not exact:
            staying = staying + [s.count for s in self._disputed if not s.may_leave]
            leaving = leaving + [s.count for s in self._disputed if s.may_leave]
        markets = dict.fromkeys(self._markets(self._disputed if exact else []))
        leaving = sorted(leaving)
        return Concentration(
            _enclosing([_hhi_ends(market, staying, leaving) for market in markets], exact=exact),
            _enclosing([_largest_ends(market, staying, leaving) for market in markets], exact=exact),
        )

    def _markets(self, disputed: list[Share]) -> Iterator[_Market]:
        """Only the entities in dispute change from one choice to the next; the others are summed up once."""
        touched = dict.fromkeys(entity for share in disputed for entity in share.entities)
        fixed = [mass for entity, mass in self.masses.items() if entity not in touched]
        held, squares, largest = sum(fixed), sum(m * m for m in fixed), max(fixed, default=0)
        start = {entity: self.masses.get(entity, 0) for entity in touched}
        for choice in product(*(_choices(s) for s in disputed)):
            chosen = dict(start)
            for entity, count in choice:
                if count:
                    chosen[entity] += count
            counts = chosen.values()
            yield _Market(held + sum(counts), squares + sum(m * m for m in counts), max(largest, *counts, 0))


def everything(holdings: Iterable[Holding]) -> tuple[Share, ...]:
    """Return the market of all installations (D4)."""
    return tuple(Share(h.count, h.product.entity.values) for h in holdings)


def proprietary(holdings: Iterable[Holding]) -> tuple[Share, ...]:
    """Return the market of installations without an OSI-approved license (D4p, CR1p); others count nothing in it."""
    return tuple(
        Share(0 if h.product.must_be_osi else h.count, h.product.entity.values, h.product.may_be_osi) for h in holdings
    )


def _disputed(share: Share) -> bool:
    """Tell whether a share needs enumeration: few candidates but not one, or a known entity's that may drop out."""
    return len(share.entities) > 1 or share.may_leave


def _choices(share: Share) -> list[tuple[str, int]]:
    stays = [(entity, share.count) for entity in share.entities]
    return [*stays, ("", 0)] if share.may_leave else stays


def _enclosing(found: list[Ends], *, exact: bool) -> Interval:
    return Interval(min(lo for lo, _ in found), max(hi for _, hi in found), "exact" if exact else "outer")


def _hhi_ends(market: _Market, staying: list[int], leaving: list[int]) -> Ends:
    together = sum(staying)
    inside = market.held + together
    apart = market.squares + sum(n * n for n in staying)
    sizes = accumulate(leaving, initial=inside)
    squares = accumulate((n * n for n in leaving), initial=apart)
    lo = _least((square, size * size) for square, size in zip(squares, sizes, strict=True))
    rest, largest = market.squares - market.largest**2, market.largest + together
    hi = max(_quotient(rest + (largest + s) ** 2, (inside + s) ** 2) for s in (0, sum(leaving)))
    return lo, hi


def _largest_ends(market: _Market, staying: list[int], leaving: list[int]) -> Ends:
    together, out = sum(staying), sum(leaving)
    largest = max((market.largest, *staying))
    sizes = accumulate(leaving, initial=market.held + together)
    lo = _least((max(largest, last), size) for last, size in zip((0, *leaving), sizes, strict=True))
    return lo, _quotient(market.largest + together + out, market.held + together + out)


def _least(quotients: Iterator[tuple[int, int]]) -> Fraction:
    """Return the least quotient, compared crosswise: building every fraction would take ten times as long."""
    least, over = 1, 1
    for numerator, denominator in quotients:
        if not denominator:
            return ZERO
        if numerator * over < least * denominator:
            least, over = numerator, denominator
    return Fraction(least, over)


def _quotient(numerator: int, denominator: int) -> Fraction:
    return Fraction(numerator, denominator) if denominator else ZERO
