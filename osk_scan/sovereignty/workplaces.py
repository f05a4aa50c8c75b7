"""How many workplaces are mostly open source: each by itself, and of a fleet's list what it can tell."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from osk_scan.sovereignty.contributions import Contributions, summed
from osk_scan.sovereignty.estate import Estate, Holding, Installation, holdings
from osk_scan.sovereignty.interval import ZERO, Interval, share
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.scope import Scope


class Workplaces(Struct, frozen=True):
    """The workplaces that one system stands for."""

    places: int
    open: Interval
    """How many of them reach the target."""


def by_workstation(scope: Scope) -> dict[str, list[Installation]]:
    """Return what is installed on each system of workplaces, by system id."""
    found: dict[str, list[Installation]] = {s.id: [] for s in scope.systems if s.workstation}
    for installation in scope.installations:
        if installation.system in found:
            found[installation.system].append(installation)
    return found


def mostly_open(installed: Sequence[Installation], estate: Estate, judged: Contributions, method: Method) -> Workplaces:
    """Return how many workplaces a system is, and how many of them reach the target.

    A list of a fleet says what runs on all of its workplaces together, not on each: it only decides where all of it is
    open, or nothing.
    """
    places, found = _places(installed, estate, method), open_share(holdings(estate, installed), judged)
    if found is None:
        return Workplaces(places, Interval(ZERO, Fraction(places)))
    if places == 1:
        target = Fraction(method.targets.workplace.target)
        return Workplaces(1, Interval(Fraction(found.lo >= target), Fraction(found.hi >= target)))
    return Workplaces(places, Interval(places * Fraction(found.lo == 1), places * Fraction(found.hi > 0)).outer())


def together(each: Sequence[Workplaces]) -> Interval | None:
    """Return the share of all workplaces that reach the target; None where there is no workplace."""
    if not each:
        return None
    found = share(sum(one.open.lo for one in each), sum(one.open.hi for one in each), sum(one.places for one in each))
    return found.outer() if any(one.open.bound == "outer" for one in each) else found


def open_share(rows: Iterable[Holding], judged: Contributions) -> Interval | None:
    """Return the open source share by count; None of nothing."""
    counted = tuple(rows)
    return summed(counted, judged, "D1") if counted else None


def _places(installed: Sequence[Installation], estate: Estate, method: Method) -> int:
    """Return the number of workplaces: where a list counts, that of its operating systems."""
    if all(installation.count == 1 for installation in installed):
        return 1
    return sum(i.count for i in installed if estate.products[i.product].layer in method.workstation_layers) or 1
