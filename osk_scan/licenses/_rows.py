"""Answer for many outbound licenses at once: licenses that no authority tells apart share one inquiry."""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from osk_scan.licenses import _grants, _joinup, _osadl
from osk_scan.licenses._arms import Place
from osk_scan.licenses._authorities import decision
from osk_scan.licenses._bits import Bits
from osk_scan.licenses._clauses import fitting_inbound, fitting_outbound, restricted
from osk_scan.licenses._question import GNU, LINKED, Question
from osk_scan.licenses.algebra import RANK, Expression, Leaf, License, fold
from osk_scan.licenses.categories import category
from osk_scan.licenses.compatibility import answer
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation

Ranks = NDArray[np.uint8]
"""One place in the lattice per outbound license: 0 compatible to 3 incompatible."""


def ranks(
    outbounds: tuple[str, ...],
    inbound: Expression,
    relation: Relation,
    provisioning: Provisioning,
    *,
    modified: bool = False,
) -> Ranks:
    """Return the answers for one inbound expression under every outbound license.

    Shape: one entry per outbound license, in their order.
    """

    def of_leaf(leaf: Leaf) -> Ranks:
        license_id, exception = (leaf.id, None) if isinstance(leaf, License) else (leaf.license.id, leaf.exception)
        return _of_license(outbounds, Question("", license_id, relation, provisioning, modified, exception))

    return fold(inbound, of_leaf, _every, _some)


def _every(parts: Sequence[Ranks]) -> Ranks:
    worst: Ranks = np.maximum.reduce(parts)
    return worst


def _some(parts: Sequence[Ranks]) -> Ranks:
    best: Ranks = np.minimum.reduce(parts)
    return best


def undecided_ranks(readings: Sequence[Ranks]) -> Ranks:
    """Return the answers where one of `readings` is true and nobody knows which, as `algebra.undecided` does."""
    if len(readings) == 1:
        return readings[0]
    worst, best = _every(readings), _some(readings)
    unsure = (worst == RANK["incompatible"]) & (best < worst)
    return np.where(unsure, np.uint8(RANK["unknown"]), worst)


@lru_cache(maxsize=16_384)
def _of_license(outbounds: tuple[str, ...], question: Question) -> Ranks:
    """Return the answers for one license; `question` leaves its outbound license empty.

    A license says yes to itself, and only to itself: it speaks for no other.
    """
    kinds, members = _kinds(outbounds)
    inbound = question.inbound
    known: dict[object, int] = {}
    row = np.zeros(len(kinds), dtype=np.uint8)
    for number, (kind, seen) in enumerate(zip(kinds, _told_apart(kinds, question), strict=True)):
        speaker = kind.first if kind.first != inbound else kind.second
        if seen not in known and speaker:
            known[seen] = _rank(question, speaker)
        row[number] = known.get(seen, 0)
    answers: Ranks = row[members]
    if inbound in outbounds:
        answers[outbounds.index(inbound)] = _rank(question, inbound)
    answers.flags.writeable = False
    return answers


def _rank(question: Question, outbound: str) -> int:
    asked = Question(
        outbound,
        question.inbound,
        question.relation,
        question.provisioning,
        question.modified,
        question.exception,
    )
    return RANK[decision(asked).verdict]


def refusals(works: Sequence[Leaf], places: Sequence[Place], provisioning: Provisioning) -> NDArray[np.bool_]:
    """Return where a work under one license cannot have another in it, in that one's use.

    Shape: one row per work, one column per place.
    """
    kinds: dict[object, list[int]] = {}
    for row, work in enumerate(works):
        kinds.setdefault(_seen(work.id) if isinstance(work, License) else work, []).append(row)
    table = np.zeros((len(works), len(places)), dtype=np.bool_)

    def refuses(work: Leaf, place: Place) -> bool:
        component, relation, modified = place
        return answer(work, component, relation, provisioning, modified=modified) == "incompatible"

    for column, place in enumerate(places):
        for alike in kinds.values():
            own = [row for row in alike if works[row] == place[0]]
            speaker = next((row for row in alike if row not in own), alike[0])
            table[alike, column] = refuses(works[speaker], place)
            for row in own:
                table[row, column] = refuses(works[row], place)
    return table


class _Kind(Struct, frozen=True):
    """Licenses that no authority tells apart as those of works, whatever the component is under."""

    first: str
    second: str | None
    """Speaks for the others where the component is under the first."""
    marks: int
    """Stands for what counts with every component."""
    rules: Bits
    """The rules that fit."""


@cache
def _kinds(outbounds: tuple[str, ...]) -> tuple[tuple[_Kind, ...], NDArray[np.intp]]:
    """Return the kinds of licenses, and for every license the number of its kind."""
    found: dict[tuple[object, Bits, str | None], list[str]] = {}
    for outbound in outbounds:
        found.setdefault(_seen(outbound), []).append(outbound)
    marks: dict[object, int] = {}
    kinds = tuple(
        _Kind(alike[0], alike[1] if len(alike) > 1 else None, marks.setdefault(always, len(marks)), rules)
        for (always, rules, _), alike in found.items()
    )
    number = {outbound: number for number, alike in enumerate(found.values()) for outbound in alike}
    return kinds, np.array([number[outbound] for outbound in outbounds], dtype=np.intp)


def _told_apart(kinds: Sequence[_Kind], question: Question) -> list[object]:
    """Return what is seen of each kind by all who are asked about one inbound license.

    Of the rules only those count that fit the inbound license too, of the matrix its column. Where a library is linked
    the matrix only speaks of works under GNU licenses, which are told apart anyway.
    """
    inbound, linked = question.inbound, question.relation in LINKED
    rules = fitting_inbound(inbound)
    return [(kind.marks, kind.rules & rules, None if linked else _osadl.cell(kind.first, inbound)) for kind in kinds]


def _seen(outbound: str) -> tuple[object, Bits, str | None]:
    """Return all that an authority looks at in an outbound license, but whether it is the inbound one.

    Shape: what counts with every inbound license, the rules that fit, the row of the matrix.
    """
    place = category(outbound)
    marks = (
        outbound if outbound in GNU else None,
        _joinup.marks(outbound),
        {"none": 0, "unknown": 1}.get(place.copyleft, 2),
        place.openness == "A",
        restricted(outbound),
        _grants.group(outbound) is not None,
    )
    return marks, fitting_outbound(outbound), _osadl.row(outbound)
