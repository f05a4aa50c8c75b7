"""Trend between two snapshots: what really changed, what agencies say differently, and what is only known better now.

With inventories I, supplements A and catalogue C: S(I1, A1, C1) - S(I0, A0, C0) = [S(I1, A1, C1) - S(I0, A1, C1)] real
change + [S(I0, A1, C1) - S(I0, A0, C1)] supplement changed + [S(I0, A0, C1) - S(I0, A0, C0)] knowledge revision. The
old inventories are scored again with today's catalogue and date; they are never rewritten.
"""

from collections.abc import Mapping

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.indicator import Goal, Indicator, Range
from osk_scan.score import Score
from osk_scan.sovereignty.interval import bare


class Shift(Struct, frozen=True):
    """How far both ends moved."""

    lo: str
    hi: str


class Development(Struct, frozen=True):
    """One indicator or goal over time; total = real + supplement + revision, at both ends."""

    id: str
    then: Range
    now: Range
    real: Shift
    supplement: Shift
    revision: Shift


def trend(then: Score, known_now: Score, supplemented_now: Score, now: Score) -> tuple[Development, ...]:
    """Return every indicator, as people list them, and every goal that all four scores of one scope have.

    `known_now` scores the old inventories and supplements with today's knowledge, `supplemented_now` the old
    inventories with today's supplements too.

    Raises:
        InvalidRequest: the scores are not of the same scope, or the re-scored one is not of today's date.
    """
    scopes = {(s.scope, s.name) for s in (then, known_now, supplemented_now, now)}
    if len(scopes) > 1 or {known_now.as_of, supplemented_now.as_of} != {now.as_of}:
        raise InvalidRequest(
            "trend", "the scores do not belong together", "score the old inventories again as of today"
        )
    return (
        *_developments(
            then.indicators,
            known_now.indicators,
            supplemented_now.indicators,
            {indicator.id: indicator for indicator in now.listed},
        ),
        *_developments(then.goals, known_now.goals, supplemented_now.goals, now.goals),
    )


_Ranges = Mapping[str, Indicator] | Mapping[str, Goal]


def _developments(then: _Ranges, revised: _Ranges, supplemented: _Ranges, now: _Ranges) -> tuple[Development, ...]:
    return tuple(
        Development(
            id=id_,
            then=bare(then[id_]),
            now=bare(now[id_]),
            real=_shift(supplemented[id_], now[id_]),
            supplement=_shift(revised[id_], supplemented[id_]),
            revision=_shift(then[id_], revised[id_]),
        )
        for id_ in now
        if all(id_ in score for score in (then, revised, supplemented))
    )


def _shift(before: Range, after: Range) -> Shift:
    return Shift(str(after.low - before.low), str(after.high - before.high))
