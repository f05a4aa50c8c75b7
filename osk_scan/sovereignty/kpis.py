"""Berlin's published targets: where a scope stands and what pace the remaining time asks for."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from msgspec import Struct

from osk_scan.indicator import Kpi, Pace
from osk_scan.model import Wording
from osk_scan.sovereignty.conditional import Stake, conditional_share
from osk_scan.sovereignty.contributions import Contributions
from osk_scan.sovereignty.estate import Holding, ProductFacts, holdings
from osk_scan.sovereignty.interval import ZERO, Interval, as_range, share
from osk_scan.sovereignty.method import Method, Target, Targets
from osk_scan.sovereignty.scope import Scope
from osk_scan.sovereignty.workplaces import by_workstation, mostly_open, open_share, together

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


def kpis(scope: Scope, method: Method, judged: Contributions, as_of: date) -> tuple[Kpi, ...]:
    """Return all targets in the order of their years."""
    targets = method.targets
    found = (
        _assessed(scope, targets),
        _examined(scope, targets),
        _spending(scope, judged, targets),
        *_workplaces(scope, judged, method),
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


def _workplaces(scope: Scope, judged: Contributions, method: Method) -> Iterable[Standing]:
    desks = by_workstation(scope)
    installed = holdings(scope.estate, (i for installations in desks.values() for i in installations))
    target = method.targets.workplace
    goal = f"{float(Fraction(target.target)):.0%}"
    each = [mostly_open(own, scope.estate, judged, method) for own in desks.values()]
    readings = (
        ("installation", Wording("nach Installationen", "by installation"), open_share(installed, judged), len(desks)),
        (
            "product",
            Wording("nach Produkten", "by product"),
            open_share([Holding(h.product, 1) for h in installed], judged),
            len(desks),
        ),
        (
            "workstation",
            Wording(
                f"Arbeitsplätze mit mindestens {goal.replace('%', ' %')} OSS",
                f"workstations with at least {goal} open source",
            ),
            together(each),
            sum(one.places for one in each),
        ),
    )
    for id_, reading, value, n in readings:
        yield Standing(f"workplace_{id_}", WORKPLACE, reading, target, value, n, _NO_DESKS)
