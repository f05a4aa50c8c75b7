"""The clarification list: which unknown fact, once known, narrows the goals most, whatever the answer turns out to be.

Δ = width(S) - max over values v of width(S | fact = v), with S the sum of the goals; the best case stands beside it.
"""

from collections.abc import Iterable
from fractions import Fraction

from osk_scan.score import Clarification
from osk_scan.sovereignty.goals import indicator_of
from osk_scan.sovereignty.inquiry import Inquiry, Question
from osk_scan.sovereignty.interval import ZERO
from osk_scan.sovereignty.method import GoalDefinition
from osk_scan.sovereignty.scope import Scope


def clarify(inquiry: Inquiry, scope: Scope, limit: int) -> tuple[Clarification, ...]:
    """Return the first `limit` unknown facts: most guaranteed narrowing first, then best case, then installations."""
    found = [question for question in inquiry.questions() if question.gain.tells]
    found.sort(key=lambda q: (-q.gain.narrows, -q.gain.narrows_at_best, -q.installations, q.subject, q.fact))
    return tuple(_clarification(question, scope) for question in found[:limit])


def weights(goals: Iterable[GoalDefinition]) -> dict[str, Fraction]:
    """Return how much of each indicator's width enters the sum of the goals' widths."""
    weight: dict[str, Fraction] = {}
    for goal in goals:
        for term in goal.terms:
            name = indicator_of(term)
            weight[name] = weight.get(name, ZERO) + Fraction(1, len(goal.terms))
    return weight


def _clarification(question: Question, scope: Scope) -> Clarification:
    systems = (scope.systems_with[product] for product in question.products)
    return Clarification(
        subject=question.subject,
        name=question.name,
        fact=question.fact,
        possible=question.possible,
        installations=question.installations,
        narrows=str(question.gain.narrows),
        narrows_at_best=str(question.gain.narrows_at_best),
        indicators={name: str(by) for name, by in question.gain.indicators.items()},
        installed_on=len(frozenset[str]().union(*systems)),
    )
