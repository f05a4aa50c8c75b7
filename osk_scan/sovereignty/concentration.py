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

from collections.abc import Callable, Iterable, Iterator
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

    @property
    def disputed(self) -> bool:
        """Whether it needs enumeration: candidates are few but not one, or a known entity's share may drop out."""
        return len(self.entities) > 1 or (bool(self.entities) and self.may_leave)


class Market(Struct, frozen=True):
    """A market in which all that remains open is wholly unknown, reduced to what the ends depend on."""

    held: int
    """Installations of known entities."""
    squares: int
    """Sum of the squares of what each of them holds."""
    largest: int
    """What the largest of them holds."""


class Unclaimed(Struct, frozen=True):
    """Counts of the products that anyone may control."""

    staying: tuple[int, ...]
    leaving: tuple[int, ...]
    """Of these the license is uncertain too, so they may not belong to the market; smallest first."""


def everything(holdings: Iterable[Holding]) -> tuple[Share, ...]:
    """Return the market of all installations (D4)."""
    return tuple(Share(h.count, h.product.entity.values) for h in holdings if h.count)


def proprietary(holdings: Iterable[Holding]) -> tuple[Share, ...]:
    """Return the market of installations without an OSI-approved license (D4p, CR1)."""
    return tuple(
        Share(h.count, h.product.entity.values, h.product.may_be_osi)
        for h in holdings
        if h.count and not h.product.must_be_osi
    )


def hhi(shares: Iterable[Share], limit: int = MAX_COMBINATIONS) -> Interval:
    """Return the Herfindahl-Hirschman index, 0 for an empty market."""
    return _over_markets(tuple(shares), _hhi_ends, limit)


def largest_share(shares: Iterable[Share], limit: int = MAX_COMBINATIONS) -> Interval:
    """Return CR1, the largest entity's share, 0 for an empty market."""
    return _over_markets(tuple(shares), _largest_ends, limit)


def _over_markets(shares: tuple[Share, ...], ends: Callable[[Market, Unclaimed], Ends], limit: int) -> Interval:
    disputed = [s for s in shares if s.disputed]
    settled = [s for s in shares if not s.disputed]
    if prod(len(_choices(s)) for s in disputed) > limit:
        settled += [Share(s.count, (), s.may_leave) for s in disputed]
        return Interval(*ends(*_only_market(settled)), "outer")
    unclaimed = _unclaimed(settled)
    found = [ends(market, unclaimed) for market in dict.fromkeys(_markets(settled, disputed))]
    return Interval(min(lo for lo, _ in found), max(hi for _, hi in found))


def _only_market(settled: list[Share]) -> tuple[Market, Unclaimed]:
    return next(_markets(settled, [])), _unclaimed(settled)


def _unclaimed(settled: list[Share]) -> Unclaimed:
    anyone = [s for s in settled if not s.entities]
    return Unclaimed(
        tuple(s.count for s in anyone if not s.may_leave), tuple(sorted(s.count for s in anyone if s.may_leave))
    )


def _markets(settled: list[Share], disputed: list[Share]) -> Iterator[Market]:
    """Only the entities in dispute change from one choice to the next; the others are summed up once."""
    masses: dict[str, int] = {}
    for share in settled:
        _add(masses, share)
    touched = dict.fromkeys(entity for share in disputed for entity in share.entities)
    fixed = [mass for entity, mass in masses.items() if entity not in touched]
    held, squares, largest = sum(fixed), sum(m * m for m in fixed), max(fixed, default=0)
    start = {entity: masses.get(entity, 0) for entity in touched}
    for choice in product(*(_choices(s) for s in disputed)):
        chosen = dict(start)
        for share in choice:
            _add(chosen, share)
        counts = chosen.values()
        yield Market(held + sum(counts), squares + sum(m * m for m in counts), max(largest, *counts, 0))


def _add(masses: dict[str, int], share: Share) -> None:
    for entity in share.entities:
        masses[entity] = masses.get(entity, 0) + share.count


def _choices(share: Share) -> list[Share]:
    stays = [Share(share.count, (entity,)) for entity in share.entities]
    return [*stays, Share(0, ())] if share.may_leave else stays


def _hhi_ends(market: Market, unclaimed: Unclaimed) -> Ends:
    leaving, together = unclaimed.leaving, sum(unclaimed.staying)
    inside = market.held + together
    apart = market.squares + sum(n * n for n in unclaimed.staying)
    sizes = accumulate(leaving, initial=inside)
    squares = accumulate((n * n for n in leaving), initial=apart)
    lo = _least((square, size * size) for square, size in zip(squares, sizes, strict=True))
    rest, largest = market.squares - market.largest**2, market.largest + together
    hi = max(_quotient(rest + (largest + s) ** 2, (inside + s) ** 2) for s in (0, sum(leaving)))
    return lo, hi


def _largest_ends(market: Market, unclaimed: Unclaimed) -> Ends:
    leaving, together = unclaimed.leaving, sum(unclaimed.staying)
    largest = max((market.largest, *unclaimed.staying))
    sizes = accumulate(leaving, initial=market.held + together)
    lo = _least((max(largest, last), size) for last, size in zip((0, *leaving), sizes, strict=True))
    out = sum(leaving)
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
