"""What the licenses of one distributed work mean for one another: arms chosen together, components that clash."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from osk_scan.licenses.compatibility import judge
from osk_scan.licenses.contexts import Provisioning, bundled, outbound_of
from osk_scan.licenses.together import PARTS_OF_A_WORK, Clash, statements_beside, together
from osk_scan.model import Relation
from osk_scan.rule_engine.column import Column, packed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from osk_scan.licenses.ambiguous import Readings
    from osk_scan.licenses.compatibility import Verdict
    from osk_scan.licenses.expression import Reading
    from osk_scan.portfolio import Flags, Integers, Portfolio

    Key = tuple[str, Relation, bool]

T = TypeVar("T")

MOST_COMPARED = 500
"""Different licenses in one work that are compared with one another, those of the most components first: real works
have some dozens, and comparing takes their square (500 of them: a tenth of a second)."""

NOTHING_SAID = "NOASSERTION"
"""What is judged where a license cannot be decided."""


class Clashing(Struct, frozen=True):
    """Why a component cannot be in one distributed work with others."""

    others: tuple[int, ...]
    """One row for each license that it clashes with, the first of its system."""
    more: int
    """How many further components are under these licenses."""
    refusal: Verdict
    if_handed_on: bool = False
    """They are in one distributed work only if they are handed on, of which nobody has said."""


@dataclass(frozen=True)
class Joint:
    """What is chosen and what clashes, as columns over all components; -1 where there is nothing to tell."""

    chosen: Column[Verdict | None]
    """Where another arm is taken than by itself, and on what is ambiguous beside the others."""
    clashing: Column[Clashing | None]
    left_out: Flags
    """Where it was not found out, because the work has too many different licenses."""


class _Question(Struct, frozen=True):
    """The components of one system that agree in license, use and way to others."""

    number: int
    system: int
    provisioning: Provisioning
    key: Key
    readings: Readings
    """All that the statement may mean; empty where it is clear, or says nothing."""
    first: int
    count: int


def joint_of(
    portfolio: Portfolio,
    operation: Flags,
    reading: Column[Reading],
    relation: Column[Relation],
    provisioning: Column[Provisioning],
) -> Joint:
    """Return what follows for each component from what else is in the same work.

    What reaches others in another way is another work: what a server runs, and what it sends to browsers.
    """
    rows = np.flatnonzero(_in_distributed_work(portfolio, operation, relation, provisioning)).astype(np.int32)
    columns = (portfolio.system[rows], provisioning.codes[rows], reading.codes[rows], relation.codes[rows])
    _, first, index, count = np.unique(packed(*columns), return_index=True, return_inverse=True, return_counts=True)
    asked = zip(*(column[first].tolist() for column in columns), rows[first].tolist(), count.tolist(), strict=True)
    questions = [
        _Question(number, system, provisioning.values[way], *_asked(reading.values[code], Relation(how)), row, size)
        for number, (system, way, code, how, row, size) in enumerate(asked)
    ]
    chosen: _Answers[Verdict] = _Answers(len(questions))
    clashing: _Answers[Clashing] = _Answers(len(questions))
    for (system, way), own in groupby(questions, key=lambda one: (one.system, one.provisioning)):
        owner, work = portfolio.systems[system], list(own)
        outbound = outbound_of(owner.context, owner.outbound)
        if way is Provisioning.UNKNOWN:
            _settle_if_handed_on(work, outbound, clashing)
        _settle(work, outbound, way, chosen, clashing)
    size = portfolio.size
    left_out = clashing.left_out(rows, index, size)
    return Joint(chosen.column(rows, index, size), clashing.column(rows, index, size), left_out)


def _asked(reading: Reading, relation: Relation) -> tuple[Key, Readings]:
    """Return what is compared of a reading; of an ambiguous one all that it may mean besides."""
    if reading.expression:
        return (reading.expression, relation, False), ()
    return (NOTHING_SAID, relation, False), reading.candidates


class _Answers(Generic[T]):
    """Answers to some of the questions, the others are left open."""

    def __init__(self, questions: int) -> None:
        self.size = questions
        self._codes = np.full(questions, -1, dtype=np.int32)
        self._values: list[T | None] = []
        self._left_out = np.zeros(questions, dtype=np.bool_)

    def give(self, questions: Iterable[_Question], answer: T) -> None:
        self._codes[[one.number for one in questions]] = len(self._values)
        self._values.append(answer)

    def of(self, question: _Question) -> T | None:
        """Return the answer to a question, None where it is left open."""
        at = int(self._codes[question.number])
        return self._values[at] if at >= 0 else None

    def leave_out(self, questions: Iterable[_Question]) -> None:
        """Note questions that stay open."""
        self._left_out[[one.number for one in questions]] = True

    def leaves_out(self, question: _Question) -> bool:
        """Whether a question stays open."""
        return bool(self._left_out[question.number])

    def left_out(self, rows: Integers, question: NDArray[np.intp], size: int) -> Flags:
        """Return per component whether its question stays open."""
        flags = np.zeros(size, dtype=np.bool_)
        flags[rows] = self._left_out[question]
        return flags

    def column(self, rows: Integers, question: NDArray[np.intp], size: int) -> Column[T | None]:
        """Return the answers per component; the last value, which the code -1 means, says nothing."""
        codes = np.full(size, -1, dtype=np.int32)
        codes[rows] = self._codes[question]
        return Column(codes, (*self._values, None))


def _in_distributed_work(
    portfolio: Portfolio, operation: Flags, relation: Column[Relation], provisioning: Column[Provisioning]
) -> Flags:
    """Return where a component is part of a work that reaches others, as others than its subject."""
    reaches = np.array([one is not Provisioning.INTERNAL for one in provisioning.values], dtype=np.bool_)
    part = np.isin([int(one) for one in relation.values], PARTS_OF_A_WORK)
    flags = operation & reaches[provisioning.codes] & part[relation.codes]
    flags[[row.subject for row in portfolio.inventories if row.subject >= 0]] = False
    return np.asarray(flags, dtype=np.bool_)


def _settle_if_handed_on(questions: list[_Question], outbound: str | None, clashing: _Answers[Clashing]) -> None:
    """Note what would clash if these components were handed on, bundled."""
    bundles = [replace(one, key=(one.key[0], bundled(one.key[1]), one.key[2])) for one in questions]
    found: _Answers[Clashing] = _Answers(clashing.size)
    _settle(bundles, outbound, Provisioning.BINARY, _Answers(clashing.size), found)
    for one in questions:
        clash = found.of(one)
        if clash:
            clashing.give([one], replace(clash, if_handed_on=True))
        if found.leaves_out(one):
            clashing.leave_out([one])


def _settle(
    questions: list[_Question],
    outbound: str | None,
    provisioning: Provisioning,
    chosen: _Answers[Verdict],
    clashing: _Answers[Clashing],
) -> None:
    """Answer the questions of one work together."""
    asked: dict[Key, list[_Question]] = {}
    for one in questions:
        asked.setdefault(one.key, []).append(one)
    weights = {key: sum(one.count for one in those) for key, those in asked.items()}
    if len(weights) > MOST_COMPARED:
        heaviest = sorted(weights, key=weights.__getitem__, reverse=True)[:MOST_COMPARED]
        clashing.leave_out(one for key in weights.keys() - set(heaviest) for one in asked[key])
        weights = {key: weights[key] for key in heaviest}
    found = together(weights, outbound, provisioning)
    for key in found.open:
        clashing.leave_out(asked[key])
    for key, verdict in found.chosen.items():
        chosen.give(asked[key], verdict)
    if outbound:
        taken = tuple((key, found.chosen.get(key)) for key in weights if key[0] != NOTHING_SAID)
        _leave_open([one for one in questions if one.readings], taken, outbound, provisioning, chosen)
    for clash in found.clashes:
        lightest = min(clash.keys, key=weights.__getitem__)
        clashing.give(asked[lightest], _clashing(clash, lightest, asked))


def _leave_open(
    unclear: list[_Question],
    taken: tuple[tuple[Key, Verdict | None], ...],
    outbound: str,
    provisioning: Provisioning,
    chosen: _Answers[Verdict],
) -> None:
    """Answer what is ambiguous beside the licenses of the same work, with the arms taken of these."""
    if not unclear:
        return
    asked: dict[tuple[Readings, Relation, bool], list[_Question]] = {}
    for one in unclear:
        asked.setdefault((one.readings, *one.key[1:]), []).append(one)
    arms = ((told or judge(outbound, key[0], key[1], provisioning, key[2]), key) for key, told in taken)
    beside = tuple((verdict.chosen, *key[1:]) for verdict, key in arms)
    for statement, verdict in statements_beside(tuple(asked), beside, outbound, provisioning).items():
        chosen.give(asked[statement], verdict)


def _clashing(clash: Clash, lightest: Key, asked: dict[Key, list[_Question]]) -> Clashing:
    """Return the clash as the side with the fewest components meets it: replacing that side is the least work."""
    others = [asked[key] for key in clash.keys if key != lightest]
    total = sum(one.count for those in others for one in those)
    return Clashing(
        others=tuple(min(one.first for one in those) for those in others),
        more=total - len(others),
        refusal=clash.refusal,
    )
