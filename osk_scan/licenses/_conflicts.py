"""Name what exactly clashes: disjoint sets of licenses that cannot stay together, none with a member too many."""

from collections.abc import Iterator

from msgspec import Struct

from osk_scan.licenses._arms import INCOMPATIBLE
from osk_scan.licenses._bits import lowest
from osk_scan.licenses._board import Board
from osk_scan.licenses._joint_choice import Budget, possible


class Conflicts(Struct, frozen=True):
    """Minimal sets of groups, by number, and whether they are all."""

    sets: tuple[tuple[int, ...], ...]
    complete: bool


def minimal_conflicts(board: Board) -> Conflicts:
    """Return disjoint sets of groups that cannot stay together; without any one of a set, the rest of it can."""
    alone = [(n,) for n, group in enumerate(board.groups) if all(arm.rank == INCOMPATIBLE for arm in group.arms)]
    pairs = list(_pairs(board))
    named = {number for pair in pairs for number in pair}
    left = [number for number, near in enumerate(board.near) if near and number not in named]
    budget = Budget()
    cores = []
    while core := _core(board, left, budget):
        cores.append(tuple(sorted(core)))
        left = [number for number in left if number not in core]
    return Conflicts((*alone, *pairs, *cores), core is not None)


def _pairs(board: Board) -> Iterator[tuple[int, int]]:
    """Yield disjoint pairs of groups that have no choice and clash: the plain case, without a search."""
    owner = {arm: number for number, arm in enumerate(board.only) if arm is not None}
    free = board.without_choice
    for arm, number in sorted(owner.items()):
        partner = lowest(board.must_clash(number) & free) if free >> arm & 1 else None
        if partner is not None:
            free &= ~(1 << arm | 1 << partner)
            yield number, owner[partner]


def _core(board: Board, groups: list[int], budget: Budget) -> list[int] | None:
    """Return a minimal set among `groups` that cannot stay together; empty: they can; None: the budget has ended.

    Found from behind: the last group of the shortest beginning that is impossible belongs to every conflict in it.
    """
    core: list[int] = []
    rest = groups
    while (together := possible(board, [*core, *rest], budget)) is False:
        if core and possible(board, core, budget) is False:
            return core
        shortest = _shortest(board, core, rest, budget)
        if shortest is None:
            return None
        core.append(rest[shortest - 1])
        rest = rest[: shortest - 1]
    return [] if together else None


def _shortest(board: Board, core: list[int], rest: list[int], budget: Budget) -> int | None:
    """Return how long the shortest beginning of `rest` is that cannot stay together with `core`."""
    low, high = 1, len(rest)
    while low < high:
        middle = (low + high) // 2
        together = possible(board, [*core, *rest[:middle]], budget)
        if together is None:
            return None
        low, high = (middle + 1, high) if together else (low, middle)
    return low
