"""Goals, indicators, parts, derivations, targets and what to clarify, as tables."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from osk_scan.catalogue.layers import layer_name
from osk_scan.indicator import Goal, Indicator, Kpi, Range
from osk_scan.reports._bars import interval_bar
from osk_scan.reports._names import Names
from osk_scan.reports._numbers import day, exact, index, meaning, percent, points, span
from osk_scan.reports._table import Cell, Column, Table
from osk_scan.reports.wording import Words, whole
from osk_scan.results import Results
from osk_scan.score import Clarification, Score

LISTED = 40
_INDICES = ("D4", "D4p")
"""Herfindahl-Hirschman indices are no shares of anything."""
_IN_PARTS = ("Q1", "D1", "D3", "D5", "D6")


_NOTED = Markup("{} <small>{}</small>")
_LINKED = Markup('<a href="{}">{}</a>')


@dataclass(frozen=True)
class GoalView:
    """One goal as the summary shows it."""

    name: str
    value: str
    drawing: Markup
    told: str
    badge: str
    plain: str
    """What the goal is about, for those who do not know the method."""


def goals(score: Score, words: Words) -> tuple[GoalView, ...]:
    """Return the goals in the order of the method."""
    return tuple(_goal(score.goals[id_], score, words) for id_ in sorted(score.goals, key=_goal_order))


def indicator_table(score: Score, words: Words, explained_at: Callable[[str], str] | None = None) -> Table:
    """Return every indicator with its interval as a bar, as percentages and as fractions.

    Its name leads to the address that `explained_at` has for its id.
    """
    columns = (
        Column(words("indicators.name")),
        Column(words("indicators.bar"), "bar"),
        Column(words("indicators.value"), "number"),
        Column(words("indicators.exact"), "number"),
        Column(words("indicators.basis")),
    )
    rows = tuple(_indicator_row(found, words, explained_at) for found in score.listed)
    return Table(words("indicators.table"), columns, rows)


def derivation_table(score: Score, names: Names, words: Words) -> Table:
    """Return formula, denominator and contributions of every indicator."""
    columns = (
        Column(words("indicators.name")),
        Column(words("derivation.formula")),
        Column(words("derivation.total"), "number"),
        Column(words("derivation.groups")),
        Column(words("indicators.maps")),
    )
    rows = tuple(_derivation_row(found, names, words) for found in score.listed)
    return Table(words("derivation.table"), columns, rows)


def parts_table(results: Results, shown: Score, words: Words) -> Table | None:
    """Return the other profiles, in alphabetical order, or None where there are none."""
    parts = sorted((score for score in results.scores.scopes if score != shown), key=lambda s: (s.scope, s.name))
    if not parts:
        return None
    present = [id_ for id_ in _IN_PARTS if id_ in shown.indicators]
    names = [shown.indicators[id_].name.in_(words.language) for id_ in present]
    columns = (
        Column(words("scopes.name")),
        Column(words("summary.installations"), "number"),
        *(Column(f"{id_} {name}", "number") for id_, name in zip(present, names, strict=True)),
    )
    rows = tuple(
        (
            f"{part_name(part, words)} ({words(f'scope.{part.scope}')})",
            whole(part.n, words.language),
            *(_value(part.indicators[id_], words) if id_ in part.indicators else "–" for id_ in present),
        )
        for part in parts
    )
    return Table(words("scopes.table"), columns, rows)


def target_table(score: Score, words: Words) -> Table:
    """Return the published targets, where the scope stands and the pace needed."""
    columns = (
        Column(words("targets.name")),
        Column(words("targets.goal")),
        Column(words("targets.value")),
        Column(words("targets.pace"), "number"),
        Column(words("targets.source")),
    )
    return Table(words("targets.table"), columns, tuple(_target_row(kpi, words) for kpi in score.kpis))


def clarify_table(score: Score, words: Words) -> Table:
    """Return the unclarified facts, the most telling first."""
    columns = (
        Column(words("clarify.product")),
        Column(words("clarify.fact")),
        Column(words("clarify.possible")),
        Column(words("summary.installations"), "number"),
        Column(words("clarify.narrows"), "number"),
        Column(words("clarify.at-best"), "number"),
        Column(words("clarify.moves")),
    )
    rows = tuple(_clarify_row(item, score, words) for item in score.clarify[:LISTED])
    left = len(score.clarify) - LISTED
    more = words("report.more-scores", count=left) if left > 0 else ""
    return Table(words("clarify.table"), columns, rows, more)


def part_name(part: Score, words: Words) -> str:
    """Return what people call an agency or a layer."""
    return layer_name(part.name, words.language) or "–"


def _goal_order(id_: str) -> tuple[int, str]:
    """Return where a goal stands: as the IT-Planungsrat lists them, then by id."""
    return ("WGE".find(id_) if id_ in ("W", "G", "E") else 3, id_)


def _goal(goal: Goal, score: Score, words: Words) -> GoalView:
    value = span(goal, words)
    name = goal.name.in_(words.language)
    told = words("summary.terms", terms=", ".join(_term(term, score, words) for term in goal.terms))
    weighted = words("summary.weighted", range=span(goal.weighted, words))
    cautious = (words("summary.cautious", range=span(goal.cautious, words)),) if goal.cautious else ()
    drawing = interval_bar(goal, f"{name}: {value}", cautious=goal.cautious, height=26)
    badge, plain = _badge(goal, score, words), words.or_itself("goal", goal.id)
    return GoalView(name, value, drawing, "; ".join((told, weighted, *cautious)), badge, plain)


def _term(term: str, score: Score, words: Words) -> str:
    """Return a goal's term with the indicator's name, for example `1 − Ausfallradius`."""
    complement, indicator = ("1 − ", term[4:]) if term.startswith("1 - ") else ("", term)
    return complement + _called(indicator, score, words)


def _badge(goal: Goal, score: Score, words: Words) -> str:
    if goal.id == score.bottleneck:
        return words("summary.bottleneck")
    return words("summary.maybe-bottleneck") if goal.id in score.bottleneck_possible else ""


def _indicator_row(found: Indicator, words: Words, explained_at: Callable[[str], str] | None) -> tuple[Cell, ...]:
    value = _value(found, words)
    label = f"{found.id} {found.name.in_(words.language)}"
    bound = words(f"bound.{found.bound}")
    if found.cautious:
        bound = f"{bound}; {words('indicators.cautious', range=span(found.cautious, words))}"
    return (
        _NOTED.format(
            _LINKED.format(explained_at(found.id), label) if explained_at else label, words(f"better.{found.better}")
        ),
        interval_bar(found, f"{label}: {value}", cautious=found.cautious),
        value,
        exact(found),
        _NOTED.format(_basis(found, words), bound),
    )


def indicator_value(id_: str, found: Range, words: Words) -> str:
    """Return a value of an indicator: most are shares, some are indices."""
    return index(found, words) if id_ in _INDICES else span(found, words)


def _value(found: Indicator, words: Words) -> str:
    return indicator_value(found.id, found, words)


def _basis(found: Indicator, words: Words) -> str:
    return words("indicators.of", n=found.n, unit=words.or_itself("unit", found.unit))


def _derivation_row(found: Indicator, names: Names, words: Words) -> tuple[str, ...]:
    groups = "; ".join(
        words(
            "derivation.group",
            count=group.count,
            value=group.lo if group.lo == group.hi else f"[{group.lo}, {group.hi}]",
            items=_listed(names.of(group.items), words),
        )
        for group in found.explain.groups
    )
    notes = " ".join(note.in_(words.language) for note in found.explain.notes)
    formula = f"{found.explain.formula.in_(words.language)} {notes}".strip()
    return (
        found.id,
        formula,
        whole(found.explain.total, words.language),
        groups or "–",
        ", ".join(found.maps_to) or "–",
    )


def _listed(items: tuple[str, ...], words: Words) -> str:
    first = ", ".join(items[:12])
    others = len(items) - 12
    return words("hotspots.and-more", listed=first, count=others) if others > 0 else first


def _target_row(kpi: Kpi, words: Words) -> tuple[str, ...]:
    language = words.language
    due = words("targets.target", target=percent(Fraction(kpi.target), language), due=day(kpi.due, language))
    name = f"{kpi.name.in_(language)} ({kpi.reading.in_(language)})"
    if kpi.value is None:
        reason = kpi.reason.in_(language) if kpi.reason else words("report.unknown")
        return (name, due, words("targets.not-computable", reason=reason), "–", kpi.source)
    pace = kpi.pace_per_year
    least, most = (points(pace.at_least, language), points(pace.at_most, language)) if pace else ("", "")
    shown = least if least == most else words("number.to", low=least, high=most)
    return (name, due, span(kpi.value, words), words("clarify.points", value=shown) if pace else "–", kpi.source)


def _called(indicator: str, score: Score, words: Words) -> str:
    found = score.indicators.get(indicator)
    return found.name.in_(words.language) if found else indicator


def _clarify_row(item: Clarification, score: Score, words: Words) -> tuple[str, ...]:
    language = words.language
    possible = " / ".join(meaning(item.fact, value, words) for value in item.possible or ("anything",))
    return (
        item.name,
        words.or_itself("fact", item.fact),
        possible,
        whole(item.installations, language),
        words("clarify.points", value=points(item.narrows, language)),
        words("clarify.points", value=points(item.narrows_at_best, language)),
        ", ".join(_called(id_, score, words) for id_ in item.indicators) or "–",
    )
