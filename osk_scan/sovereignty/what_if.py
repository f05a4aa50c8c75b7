"""What a replacement would change, what it would not and why, and what stands in its way."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.indicator import Range
from osk_scan.model import Wording
from osk_scan.sovereignty import goals
from osk_scan.sovereignty.estate import Estate
from osk_scan.sovereignty.failures import within
from osk_scan.sovereignty.interval import as_range, bare
from osk_scan.sovereignty.pulled_in import leaves_with
from osk_scan.sovereignty.replacing import Replacement, replaced, touched
from osk_scan.sovereignty.scope import Scope, portfolio
from osk_scan.sovereignty.scoring import Judged, measured


class Change(Struct, frozen=True):
    """One indicator or goal before and after; `why` says what keeps it where it stays."""

    id: str
    before: Range
    after: Range
    delta_lo: str
    delta_hi: str
    why: Wording | None
    cautious_before: Range | None = None
    """With everything unclarified counted that could count; only of what rests on a radius."""
    cautious_after: Range | None = None

    @property
    def moves(self) -> bool:
        """Whether an end moves."""
        return bool(Fraction(self.delta_lo) or Fraction(self.delta_hi))


class Blocker(Struct, frozen=True):
    """An installed product that requires what is to be replaced."""

    product: str
    installations: int
    without_alternative: bool
    """No other member of the requirement's group could serve."""


class WhatIf(Struct, frozen=True):
    """The answer to one replacement, or to one step of a plan (compared with the start)."""

    change: Replacement
    touched: tuple[str, ...]
    indicators: tuple[Change, ...]
    goals: tuple[Change, ...]
    blockers: tuple[Blocker, ...]
    leaves: tuple[str, ...]
    """Products that only the replaced one pulled in."""


class Option(Struct, frozen=True):
    """A replacement and what it gains in one goal or indicator per touched system."""

    change: Replacement
    touched: int
    gain: str
    gain_per_system: str


Judge = Callable[[Estate], Judged]
"""How an estate is judged on the day and by the method of the question."""


def what_if(before: Judged, change: Replacement, judge: Judge) -> WhatIf:
    """Return what `change` does to the whole estate."""
    return plan(before, (change,), judge)[0]


def plan(before: Judged, changes: Iterable[Replacement], judge: Judge) -> tuple[WhatIf, ...]:
    """Return one answer per step, each compared with the start: the cumulative curve of a plan."""
    start = _Standing(before)
    estate, answers = before.estate, []
    for change in changes:
        blockers, leaves = (
            _blockers(estate, change),
            leaves_with(portfolio(estate)).get(estate.base(change.product), ()),
        )
        systems = touched(estate, change)
        estate = replaced(estate, change)
        now = _Standing(judge(estate))
        answers.append(WhatIf(change, systems, *_changes(start, now), blockers, leaves))
    return tuple(answers)


def _changes(start: "_Standing", now: "_Standing") -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return every indicator and every goal before and after."""
    indicators = tuple(
        _change(name, start, now, _witness(name, now)) for name in start.measured if name in now.measured
    )
    moved = frozenset(change.id for change in indicators if change.moves)
    definitions = now.judged.method.goals
    reached = tuple(
        _change(name, start, now, _why_a_goal_stays(definitions[name].terms, moved))
        for name in start.goals
        if name in now.goals
    )
    return indicators, reached


def rank(before: Judged, options: Iterable[Replacement], by: str, judge: Judge) -> tuple[Option, ...]:
    """Return the options, the greatest gain in `by` (at the end that is worse today) per touched system first."""
    falls = by in before.method.indicators and before.method.indicators[by].better == "lower"
    found = [_option(what_if(before, change, judge), by, falls=falls) for change in options]
    return tuple(sorted(found, key=lambda o: (-Fraction(o.gain_per_system), -Fraction(o.gain), o.change.product)))


def _option(answer: WhatIf, by: str, *, falls: bool) -> Option:
    moved = next((c for c in (*answer.indicators, *answer.goals) if c.id == by), None)
    if moved is None:
        raise InvalidRequest("what-if", f"no indicator or goal `{by}`", "name one that the scores list")
    gain = -Fraction(moved.delta_hi) if falls else Fraction(moved.delta_lo)
    return Option(answer.change, len(answer.touched), str(gain), str(gain / (len(answer.touched) or 1)))


class _Standing:
    """The values of a judged estate."""

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        self.scope: Scope = portfolio(judged.estate)
        self.measured = measured(self.scope, judged)
        self.goals = goals.goals(self.measured, judged.method.goals, judged.method.weights)

    def of(self, name: str) -> tuple[Range, Range | None]:
        """Return an indicator or goal, and the cautious reading beside it."""
        if name in self.goals:
            return bare(self.goals[name]), self.goals[name].cautious
        found = self.measured[name]
        return as_range(found.value), as_range(found.cautious) if found.cautious else None


def _change(name: str, before: _Standing, after: _Standing, why: Wording) -> Change:
    (old, old_cautious), (new, new_cautious) = before.of(name), after.of(name)
    deltas = new.low - old.low, new.high - old.high
    return Change(
        name, old, new, str(deltas[0]), str(deltas[1]), None if any(deltas) else why, old_cautious, new_cautious
    )


def _why_a_goal_stays(terms: Iterable[str], moved: frozenset[str]) -> Wording:
    if any(goals.indicator_of(term) in moved for term in terms):
        return Wording("was sich in ihm bewegt, hebt sich auf", "what moves within it cancels out")
    return Wording("nichts bewegt sich, woraus es besteht", "nothing moves that it is made of")


def _witness(name: str, now: _Standing) -> Wording:
    if name == "D6":
        return _radius_witness(now)
    if name in {"D9", "D9_3", "D10"}:
        return Wording("Zähler und Nenner behalten ihr Verhältnis", "numerator and denominator keep their ratio")
    if now.judged.method.indicators[name].profile:
        return Wording("das tun nur andere Dokumente", "only other documents do that")
    groups = now.measured[name].groups
    if name in {"D4", "CR1", "D4p", "CR1p"} and groups and groups[0].items:
        entity, count = _name(now, groups[0].items[0]), groups[0].count
        return Wording(
            f"größter Anbieter bleibt {entity} mit {count} Installationen",
            f"the largest vendor is still {entity} with {count} installations",
        )
    return Wording(
        "altes und neues Produkt tragen hier gleich viel bei", "the old and the new product contribute alike here"
    )


def _radius_witness(now: _Standing) -> Wording:
    """Name what still stops most: an entity, with the product of its that does most of it, or a product of nobody's."""
    groups = now.measured["D6"].groups
    if not groups:
        return Wording("nichts hält ein Verfahren an", "nothing stops a system")
    failed, largest = within(now.judged.failures, now.scope), groups[0].items[0]
    who, count = _name(now, largest), groups[0].count
    if largest not in failed.of.owned:
        return Wording(
            f"{who} hält weiterhin {count} Verfahren an, wer immer es beherrscht",
            f"{who} still stops {count} systems, whoever controls it",
        )
    owned = [p for p in failed.of.owned[largest] if p in failed.of.products]
    product = min(owned, key=lambda p: (-failed.product(p).lo, p), default="")
    radius, what = failed.product(product).lo, _name(now, product)
    return Wording(
        f"{who} hält weiterhin {count} Verfahren an, {what} allein {radius}",
        f"{who} still stops {count} systems, {what} alone {radius}",
    )


def _name(now: _Standing, id_: str) -> str:
    estate = now.judged.estate
    known = estate.entities.get(id_) or estate.products.get(id_)
    return known.name if known else id_


def _blockers(estate: Estate, change: Replacement) -> tuple[Blocker, ...]:
    counts, old = portfolio(estate).counts, estate.base(change.product)
    return tuple(
        Blocker(id_, counts[id_], any(group == (old,) for group in estate.products[id_].requires))
        for id_ in sorted(counts)
        if any(old in group for group in estate.products[id_].requires)
    )
