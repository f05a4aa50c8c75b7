"""The clarification list against a full recomputation for every possible answer."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from osk_scan.fact import Fact
from osk_scan.score import Clarification, Score
from osk_scan.sovereignty import goals
from osk_scan.sovereignty.estate import COMMUNITY, DOMAINS, NO_END_ANNOUNCED, Entity, Estate
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.scope import portfolio
from osk_scan.sovereignty.scoring import judge, measured, score
from tests.sovereignty.random_estates import METHOD, VALUES, estates, learned

AS_OF = "2026-09-01"
STRANGER = Entity("stranger", "stranger")
OPEN_DOMAINS = {
    "support_end": ("2020-01-01", "2026-10-01", "2040-01-01", NO_END_ANNOUNCED),
    "extended_end": ("2020-01-01", "2040-01-01", "never"),
}


def widths(estate: Estate, method: Method) -> Fraction:
    """The sum of the goals' widths, everything unclarified counted that could count."""
    whole = score(estate, AS_OF, method).of("portfolio")
    assert whole is not None
    ranges = [goal.cautious or goal for goal in whole.goals.values()]
    return sum((r.high - r.low for r in ranges), Fraction(0))


@pytest.mark.parametrize("fact", ["licence", "entity", "alternative", "formats"])
def test_the_narrowing_is_what_every_answer_really_narrows(
    reference: Estate, bezirksamt: Score, method: Method, fact: str
) -> None:
    listed = next(c for c in bezirksamt.clarify if (c.subject, c.fact) == ("fachapp-x", fact))
    stranger = {"stranger": Entity("stranger", "stranger")}
    world = replace(reference, entities={**reference.entities, **(stranger if fact == "entity" else {})})
    answers = DOMAINS.get(fact, tuple(world.entities))
    before = widths(reference, method)
    narrowed = []
    for answer in answers:
        learned = replace(world.products["fachapp-x"], **{fact: Fact((answer,))})
        narrowed.append(before - widths(replace(world, products={**world.products, "fachapp-x": learned}), method))
    assert (min(narrowed), max(narrowed)) == (Fraction(listed.narrows), Fraction(listed.narrows_at_best))


def test_who_controls_the_unknown_application_is_asked_first(bezirksamt: Score) -> None:
    assert {1} == {c.installed_on for c in bezirksamt.clarify if c.subject == "fachapp-x"}
    assert [("fachapp-x", "entity"), ("fachapp-x", "licence")] == [(c.subject, c.fact) for c in bezirksamt.clarify[:2]]


def test_a_known_fact_is_never_asked(bezirksamt: Score, reference: Estate) -> None:
    asked = [getattr(reference.products[c.subject], c.fact) for c in bezirksamt.clarify]
    assert [] == [fact for fact in asked if fact.known]


def every_width(estate: Estate) -> dict[str, Fraction]:
    """Of every indicator, and of all goals together as "": everything unclarified counted that could count."""
    judged = judge(estate, AS_OF, METHOD)
    found = measured(portfolio(estate), judged)
    together = (goals.value(goal.terms, found, cautious=True).width for goal in METHOD.goals.values())
    return {name: (one.cautious or one.value).width for name, one in found.items()} | {"": sum(together, Fraction(0))}


def answered(estate: Estate, asked: Clarification) -> Iterator[Estate]:
    """The estate with every answer that the question may have."""
    if asked.fact == "jurisdiction":
        for seat in asked.possible or ("US", "DE", COMMUNITY):
            known = Entity(asked.subject, asked.subject, Fact((seat,)))
            yield replace(estate, entities=estate.entities | {asked.subject: known})
        return
    domain = DOMAINS | OPEN_DOMAINS | {"entity": tuple(estate.entities)}
    for value in asked.possible or domain[asked.fact]:
        known_better = learned(estate.products[asked.subject], asked.fact, value)
        yield replace(estate, products=estate.products | {asked.subject: known_better})


@pytest.mark.parametrize("most", [3, 7])
def test_no_answer_narrows_less_than_is_promised(most: int) -> None:
    @given(estates(tuple(VALUES), most))
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def holds(estate: Estate) -> None:
        world = replace(estate, entities=estate.entities | {STRANGER.id: STRANGER})
        whole, before = score(world, AS_OF, METHOD).scopes[0], every_width(world)
        for asked in whole.clarify:
            after = [every_width(one) for one in answered(world, asked)]
            narrowed = [before[""] - widths[""] for widths in after]
            assert Fraction(asked.narrows) <= min(narrowed)
            assert Fraction(asked.narrows_at_best) <= max(narrowed)
            for name, promised in asked.indicators.items():
                assert Fraction(promised) <= min(before[name] - widths.get(name, 0) for widths in after), name

    holds()
