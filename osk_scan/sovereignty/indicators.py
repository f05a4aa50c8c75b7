"""All indicators of one scope, each with the groups of products, entities or systems that make it up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from osk_scan.model import Wording
from osk_scan.score import Explanation, Group, Indicator
from osk_scan.sovereignty import concentration, shares
from osk_scan.sovereignty.concentration import Share
from osk_scan.sovereignty.contributions import ADDITIVE, HALVES, Contributions, summed
from osk_scan.sovereignty.estate import Holding
from osk_scan.sovereignty.interval import Interval, as_range, range_fields
from osk_scan.sovereignty.policy import IndicatorPolicy


@dataclass(frozen=True)
class Measured:
    """An indicator's value before it is named."""

    value: Interval
    n: int
    groups: tuple[Group, ...] = ()
    notes: tuple[Wording, ...] = ()
    cautious: Interval | None = None


def measure(holdings: tuple[Holding, ...], judged: Contributions) -> dict[str, Measured]:
    """Return every indicator that rests on installations alone; those of an empty denominator are left out."""
    n = shares.total(holdings)
    if not n:
        return {}
    additive = {name: Measured(summed(holdings, judged, name), n, _alike(holdings, judged, name)) for name in ADDITIVE}
    return {**additive, **_concentrations(holdings), **_among_open(holdings)}


def named(name: str, measured: Measured, policy: IndicatorPolicy) -> Indicator:
    """Return the indicator as it travels."""
    return Indicator(
        id=name,
        name=policy.name,
        unit=policy.unit,
        better=policy.better,
        n=measured.n,
        cautious=as_range(measured.cautious) if measured.cautious else None,
        maps_to=policy.maps_to,
        explain=Explanation(policy.formula, measured.n, measured.groups, measured.notes),
        **range_fields(measured.value),
    )


def _alike(holdings: tuple[Holding, ...], judged: Contributions, name: str) -> tuple[Group, ...]:
    found: dict[tuple[int, int], list[Holding]] = {}
    for holding in holdings:
        found.setdefault(judged[holding.product.id][name], []).append(holding)
    return tuple(
        Group(_halves(lo), _halves(hi), shares.total(members), tuple(h.product.id for h in members))
        for (lo, hi), members in sorted(found.items(), reverse=True)
    )


def _halves(count: int) -> str:
    return str(count // HALVES) if count % HALVES == 0 else f"{count}/{HALVES}"


def _concentrations(holdings: tuple[Holding, ...]) -> dict[str, Measured]:
    everything, proprietary = concentration.everything(holdings), concentration.proprietary(holdings)
    return {
        "D4": _market(concentration.hhi(everything), everything),
        "CR1": _market(concentration.largest_share(everything), everything),
        "D4p": _market(concentration.hhi(proprietary), proprietary),
        "CR1p": _market(concentration.largest_share(proprietary), proprietary),
    }


def _market(value: Interval, market: tuple[Share, ...]) -> Measured:
    certain: dict[str, int] = {}
    open_to_question = 0
    for share in market:
        if len(share.entities) == 1 and not share.may_leave:
            certain[share.entities[0]] = certain.get(share.entities[0], 0) + share.count
        else:
            open_to_question += share.count
    groups = [Group("1", "1", count, (entity,)) for entity, count in _largest_first(certain)]
    if open_to_question:
        groups.append(Group("0", "1", open_to_question, ()))
    return Measured(value, sum(s.count for s in market), tuple(groups))


def _largest_first(counts: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _among_open(holdings: tuple[Holding, ...]) -> dict[str, Measured]:
    may_be = [h for h in holdings if h.product.may_be_osi]
    found = {
        "D9": (shares.vitality(holdings, 1), len(may_be)),
        "D9_3": (shares.vitality(holdings, 3), len(may_be)),
        "D10": (shares.relicensing_risk(holdings), shares.total(may_be)),
    }
    return {name: Measured(value, n) for name, (value, n) in found.items() if value is not None}
