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
from osk_scan.licenses._clauses import fitting_inbound, fitting_outbound
from osk_scan.licenses._question import AGPL, GNU, GPL, LINKED, Question
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
    told_apart = _told_apart(kinds, question)
    known: dict[object, int] = {}
    for kind, seen in zip(kinds, told_apart, strict=True):
        if seen not in known:
            speaker = kind.first if kind.first != inbound else kind.second
            if speaker:
                known[seen] = _rank(question, speaker)
    row: Ranks = np.array([known.get(seen, 0) for seen in told_apart], dtype=np.uint8)[members]
    if inbound in outbounds:
        row[[outbound == inbound for outbound in outbounds]] = _rank(question, inbound)
    row.flags.writeable = False
    return row


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
    gnu: str | None
    """The license if it is of GNU."""
    marks: int
    """Stands for what counts with every component."""
    rules: Bits
    """The rules that fit."""


@cache
def _kinds(outbounds: tuple[str, ...]) -> tuple[tuple[_Kind, ...], NDArray[np.intp]]:
    """Return the kinds of licenses, and for every license the number of its kind."""
    found: dict[tuple[str | None, object, Bits, str | None], list[str]] = {}
    for outbound in dict.fromkeys(outbounds):
        found.setdefault(_seen(outbound), []).append(outbound)
    numbers: dict[object, int] = {}
    kinds = tuple(
        _Kind(alike[0], alike[1] if len(alike) > 1 else None, gnu, numbers.setdefault(marks, len(numbers)), rules)
        for (gnu, marks, rules, _), alike in found.items()
    )
    kind_of = {outbound: number for number, alike in enumerate(found.values()) for outbound in alike}
    return kinds, np.array([kind_of[outbound] for outbound in outbounds], dtype=np.intp)


def _told_apart(kinds: Sequence[_Kind], question: Question) -> list[object]:
    """Return what is seen of each kind by all who are asked about one inbound license.

    Of the rules only those count that fit the inbound license too, of the matrix its column. Where a library is linked
    the matrix only speaks of works under the GPL and AGPL, which are told apart anyway; and nobody tells a work under
    the LGPL from others then, unless the library is of GNU too.
    """
    inbound, linked = question.inbound, question.relation in LINKED
    rules = fitting_inbound(inbound)
    families = GPL | AGPL if linked and inbound not in GNU else GNU
    return [
        (
            kind.gnu if kind.gnu in families else None,
            kind.marks,
            kind.rules & rules,
            None if linked else _osadl.cell(kind.first, inbound),
        )
        for kind in kinds
    ]


def _seen(outbound: str) -> tuple[str | None, object, Bits, str | None]:
    """Return all that an authority looks at in an outbound license, but whether it is the inbound one.

    Shape: the license of GNU, what else counts with every inbound license, the rules that fit, the row of the matrix.
    """
    place = category(outbound)
    marks = (
        _joinup.marks(outbound),
        {"none": 0, "unknown": 1}.get(place.copyleft, 2),
        place.openness == "A",
        _grants.group(outbound) is not None,
    )
    return outbound if outbound in GNU else None, marks, fitting_outbound(outbound), _osadl.row(outbound)
