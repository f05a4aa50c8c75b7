"""What to do first and what is not known, in plain words, for those who decide."""

from collections.abc import Iterator

from osk_scan.finding import SEVERITIES
from osk_scan.reports._findings import Gathered
from osk_scan.reports._messages import Message, losses
from osk_scan.reports._numbers import span
from osk_scan.reports.wording import Words
from osk_scan.results import Results
from osk_scan.score import Score

_STEPS = 3
_LEAST = SEVERITIES.index("medium")


def first_steps(found: Gathered, words: Words) -> tuple[Message, ...]:
    """Return the remedies of the gravest open findings, one of each rule."""
    grave = [rule for rule in found.rules if rule.open and SEVERITIES.index(rule.severity) >= _LEAST]
    return tuple(
        Message(words("steps.head", title=rule.title, count=rule.open), rule.fix, "others") for rule in grave[:_STEPS]
    )


def not_known(results: Results, score: Score | None, words: Words) -> tuple[Message, ...]:
    """Return what the numbers do not know: unclarified facts, what could not be read, what cannot be measured."""
    return tuple(_not_known(results, score, words))


def _not_known(results: Results, score: Score | None, words: Words) -> Iterator[Message]:
    coverage = score.indicators.get("Q1") if score else None
    if coverage:
        yield Message(words("unknown.coverage.head", range=span(coverage, words)), words("unknown.coverage"), "clarify")
    if score and score.clarify:
        first = score.clarify[0]
        head = words("unknown.facts.head", count=len(score.clarify))
        fact = words.or_itself("fact", first.fact)
        yield Message(head, words("unknown.facts", fact=fact, product=first.name), "clarify")
    yield from losses(results, words)
    if score and score.not_measurable:
        named = (limit.in_(words.language).partition(": ")[0] for limit in score.not_measurable)
        yield Message(f"{words('limits.not-measurable')}:", f"{'; '.join(named)}.", "limits")
