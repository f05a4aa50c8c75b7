"""Ask all authorities in their order: the first explicit answer wins, the others are on record."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from osk_scan.licenses import _clauses, _exceptions, _fsf, _gnu_versions, _grants, _joinup, _osadl, _scope
from osk_scan.licenses._either_way import both_ways, either_way
from osk_scan.licenses._question import AGPL, GPL, HANDED_ON, ONE_WORK, Opinion, Question, named
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation


def opinions(question: Question) -> Iterator[Opinion]:
    """Yield what the authorities say, the deciding one first; at least one."""
    if question.provisioning is Provisioning.UNKNOWN:
        served, handed_on = both_ways(question)
        _, *others = opinions(handed_on)
        yield either_way(decision(served), decision(handed_on))
        yield from others
        return
    silent = True
    for ask in _ORDER:
        opinion = ask(question)
        if opinion is None:
            continue
        silent = False
        yield opinion
        if opinion.final:
            return
    if silent:
        yield named("nobody")


def decision(question: Question) -> Opinion:
    """Return the deciding opinion alone."""
    if question.provisioning is Provisioning.UNKNOWN:
        served, handed_on = both_ways(question)
        return either_way(decision(served), decision(handed_on))
    for ask in _ORDER:
        opinion = ask(question)
        if opinion is not None:
            return opinion
    return named("nobody")


def _exception_not_given(question: Question) -> Opinion | None:
    """Answer where code under the GPL comes into a work whose exception nobody gave for that code."""
    foreign = question.inbound in GPL | AGPL and question.outbound_exception not in (None, question.exception)
    if not foreign or question.relation is not Relation.MERGED or question.provisioning not in HANDED_ON:
        return None
    without = decision(replace(question, outbound_exception=None))
    return named("exception-not-given") if without.verdict == "compatible" else None


def _by_exception(question: Question) -> Opinion | None:
    """Answer by an exception; none takes away what its license grants without it."""
    said = _exceptions.opinion(question)
    if said is None or said.verdict == "compatible" or question.exception is None:
        return said
    without = decision(replace(question, exception=None))
    return without if without.verdict == "compatible" else said


def _same_license(question: Question) -> Opinion | None:
    parts_of_work = question.relation in ONE_WORK or question.relation is Relation.UNKNOWN
    return named("same-license") if question.inbound == question.outbound and parts_of_work else None


def _unchanged(question: Question) -> Opinion | None:
    """Answer where it is not said how the work uses the component, only that it is passed on unchanged."""
    if question.relation is not Relation.UNKNOWN:
        return None
    merged = decision(replace(question, relation=Relation.MERGED))
    return merged if merged.verdict == "compatible" else named("unchanged")


_ORDER: tuple[Callable[[Question], Opinion | None], ...] = (
    _grants.opinion,
    _exception_not_given,
    _by_exception,
    _clauses.opinion,
    _same_license,
    _gnu_versions.opinion,
    _fsf.opinion,
    _fsf.family_opinion,
    _joinup.opinion,
    _osadl.opinion,
    _fsf.derived_opinion,
    _scope.opinion,
    _unchanged,
)
