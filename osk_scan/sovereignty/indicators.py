"""All indicators of one scope, each with the groups of products, entities or systems that make it up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from osk_scan.model import Wording
from osk_scan.score import Explanation, Group, Indicator
from osk_scan.sovereignty import concentration, shares
from osk_scan.sovereignty.concentration import Book, Share
from osk_scan.sovereignty.contributions import ADDITIVE, HALVES, Contributions, summed
from osk_scan.sovereignty.estate import Holding
from osk_scan.sovereignty.interval import Interval, as_range, range_fields
from osk_scan.sovereignty.policy import IndicatorPolicy

_BINDING = {
    "alternative": Wording("Alternative", "alternative"),
    "formats": Wording("Formate", "formats"),
    "both": Wording("beide gleich", "both alike"),
    "unknown": Wording("ungeklärt", "unclear"),
}


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
    additive["D3"] = replace(additive["D3"], notes=_binding(holdings))
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


def _binding(holdings: tuple[Holding, ...]) -> tuple[Wording, ...]:
    """Say which of alternative and formats limits σ, by installations."""
    counts = dict.fromkeys(_BINDING, 0)
    for holding in holdings:
        counts[shares.binding(holding.product)] += holding.count
    german = ", ".join(f"{_BINDING[what].de} {count}" for what, count in counts.items())
    english = ", ".join(f"{_BINDING[what].en} {count}" for what, count in counts.items())
    return (Wording(f"σ begrenzt durch: {german}", f"σ limited by: {english}"),)


def _halves(count: int) -> str:
    return str(count // HALVES) if count % HALVES == 0 else f"{count}/{HALVES}"


def _concentrations(holdings: tuple[Holding, ...]) -> dict[str, Measured]:
    everything, closed = concentration.everything(holdings), concentration.proprietary(holdings)
    of_all, of_closed = Book(everything).concentration(), Book(closed).concentration()
    return {
        "D4": _market(of_all.hhi, everything, _effective_number(of_all.hhi)),
        "CR1": _market(of_all.largest, everything),
        "D4p": _market(of_closed.hhi, closed, _effective_number(of_closed.hhi)),
        "CR1p": _market(of_closed.largest, closed),
    }


def _effective_number(hhi: Interval) -> tuple[Wording, ...]:
    """Return N_eff = 1 / HHI, how many vendors of equal size would be as concentrated."""
    if not hhi.lo:
        return ()
    least, most = f"{float(1 / hhi.hi):.2f}", f"{float(1 / hhi.lo):.2f}"
    german = f"N_eff = {least} bis {most}".replace(".", ",")
    return (Wording(german, f"N_eff = {least} to {most}"),)


def _market(value: Interval, market: tuple[Share, ...], notes: tuple[Wording, ...] = ()) -> Measured:
    n, certain = (
        sum(s.count for s in market),
        Book(s for s in market if not s.may_leave and len(s.entities) == 1).masses,
    )
    groups = [Group("1", "1", count, (entity,)) for entity, count in _largest_first(certain)]
    if sum(certain.values()) < n:
        groups.append(Group("0", "1", n - sum(certain.values()), ()))
    return Measured(value, n, tuple(groups), notes)


def _largest_first(counts: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _among_open(holdings: tuple[Holding, ...]) -> dict[str, Measured]:
    may_be = [h for h in holdings if h.product.may_be_osi]
    found = {
        "D9": (shares.vitality(holdings, 1), len(may_be)),
        "D9_3": (shares.vitality(holdings, 3), len(may_be)),
        "D10": (shares.relicensing_risk(holdings), shares.total(may_be)),
    }
    coverage = {"D9": _coverage(holdings), "D9_3": _coverage(holdings)}
    return {
        name: Measured(value, n, notes=coverage.get(name, ()))
        for name, (value, n) in found.items()
        if value is not None
    }


def _coverage(holdings: tuple[Holding, ...]) -> tuple[Wording, ...]:
    known = f"{float(shares.vitality_coverage(holdings)):.0%}"
    return (
        Wording(
            f"Wartungsstufe bekannt bei {known} der möglichen OSS-Produkte", f"level known of {known} that may be open"
        ),
    )
