"""Trend between two snapshots: what really changed, and what is only known better now.

S(I1, C1) - S(I0, C0) = [S(I1, C1) - S(I0, C1)] real change + [S(I0, C1) - S(I0, C0)] knowledge revision. The old
inventories are scored again with today's catalogue and date; they are never rewritten.
"""

from collections.abc import Mapping

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.score import Goal, Indicator, Range, Score


class Shift(Struct, frozen=True):
    """How far both ends moved."""

    lo: str
    hi: str


class Development(Struct, frozen=True):
    """One indicator or goal over time; total = real + revision, at both ends."""

    id: str
    then: Range
    now: Range
    real: Shift
    revision: Shift


def trend(then: Score, then_as_known_now: Score, now: Score) -> tuple[Development, ...]:
    """Return every indicator and goal that all three scores of one scope have.

    Raises:
        InvalidRequest: the scores are not of the same scope, or the re-scored one is not of today's date.
    """
    scopes = {(s.scope, s.name) for s in (then, then_as_known_now, now)}
    if len(scopes) > 1 or then_as_known_now.as_of != now.as_of:
        raise InvalidRequest(
            "trend", "the scores do not belong together", "score the old inventories again as of today"
        )
    return (
        *_developments(then.indicators, then_as_known_now.indicators, now.indicators),
        *_developments(then.goals, then_as_known_now.goals, now.goals),
    )


def _developments(
    then: Mapping[str, Indicator] | Mapping[str, Goal],
    revised: Mapping[str, Indicator] | Mapping[str, Goal],
    now: Mapping[str, Indicator] | Mapping[str, Goal],
) -> tuple[Development, ...]:
    return tuple(
        Development(
            id_, _range(then[id_]), _range(now[id_]), _shift(revised[id_], now[id_]), _shift(then[id_], revised[id_])
        )
        for id_ in now
        if id_ in then and id_ in revised
    )


def _shift(before: Range, after: Range) -> Shift:
    return Shift(str(after.low - before.low), str(after.high - before.high))


def _range(full: Range) -> Range:
    """Keep the ends alone; the explanation stays with the scores."""
    return Range(lo=full.lo, hi=full.hi, lo_exact=full.lo_exact, hi_exact=full.hi_exact, bound=full.bound)
