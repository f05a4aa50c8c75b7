"""Many systems, each with its few distinct licenses: which arms they choose together, and what clashes among them."""

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.licenses import _gaps
from osk_scan.licenses._arms import Group, Key, groups_of
from osk_scan.licenses._board import Board, board_of
from osk_scan.licenses._conflicts import Conflicts, minimal_conflicts
from osk_scan.licenses._joint_choice import least, own_cost
from osk_scan.licenses._question import ONE_WORK
from osk_scan.licenses._statements import Statement, judge_statements
from osk_scan.licenses.choice import refusal, verdict_on
from osk_scan.licenses.compatibility import Verdict, judge
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation, Wording

PARTS_OF_A_WORK: tuple[Relation, ...] = tuple(sorted(ONE_WORK))
"""Relations in which components are, or are held to be, one work."""


class Clash(Struct, frozen=True):
    """Licenses that are each fine under the outbound license, but not in one work that is handed on."""

    keys: tuple[Key, ...]
    refusal: Verdict
    """Why: a work under the one cannot have the other in it."""


class Together(Struct, frozen=True):
    """What follows for a system from its licenses being together."""

    chosen: dict[Key, Verdict]
    """Where another arm is taken than by itself."""
    clashes: tuple[Clash, ...]
    open: tuple[Key, ...] = ()
    """Where it was not found out whether they clash: there are too many to compare or to search through."""


class _Layout(Struct, frozen=True):
    """What follows from the distinct licenses alone, however many components are under each."""

    board: Board
    clashes: tuple[Clash, ...]
    arms: tuple[int, ...] | None
    """The arm to take in each group; None: it depends on how many components want it."""
    open: tuple[Key, ...]


def together(weights: Mapping[Key, int], outbound: str | None, provisioning: Provisioning) -> Together:
    """Return what the licenses of one system, each with its number of components, mean for one another.

    Without an outbound license only what clashes is told, nothing is chosen.
    """
    layout = _layout(tuple(weights), outbound, provisioning)
    if not layout.board.clashing:
        return Together({}, (), layout.open)
    if outbound is None:
        return Together({}, layout.clashes, layout.open)
    arms, proven = (layout.arms, True) if layout.arms else _weighed(layout.board, weights)
    chosen = {
        group.key: _told(verdict_on(group, group.arms[arm], outbound, provisioning), proven=proven)
        for group, arm in zip(layout.board.groups, arms, strict=True)
        if len(group.arms) > 1 and _own_choice(group.key, outbound, provisioning) != group.arms[arm].text
    }
    return Together(chosen, layout.clashes, layout.open)


@lru_cache(maxsize=8192)
def statements_beside(
    statements: tuple[Statement, ...], beside: tuple[Key, ...], outbound: str, provisioning: Provisioning
) -> Mapping[Statement, Verdict]:
    """Return the verdict on each ambiguous statement in one work with the licenses `beside`."""
    return judge_statements(statements, beside, outbound, provisioning)


@lru_cache(maxsize=8192)
def _layout(keys: tuple[Key, ...], outbound: str | None, provisioning: Provisioning) -> _Layout:
    board = board_of(groups_of(keys, outbound, provisioning), provisioning)
    if not board.clashing:
        return _Layout(board, (), (), tuple(board.groups[number].key for number in board.left_out))
    found = minimal_conflicts(board)
    several = [[board.groups[number] for number in core] for core in found.sets if len(core) > 1]
    clashes = tuple(Clash(tuple(g.key for g in groups), refusal(groups, provisioning)) for groups in several)
    arms = tuple(_undisputed(board, number, group) for number, group in enumerate(board.groups))
    return _Layout(board, clashes, None if -1 in arms else arms, _open(board, found))


def _open(board: Board, found: Conflicts) -> tuple[Key, ...]:
    """Return the licenses of which it was not found out whether they can stay together with the others."""
    named = {number for core in found.sets for number in core}
    unsearched = {number for number, near in enumerate(board.near) if near and number not in named}
    open_ = {*board.left_out, *(() if found.complete else unsearched)}
    return tuple(board.groups[number].key for number in sorted(open_))


def _undisputed(board: Board, number: int, group: Group) -> int:
    """Return the arm that is best whatever the others take: the only one, or the cheapest that clashes with nothing."""
    if len(group.arms) == 1:
        return 0
    least_cost = min(own_cost(group, arm) for arm in range(len(group.arms)))
    free = (
        arm
        for arm in range(len(group.arms))
        if own_cost(group, arm) == least_cost and not board.clashes[board.starts[number] + arm]
    )
    return next(free, -1)


def _weighed(board: Board, weights: Mapping[Key, int]) -> tuple[tuple[int, ...], bool]:
    """Return the best arms found, and whether they are proven to be the best."""
    groups = tuple(replace(group, weight=weights[group.key]) for group in board.groups)
    found = least(replace(board, groups=groups))
    return tuple(found.arms[number] for number in range(len(groups))), found.proven


def _told(verdict: Verdict, *, proven: bool) -> Verdict:
    """Return a verdict that says so where a better choice was not ruled out."""
    if proven:
        return verdict
    said, gap = verdict.explanation, _gaps.NOT_THE_BEST
    return replace(verdict, explanation=Wording(f"{said.de} {gap.de}", f"{said.en} {gap.en}"))


def _own_choice(key: Key, outbound: str, provisioning: Provisioning) -> str:
    license_, relation, modified = key
    return judge(outbound, license_, relation, provisioning, modified).chosen
