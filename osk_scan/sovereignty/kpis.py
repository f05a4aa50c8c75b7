"""Berlin's published targets: where a scope stands and what pace the remaining time asks for."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from msgspec import Struct

from osk_scan.model import Wording
from osk_scan.score import Kpi, Pace
from osk_scan.sovereignty.conditional import Stake, conditional_share
from osk_scan.sovereignty.contributions import Contributions, summed
from osk_scan.sovereignty.estate import Holding, Installation, ProductFacts, holdings
from osk_scan.sovereignty.interval import ZERO, Interval, as_range, share
from osk_scan.sovereignty.policy import Policy, Target, Targets
from osk_scan.sovereignty.scope import Scope

ASSESSED = Wording("Bewertungsgrad", "Share assessed")
EXAMINED = Wording("Alternativenprüfgrad", "Share examined for alternatives")
SPENDING = Wording("Ausgabenanteil OSS", "Open source share of spending")
WORKPLACE = Wording("OSS-Quote Arbeitsplatz", "Open source share at the workplace")

_YEAR = Fraction(1461, 4)
"""Days in a year, leap years counted."""

_NO_SOFTWARE = Wording("keine Software im Bestand", "no software in the estate")
_NO_COSTS = Wording("keine Kosten angegeben (Ergänzung: cost_per_year)", "no costs stated (supplement: cost_per_year)")
_NO_CLOSED = Wording("keine Software ohne OSI-Lizenz", "no software without an OSI license")
_NO_DESKS = Wording("keine Arbeitsplätze im Bestand", "no workstations in the estate")


class Standing(Struct, frozen=True):
    """Where a scope stands against one reading of a target."""

    id: str
    name: Wording
    reading: Wording
    target: Target
    value: Interval | None
    n: int
    otherwise: Wording
    """Why there is no value."""


def kpis(scope: Scope, policy: Policy, judged: Contributions, as_of: date) -> tuple[Kpi, ...]:
    """Return all targets in the order of their years."""
    targets = policy.targets
    found = (
        _assessed(scope, targets),
        _examined(scope, targets),
        _spending(scope, judged, targets),
        *_desks(scope, judged, targets),
    )
    return tuple(_kpi(standing, as_of, targets.source) for standing in found)


def pace(value: Interval, target: Fraction, as_of: date, due: date) -> Pace | None:
    """Return what is needed per year to reach `target` by `due`; None when that day has passed.

    Units: share per year; 0 where the target is reached.
    """
    years = Fraction((due - as_of).days) / _YEAR
    if years <= 0:
        return None
    return Pace(str(max(ZERO, (target - value.hi) / years)), str(max(ZERO, (target - value.lo) / years)))


def _kpi(standing: Standing, as_of: date, source: str) -> Kpi:
    due, value = date.fromisoformat(standing.target.due), standing.value
    return Kpi(
        id=standing.id,
        name=standing.name,
        reading=standing.reading,
        target=standing.target.target,
        due=standing.target.due,
        value=as_range(value) if value else None,
        n=standing.n,
        pace_per_year=pace(value, Fraction(standing.target.target), as_of, due) if value else None,
        reason=None if value else standing.otherwise,
        source=source,
    )


def _assessed(scope: Scope, targets: Targets) -> Standing:
    judged = [_judged(h.product) for h in scope.holdings]
    return Standing(
        "assessed",
        ASSESSED,
        Wording(
            "Produkte, deren Lizenzklasse, beherrschendes Unternehmen, Alternative und Formate geklärt sind",
            "products whose license class, controlling entity, alternative and formats are clear",
        ),
        targets.assessed,
        share(sum(judged), sum(judged), len(judged)) if judged else None,
        len(judged),
        _NO_SOFTWARE,
    )


def _judged(product: ProductFacts) -> bool:
    facts = (product.licence, product.entity, product.alternative, product.formats)
    return product.identified and all(fact.known for fact in facts)


def _examined(scope: Scope, targets: Targets) -> Standing:
    closed = [h.product for h in scope.holdings if not h.product.must_be_osi]
    return Standing(
        "examined",
        EXAMINED,
        Wording(
            "proprietäre Produkte, für die eine Alternative gesucht wurde (Fund oder datierte Fehlanzeige)",
            "proprietary products for which an alternative was searched (found, or none on a stated date)",
        ),
        targets.examined,
        conditional_share(_examination(p) for p in closed),
        len(closed),
        _NO_CLOSED,
    )


def _examination(product: ProductFacts) -> Stake:
    examined = bool(product.alternative.values)
    return Stake(1, product.may_be_osi, not examined, examined)


def _spending(scope: Scope, judged: Contributions, targets: Targets) -> Standing:
    stated = ((i.product, int(Fraction(i.cost) * 100)) for i in scope.installations if i.cost)
    cents = [Holding(scope.estate.products[product], cost) for product, cost in stated if cost]
    return Standing(
        "spend",
        SPENDING,
        Wording("nach angegebenen jährlichen Kosten", "by stated yearly cost"),
        targets.spend,
        open_share(cents, judged) if cents else None,
        len(cents),
        _NO_COSTS,
    )


def _desks(scope: Scope, judged: Contributions, targets: Targets) -> Iterable[Standing]:
    desks = _by_workstation(scope)
    installed = holdings(scope.estate, (i for installations in desks.values() for i in installations))
    target = targets.workplace
    readings = (
        ("installation", Wording("nach Installationen", "by installation"), open_share(installed, judged)),
        (
            "product",
            Wording("nach Produkten", "by product"),
            open_share([Holding(h.product, 1) for h in installed], judged),
        ),
        (
            "workstation",
            Wording("Arbeitsplätze mit mindestens 70 % OSS", "workstations with at least 70 % open source"),
            _mostly_open(scope, desks, judged, Fraction(target.target)),
        ),
    )
    for id_, reading, value in readings:
        yield Standing(f"workplace_{id_}", WORKPLACE, reading, target, value, len(desks), _NO_DESKS)


def open_share(rows: Iterable[Holding], judged: Contributions) -> Interval | None:
    """Return the open source share by count; None of nothing."""
    counted = tuple(rows)
    return summed(counted, judged, "D1") if counted else None


def _by_workstation(scope: Scope) -> dict[str, list[Installation]]:
    found: dict[str, list[Installation]] = {s.id: [] for s in scope.systems if s.workstation}
    for installation in scope.installations:
        if installation.system in found:
            found[installation.system].append(installation)
    return found


def _mostly_open(
    scope: Scope, desks: dict[str, list[Installation]], judged: Contributions, target: Fraction
) -> Interval | None:
    each = [open_share(holdings(scope.estate, installed), judged) for installed in desks.values()]
    reached = [value for value in each if value]
    if not reached:
        return None
    return share(sum(v.lo >= target for v in reached), sum(v.hi >= target for v in reached), len(reached))
