"""All indicators of one scope, each with the groups of products, entities or systems that make it up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from osk_scan.indicator import Explanation, Group, Indicator
from osk_scan.model import Wording
from osk_scan.sovereignty import concentration, shares
from osk_scan.sovereignty.concentration import Book, Share
from osk_scan.sovereignty.conditional import Stake, conditional_share
from osk_scan.sovereignty.contributions import ADDITIVE, HALVES, Contributions, Ends, summed
from osk_scan.sovereignty.estate import Holding
from osk_scan.sovereignty.interval import Interval, as_range, range_fields
from osk_scan.sovereignty.method import IndicatorDefinition

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
    additive = {name: _additive(holdings, judged, name, n) for name in ADDITIVE}
    additive["D3"] = replace(additive["D3"], notes=_binding(holdings))
    return {**additive, **_concentrations(holdings), **_among_open(holdings)}


def named(name: str, measured: Measured, definition: IndicatorDefinition) -> Indicator:
    """Return the indicator as it travels."""
    return Indicator(
        id=name,
        name=definition.name,
        unit=definition.unit,
        better=definition.better,
        n=measured.n,
        cautious=as_range(measured.cautious) if measured.cautious else None,
        maps_to=definition.maps_to,
        explain=Explanation(definition.formula, measured.n, measured.groups, measured.notes),
        **range_fields(measured.value),
    )


def _additive(holdings: tuple[Holding, ...], judged: Contributions, name: str, n: int) -> Measured:
    contributed = ((judged[h.product.id][name], h, h.count) for h in holdings)
    return Measured(summed(holdings, judged, name), n, _alike(contributed))


def _alike(contributed: Iterable[tuple[Ends, Holding, int]]) -> tuple[Group, ...]:
    """Group holdings that contribute alike, those that contribute most first; each with how many of it count."""
    found: dict[Ends, list[tuple[str, int]]] = {}
    for ends, holding, count in contributed:
        found.setdefault(ends, []).append((holding.product.id, count))
    return tuple(
        Group(
            str(Fraction(lo, HALVES)),
            str(Fraction(hi, HALVES)),
            sum(count for _, count in members),
            tuple(id_ for id_, _ in members),
        )
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
    """Return the shares of what is or may be open; those of nothing are left out."""
    known = _coverage(holdings)
    found = {
        "D9": _conditional([(shares.vital(h, 1), h) for h in holdings], known),
        "D9_3": _conditional([(shares.vital(h, 3), h) for h in holdings], known),
        "D10": _conditional([(shares.relicensable(h), h) for h in holdings]),
    }
    return {name: measured for name, measured in found.items() if measured}


def _conditional(stakes: list[tuple[Stake, Holding]], notes: tuple[Wording, ...] = ()) -> Measured | None:
    value = conditional_share(stake for stake, _ in stakes)
    counted = [(stake, holding) for stake, holding in stakes if stake.may_belong]
    contributed = ((_ends(stake), holding, stake.weight) for stake, holding in counted)
    n = sum(stake.weight for stake, _ in counted)
    return Measured(value, n, _alike(contributed), notes) if value else None


def _ends(stake: Stake) -> Ends:
    """Return what a product adds to the numerator where it belongs to the denominator."""
    return HALVES * (stake.may_count and not stake.may_fail), HALVES * stake.may_count


def _coverage(holdings: tuple[Holding, ...]) -> tuple[Wording, ...]:
    known = f"{float(shares.vitality_coverage(holdings)):.0%}"
    return (
        Wording(
            f"Vitalität bekannt bei {known} der möglichen OSS-Produkte", f"vitality known of {known} that may be open"
        ),
    )
