"""The method as tables: every indicator with its formula, the goals, the parameters and what facts can say."""

from dataclasses import dataclass

from osk_scan.model import Wording
from osk_scan.reports._table import Column, Table
from osk_scan.reports.wording import Words
from osk_scan.results import MethodPage


@dataclass(frozen=True)
class MethodView:
    """The method in one language."""

    title: str
    version: str
    rules_version: str
    principles: tuple[str, ...]
    bounds: tuple[str, ...]
    hotspots: tuple[str, ...]
    indicators: Table
    goals: Table
    parameters: Table
    domains: Table
    not_measurable: tuple[str, ...]
    not_claimed: tuple[str, ...]


def method_view(page: MethodPage, words: Words) -> MethodView:
    """Return what the method page shows, in the order of the policy."""
    return MethodView(
        title=page.title.in_(words.language),
        version=page.version,
        rules_version=page.rules_version,
        principles=_said(page.principles, words),
        bounds=_said(page.bounds, words),
        hotspots=_said(page.hotspots, words),
        indicators=_indicators(page, words),
        goals=_goals(page, words),
        parameters=_parameters(page, words),
        domains=_domains(page, words),
        not_measurable=_said(page.not_measurable, words),
        not_claimed=_said(page.not_claimed, words),
    )


def _said(sentences: tuple[Wording, ...], words: Words) -> tuple[str, ...]:
    return tuple(sentence.in_(words.language) for sentence in sentences)


def _indicators(page: MethodPage, words: Words) -> Table:
    columns = (
        Column(words("indicators.name")),
        Column(words("derivation.formula")),
        Column(words("page.reads")),
        Column(words("page.rests-on")),
        Column(words("indicators.maps")),
    )
    rows = tuple(
        (
            f"{one.id} {one.name.in_(words.language)}",
            one.formula.in_(words.language),
            f"{words(f'unit.{one.unit}')}, {words(f'better.{one.better}')}",
            ", ".join(words.or_itself("fact", fact) for fact in one.rests_on),
            ", ".join(one.maps_to) or "–",
        )
        for one in page.indicators
    )
    return Table(words("page.title"), columns, rows)


def _goals(page: MethodPage, words: Words) -> Table:
    columns = (Column(words("page.goal")), Column(words("page.mean-of")), Column(words("indicators.maps")))
    rows = tuple(
        (one.name.in_(words.language), ", ".join(one.terms).replace(" - ", " − "), ", ".join(one.maps_to) or "–")
        for one in page.goals
    )
    return Table(words("page.goals"), columns, rows)


def _parameters(page: MethodPage, words: Words) -> Table:
    columns = (Column(words("page.parameter")), Column(words("method.value"), "number"))
    rows = tuple((one.name.in_(words.language), one.value) for one in page.parameters)
    return Table(words("page.parameters"), columns, rows)


def _domains(page: MethodPage, words: Words) -> Table:
    columns = (Column(words("clarify.fact")), Column(words("page.domain")))
    rows = tuple(
        (words.or_itself("fact", fact), " · ".join(words.of_value(fact, value) for value in values))
        for fact, values in page.domains.items()
    )
    return Table(words("page.domains"), columns, rows)
