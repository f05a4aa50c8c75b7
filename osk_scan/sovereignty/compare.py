"""Compare scopes without a league table: one is below another only if their intervals do not meet."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Literal

from msgspec import Struct

from osk_scan.score import Range
from osk_scan.sovereignty.contributions import ADDITIVE, Contributions, summed
from osk_scan.sovereignty.estate import Installation, holdings
from osk_scan.sovereignty.indicators import Measured
from osk_scan.sovereignty.interval import ZERO, Interval, as_range
from osk_scan.sovereignty.scope import Scope, scopes
from osk_scan.sovereignty.scoring import Judged, measured

Verdict = Literal["below", "above", "not distinguishable", "suppressed"]


class Compared(Struct, frozen=True):
    """One scope's place; values are withheld where it has too few systems to be told apart from persons or sites."""

    name: str
    systems: int
    value: Range | None
    standardised: Range | None
    """With the layer mix of the portfolio; None where that cannot be said."""
    left_out: tuple[str, ...]
    """Layers of the portfolio that the scope does not have; the mix is that of the others."""


class Pair(Struct, frozen=True):
    """How one scope stands to another; by standardised values where both have them."""

    first: str
    second: str
    verdict: Verdict


class Comparison(Struct, frozen=True):
    """One indicator over all agencies, by name: never ordered by value."""

    indicator: str
    scopes: tuple[Compared, ...]
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
    agencies = [(scope, measured(scope, judged)) for scope in scopes(judged.estate) if scope.kind == "agency"]
    return tuple(_comparison(judged, agencies, indicator, mix) for indicator in indicators)


def _comparison(
    judged: Judged,
    agencies: Sequence[tuple[Scope, Mapping[str, Measured]]],
    indicator: str,
    mix: Mapping[str, Fraction],
) -> Comparison:
    values = {scope.name: _values(scope, found.get(indicator), judged, indicator, mix) for scope, found in agencies}
    rows = tuple(_row(scope, values[scope.name], judged.policy.least_cell, mix) for scope, _ in agencies)
    suppressed = frozenset(row.name for row in rows if row.value is None)
    return Comparison(indicator, rows, tuple(_pairs([row.name for row in rows], values, suppressed)))


def layer_mix(judged: Judged) -> dict[str, Fraction]:
    """Return each layer's share of the installations whose layer is known."""
    counts: dict[str, int] = {}
    for installation in judged.estate.installations:
        if layer := judged.estate.layer_of(installation):
            counts[layer] = counts.get(layer, 0) + installation.count
    total = sum(counts.values())
    return {layer: Fraction(counts[layer], total) for layer in sorted(counts)}


def standardised(scope: Scope, judged: Contributions, indicator: str, mix: Mapping[str, Fraction]) -> Interval | None:
    """Return an additive indicator as it would be with the layer mix `mix` (direct standardisation).

    Layers that the scope does not have are left out and the mix of the others is scaled up. None: nothing in common,
    or an indicator that does not add up over layers.
    """
    if indicator not in ADDITIVE:
        return None
    by_layer = {layer: installed for layer in mix if (installed := _installed(scope, layer))}
    weight = sum((mix[layer] for layer in by_layer), ZERO)
    if not weight:
        return None
    values = {layer: summed(holdings(scope.estate, i), judged, indicator) for layer, i in by_layer.items()}
    lo = sum((mix[layer] * value.lo for layer, value in values.items()), ZERO)
    hi = sum((mix[layer] * value.hi for layer, value in values.items()), ZERO)
    return Interval(lo / weight, hi / weight)


Values = tuple[Interval | None, Interval | None]
"""As it is, and standardised."""


def _values(
    scope: Scope, found: Measured | None, judged: Judged, indicator: str, mix: Mapping[str, Fraction]
) -> Values:
    cautious = (found.cautious or found.value) if found else None
    return cautious, standardised(scope, judged.contributions, indicator, mix)


def _row(scope: Scope, values: Values, least_cell: int, mix: Mapping[str, Fraction]) -> Compared:
    value, standard = values if len(scope.systems) >= least_cell else (None, None)
    left_out = tuple(layer for layer in mix if not _installed(scope, layer))
    return Compared(
        scope.name,
        len(scope.systems),
        as_range(value) if value else None,
        as_range(standard) if standard else None,
        left_out,
    )


def _pairs(names: Sequence[str], values: Mapping[str, Values], suppressed: frozenset[str]) -> Iterable[Pair]:
    for first, second in combinations(names, 2):
        if suppressed & {first, second}:
            yield Pair(first, second, "suppressed")
            continue
        one, other = values[first], values[second]
        use = 1 if one[1] and other[1] else 0
        mine, theirs = one[use], other[use]
        if mine and theirs:
            yield Pair(first, second, dominance(mine, theirs))


def _installed(scope: Scope, layer: str) -> tuple[Installation, ...]:
    return tuple(i for i in scope.installations if scope.estate.layer_of(i) == layer)
