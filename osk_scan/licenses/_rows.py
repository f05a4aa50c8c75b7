"""Answer for many outbound licenses at once: licenses that no authority tells apart share one inquiry."""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from osk_scan.licenses import _grants, _joinup, _osadl
from osk_scan.licenses._arms import Place
from osk_scan.licenses._authorities import decision
from osk_scan.licenses._clauses import outbound_conditions, restricted
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
    """Return the answers for one license; `question` leaves its outbound license empty."""
    alike, members = _alike(outbounds, linked=question.relation in LINKED)
    # A license says yes to itself, and only to itself: it must not speak for its group.
    speakers = (group[1] if group[0] == question.inbound and len(group) > 1 else group[0] for group in alike)
    row = np.array([_rank(question, outbound) for outbound in speakers], dtype=np.uint8)[members]
    if question.inbound in outbounds:
        row[outbounds.index(question.inbound)] = _rank(question, question.inbound)
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
        kinds.setdefault(_marks(work.id) if isinstance(work, License) else work, []).append(row)
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


@cache
def _alike(outbounds: tuple[str, ...], *, linked: bool) -> tuple[tuple[tuple[str, ...], ...], NDArray[np.intp]]:
    """Return the groups of licenses that no authority tells apart, and for every license the number of its group."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for outbound in outbounds:
        groups.setdefault(_marks(outbound, linked=linked), []).append(outbound)
    number = {outbound: position for position, group in enumerate(groups.values()) for outbound in group}
    members = np.array([number[outbound] for outbound in outbounds], dtype=np.intp)
    return tuple(tuple(group) for group in groups.values()), members


def _marks(outbound: str, *, linked: bool = False) -> tuple[object, ...]:
    """Return all that an authority looks at in an outbound license, but whether it is the inbound one.

    Where a library is linked the matrix of merged code only speaks of GNU licenses, which are told apart anyway.
    """
    group = _grants.group(outbound)
    return (
        outbound if outbound in GNU else None,
        tuple((not named or outbound in named) and outbound not in barred for named, barred in outbound_conditions()),
        _joinup.marks(outbound),
        None if linked else _osadl.row(outbound),
        {"none": 0, "unknown": 1}.get(category(outbound).copyleft, 2),
        category(outbound).openness == "A",
        restricted(outbound),
        group is not None,
    )
