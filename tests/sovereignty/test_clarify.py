"""The clarification list against a full recomputation for every possible answer."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from osk_scan.model import Fact
from osk_scan.score import Score
from osk_scan.sovereignty.estate import DOMAINS, Entity, Estate
from osk_scan.sovereignty.policy import Policy
from osk_scan.sovereignty.scoring import score

AS_OF = "2026-09-01"


def widths(estate: Estate, policy: Policy) -> Fraction:
    """The sum of the goals' widths, everything unclarified counted that could count."""
    whole = score(estate, AS_OF, policy).of("portfolio")
    assert whole is not None
    ranges = [goal.cautious or goal for goal in whole.goals.values()]
    return sum((r.high - r.low for r in ranges), Fraction(0))


@pytest.mark.parametrize("fact", ["licence", "entity", "alternative", "formats"])
def test_the_narrowing_is_what_every_answer_really_narrows(
    reference: Estate, bezirksamt: Score, policy: Policy, fact: str
) -> None:
    listed = next(c for c in bezirksamt.clarify if (c.subject, c.fact) == ("fachapp-x", fact))
    stranger = {"stranger": Entity("stranger", "stranger")}
    world = replace(reference, entities={**reference.entities, **(stranger if fact == "entity" else {})})
    answers = DOMAINS.get(fact, tuple(world.entities))
    before = widths(reference, policy)
    narrowed = []
    for answer in answers:
        learned = replace(world.products["fachapp-x"], **{fact: Fact((answer,))})
        narrowed.append(before - widths(replace(world, products={**world.products, "fachapp-x": learned}), policy))
    assert (min(narrowed), max(narrowed)) == (Fraction(listed.narrows), Fraction(listed.narrows_at_best))


def test_who_controls_the_unknown_application_is_asked_first(bezirksamt: Score) -> None:
    assert [("fachapp-x", "entity"), ("fachapp-x", "licence")] == [(c.subject, c.fact) for c in bezirksamt.clarify[:2]]


def test_a_known_fact_is_never_asked(bezirksamt: Score, reference: Estate) -> None:
    asked = [getattr(reference.products[c.subject], c.fact) for c in bezirksamt.clarify]
    assert [] == [fact for fact in asked if fact.known]
