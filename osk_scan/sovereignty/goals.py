"""The three goals, which of them is the bottleneck, and how far weighting could move each."""

from collections.abc import Mapping
from fractions import Fraction

from osk_scan.errors import InvalidPolicy
from osk_scan.indicator import Goal, Range
from osk_scan.sovereignty.indicators import Measured
from osk_scan.sovereignty.interval import Interval, as_range, mean, range_fields
from osk_scan.sovereignty.method import GoalDefinition, Weights
from osk_scan.sovereignty.weights import weighted_range

_COMPLEMENT = "1 - "


def goals(
    measured: Mapping[str, Measured], definitions: Mapping[str, GoalDefinition], weights: Weights
) -> dict[str, Goal]:
    """Return every goal whose terms were all measured."""
    return {
        id_: _goal(id_, definition, measured, weights)
        for id_, definition in definitions.items()
        if all(indicator_of(term) in measured for term in definition.terms)
    }


def bottleneck(found: Mapping[str, Goal]) -> str | None:
    """Return the smallest goal, by lower end, then upper end, then name."""
    return min(found, key=lambda id_: (found[id_].low, found[id_].high, id_), default=None)


def possible_bottlenecks(found: Mapping[str, Goal]) -> tuple[str, ...]:
    """Return every goal that could be the smallest, everything unclarified counted that could count."""
    whole = {id_: goal.cautious or goal for id_, goal in found.items()}
    least_high = min((goal.high for goal in whole.values()), default=Fraction(0))
    return tuple(id_ for id_, goal in whole.items() if goal.low <= least_high)


def value(terms: tuple[str, ...], measured: Mapping[str, Measured], *, cautious: bool = False) -> Interval:
    """Return the mean of `terms`; cautious: with everything unclarified counted that could count."""
    return mean(_term(term, measured, cautious=cautious) for term in terms)


def indicator_of(term: str) -> str:
    """Return the indicator that `term` is made of."""
    return term.removeprefix(_COMPLEMENT)


def _goal(id_: str, definition: GoalDefinition, measured: Mapping[str, Measured], weights: Weights) -> Goal:
    terms = [_term(term, measured, cautious=False) for term in definition.terms]
    has_cautious = any(measured[indicator_of(term)].cautious for term in definition.terms)
    cautious = as_range(value(definition.terms, measured, cautious=True)) if has_cautious else None
    return Goal(
        id=id_,
        name=definition.name,
        terms=definition.terms,
        weighted=_weighted(terms, weights),
        cautious=cautious,
        maps_to=definition.maps_to,
        **range_fields(mean(terms)),
    )


def _weighted(terms: list[Interval], weights: Weights) -> Range:
    least, most = Fraction(weights.least), Fraction(weights.most)
    # Two terms cannot have half the weight at most and still vary: the limit widens to what is left by the others.
    most = max(most, 1 - least * (len(terms) - 1))
    lo, hi = weighted_range([t.lo for t in terms], [t.hi for t in terms], least, most)
    return as_range(Interval(lo, hi, mean(terms).bound))


def _term(term: str, measured: Mapping[str, Measured], *, cautious: bool) -> Interval:
    one = measured.get(indicator_of(term))
    if one is None:
        raise InvalidPolicy("sovereignty.yaml: goals", f"no indicator `{indicator_of(term)}`", "see `indicators`")
    interval = one.cautious if cautious and one.cautious else one.value
    return interval.complement if term.startswith(_COMPLEMENT) else interval
