"""Compare scopes without a league table: one is below another only if their intervals do not meet.

Shares are standardised: two agencies are compared over the layers that both have, with the portfolio's mix of these
layers. What nobody knows the layer of might lie in any, so it widens the interval of every layer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal

from msgspec import Struct

from osk_scan.indicator import Range
from osk_scan.sovereignty.contributions import ADDITIVE, HALVES, Contributions
from osk_scan.sovereignty.estate import Holding, Installation, holdings
from osk_scan.sovereignty.indicators import Measured
from osk_scan.sovereignty.interval import ZERO, Interval, as_range
from osk_scan.sovereignty.scope import Scope, scopes
from osk_scan.sovereignty.scoring import Judged, measured

Verdict = Literal["below", "above", "not distinguishable", "not comparable", "suppressed"]
"""not comparable: there is no value of one of the two, or they have no layer in common."""


class ComparedScope(Struct, frozen=True):
    """One scope's place; values are withheld where it has too few systems to be told apart from persons or sites."""

    name: str
    systems: int
    value: Range | None
    """None: withheld, or there is no such indicator here."""
    standardised: Range | None
    """With the layer mix of the portfolio; None where that cannot be said."""
    left_out: tuple[str, ...]
    """Layers of the portfolio that the scope does not have; the mix is that of the others."""


class Pair(Struct, frozen=True):
    """How one scope stands to another; shares over the layers that both have."""

    first: str
    second: str
    verdict: Verdict


class Comparison(Struct, frozen=True):
    """One indicator over all agencies, by name: never ordered by value."""

    indicator: str
    scopes: tuple[ComparedScope, ...]
    pairs: tuple[Pair, ...]


def dominance(first: Interval, second: Interval) -> Verdict:
    """Return whether every value of `first` lies below (above) every value of `second`."""
    if first.hi < second.lo:
        return "below"
    return "above" if second.hi < first.lo else "not distinguishable"


def compare(judged: Judged, indicator: str) -> Comparison:
    """Return how the agencies of an estate stand to each other in one indicator."""
    return comparisons(judged, (indicator,))[0]


def comparisons(judged: Judged, indicators: Iterable[str]) -> tuple[Comparison, ...]:
    """Return how the agencies stand to each other in each of `indicators`, measured once."""
    mix = layer_mix(judged)
    agencies = [
        Agency(scope, strata(scope), measured(scope, judged))
        for scope in scopes(judged.estate)
        if scope.kind == "agency"
    ]
    return tuple(_comparison(judged, agencies, indicator, mix) for indicator in indicators)


@dataclass(frozen=True)
class Strata:
    """What a scope has installed, by layer."""

    layers: Mapping[str, tuple[Holding, ...]]
    anywhere: tuple[Holding, ...]
    """What nobody knows the layer of."""


@dataclass(frozen=True)
class Agency:
    """An agency, measured once for all indicators."""

    scope: Scope
    strata: Strata
    measured: Mapping[str, Measured]

    def value(self, indicator: str) -> Interval | None:
        """Return an indicator as it is, everything unclarified counted that could count."""
        found = self.measured.get(indicator)
        return (found.cautious or found.value) if found else None


def strata(scope: Scope) -> Strata:
    """Return what `scope` has installed, by layer."""
    found: dict[str | None, list[Installation]] = {}
    for installation in scope.installations:
        found.setdefault(scope.estate.layer_of(installation), []).append(installation)
    counted = {layer: holdings(scope.estate, installed) for layer, installed in found.items()}
    return Strata({layer: held for layer, held in counted.items() if layer}, counted.get(None, ()))


def layer_mix(judged: Judged) -> dict[str, Fraction]:
    """Return each layer's share of the installations whose layer is known."""
    counts: dict[str, int] = {}
    for installation in judged.estate.installations:
        if layer := judged.estate.layer_of(installation):
            counts[layer] = counts.get(layer, 0) + installation.count
    total = sum(counts.values())
    return {layer: Fraction(counts[layer], total) for layer in sorted(counts)}


def standardised(one: Strata, judged: Contributions, indicator: str, mix: Mapping[str, Fraction]) -> Interval | None:
    """Return an additive indicator as it would be with the layer mix `mix` (direct standardisation).

    Layers that the scope does not have are left out and the mix of the others is scaled up. None: nothing in common,
    or an indicator that does not add up over layers.
    """
    weights = {layer: weight for layer, weight in mix.items() if layer in one.layers}
    total = sum(weights.values(), ZERO)
    if indicator not in ADDITIVE or not total:
        return None
    values = {layer: _in_layer(one.layers[layer], one.anywhere, judged, indicator) for layer in weights}
    lo = sum((weights[layer] * value.lo for layer, value in values.items()), ZERO)
    hi = sum((weights[layer] * value.hi for layer, value in values.items()), ZERO)
    found = Interval(lo / total, hi / total)
    return found.outer() if one.anywhere else found


def _in_layer(
    within: tuple[Holding, ...], anywhere: tuple[Holding, ...], judged: Contributions, indicator: str
) -> Interval:
    """Return the share of a layer, whatever of `anywhere` lies in it too."""

    def counted(held: tuple[Holding, ...], end: int) -> list[tuple[int, int]]:
        return [(judged[h.product.id][indicator][end], h.count) for h in held]

    lo = _least_mean(counted(within, 0), counted(anywhere, 0))
    hi = -_least_mean(*([(-value, count) for value, count in counted(held, 1)] for held in (within, anywhere)))
    return Interval(lo / HALVES, hi / HALVES)


def _least_mean(within: list[tuple[int, int]], anywhere: list[tuple[int, int]]) -> Fraction:
    """Return the least mean of (value, count) that some of `anywhere` can pull `within` down to: the smallest first."""
    total, count = sum(v * n for v, n in within), sum(n for _, n in within)
    for value, more in sorted(anywhere):
        if value * count >= total:
            break
        total, count = total + value * more, count + more
    return Fraction(total, count)


def _comparison(judged: Judged, agencies: Sequence[Agency], indicator: str, mix: Mapping[str, Fraction]) -> Comparison:
    rows = tuple(_row(agency, judged, indicator, mix) for agency in agencies)
    pairs = tuple(_pair(*two, judged, indicator, mix) for two in combinations(agencies, 2))
    return Comparison(indicator, rows, pairs)


def _row(agency: Agency, judged: Judged, indicator: str, mix: Mapping[str, Fraction]) -> ComparedScope:
    few = _is_small(agency, judged)
    value = None if few else agency.value(indicator)
    standard = None if few else standardised(agency.strata, judged.contributions, indicator, mix)
    return ComparedScope(
        agency.scope.name,
        len(agency.scope.systems),
        as_range(value) if value else None,
        as_range(standard) if standard else None,
        tuple(layer for layer in mix if layer not in agency.strata.layers),
    )


def _pair(first: Agency, second: Agency, judged: Judged, indicator: str, mix: Mapping[str, Fraction]) -> Pair:
    names = first.scope.name, second.scope.name
    if _is_small(first, judged) or _is_small(second, judged):
        return Pair(*names, "suppressed")
    if indicator in ADDITIVE:
        shared = {layer: mix[layer] for layer in mix if layer in first.strata.layers and layer in second.strata.layers}
        values = [standardised(one.strata, judged.contributions, indicator, shared) for one in (first, second)]
    else:
        values = [first.value(indicator), second.value(indicator)]
    mine, theirs = values
    return Pair(*names, dominance(mine, theirs) if mine and theirs else "not comparable")


def _is_small(agency: Agency, judged: Judged) -> bool:
    return len(agency.scope.systems) < judged.method.least_cell
