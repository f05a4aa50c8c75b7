"""Decide all ORs of a system at once: exact search over the few licenses that really depend on one another."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct

from osk_scan.licenses._arms import Group, clash
from osk_scan.licenses._question import ONE_WORK
from osk_scan.licenses.contexts import Provisioning

MOST_STEPS = 20_000
"""Real systems need some hundred steps; beyond this the best choice found so far stands, unproven."""
INCOMPATIBLE, UNKNOWN, DEPENDS = 3, 2, 1


class Cost(Struct, frozen=True, order=True):
    """What is wrong with a choice, the worst first."""

    conflicts: int = 0
    unknown: int = 0
    depends: int = 0

    def plus(self, other: "Cost") -> "Cost":
        """Return the sum."""
        return Cost(self.conflicts + other.conflicts, self.unknown + other.unknown, self.depends + other.depends)

    def minus(self, other: "Cost") -> "Cost":
        """Return the difference."""
        return Cost(self.conflicts - other.conflicts, self.unknown - other.unknown, self.depends - other.depends)


FREE = Cost()
Place = tuple[int, int]
"""Number of a group, number of one of its arms."""


class Board(Struct, frozen=True):
    """The groups of a system, and which of their arms clash."""

    groups: tuple[Group, ...]
    clashes: dict[Place, frozenset[Place]]
    only: dict[int, Place]
    """The groups that have just one arm which is no conflict by itself."""


class Solution(Struct, frozen=True):
    """The arm taken in each group asked for; the number after the last arm stands for replacing the component."""

    arms: dict[int, int]
    cost: Cost
    proven: bool


def board_of(groups: tuple[Group, ...], provisioning: Provisioning) -> Board:
    """Return the groups with the clashes of arms that are each no conflict by themselves."""
    clashes: dict[Place, set[Place]] = {}
    in_work = [number for number, group in enumerate(groups) if group.key[1] in ONE_WORK]
    claiming = {number for number in in_work if any(arm.claims for arm in groups[number].arms)}
    for one, other in combinations(in_work, 2):
        if one not in claiming and other not in claiming:
            continue
        for a, left in enumerate(groups[one].arms):
            for b, right in enumerate(groups[other].arms):
                if INCOMPATIBLE in (left.rank, right.rank):
                    continue
                if clash(left, right, groups[one].key, groups[other].key, provisioning):
                    clashes.setdefault((one, a), set()).add((other, b))
                    clashes.setdefault((other, b), set()).add((one, a))
    only = {number: places[0] for number, places in enumerate(_allowed(groups)) if len(places) == 1}
    return Board(groups, {place: frozenset(others) for place, others in clashes.items()}, only)


def _allowed(groups: Sequence[Group]) -> Iterator[list[Place]]:
    """Yield for each group its arms that are no conflict by themselves."""
    for number, group in enumerate(groups):
        yield [(number, a) for a, arm in enumerate(group.arms) if arm.rank != INCOMPATIBLE]


def least(board: Board, numbers: Sequence[int] | None = None, *, replacing: bool = False) -> Solution:
    """Return the choice of least cost for the groups `numbers` (all, if not said).

    With `replacing` no conflict is taken: components are replaced instead, and the cost counts those as conflicts.
    """
    asked = range(len(board.groups)) if numbers is None else numbers
    arms: dict[int, int] = {}
    cost, proven = FREE, not any(board.groups[number].cut for number in asked)
    for entangled in _entangled(board, asked):
        part = _Search(board, entangled, "replacing" if replacing else "least").run()
        arms |= part.arms
        cost, proven = cost.plus(part.cost), proven and part.proven
    return Solution(arms, cost, proven)


def possible(board: Board, numbers: Sequence[int]) -> bool:
    """Whether the groups `numbers` have a choice without any conflict."""
    return all(_Search(board, entangled, "strict").run().arms for entangled in _entangled(board, numbers))


def _entangled(board: Board, asked: Iterable[int]) -> Iterator[list[int]]:
    """Yield the groups in sets that have clashes among themselves only."""
    waiting = dict.fromkeys(asked)
    neighbours: dict[int, set[int]] = {number: set() for number in waiting}
    for (number, _), others in board.clashes.items():
        if number in waiting:
            neighbours[number] |= {other for other, _ in others if other in neighbours}
    while waiting:
        found = [next(iter(waiting))]
        del waiting[found[0]]
        for number in found:
            for other in sorted(neighbours[number]):
                if other in waiting:
                    del waiting[other]
                    found.append(other)
        yield found


def own_cost(group: Group, arm: int) -> Cost:
    """Return what one arm costs by itself; the number after the last arm is its replacement."""
    rank = INCOMPATIBLE if arm == len(group.arms) else group.arms[arm].rank
    weight = group.weight
    return Cost(weight * (rank == INCOMPATIBLE), weight * (rank == UNKNOWN), weight * (rank == DEPENDS))


class _Search:
    """Branch and bound over one entangled set: what has the most clashes first, the cheapest arms first."""

    def __init__(self, board: Board, numbers: list[int], mode: Literal["least", "replacing", "strict"]) -> None:
        """Search for the least cost; `replacing` components or being `strict`, no conflict is taken."""
        self.board = board
        self.mode = mode
        self.order = sorted(numbers, key=self._turn)
        self.options = [self._options(number) for number in self.order]
        self.rest = self._least_rest()
        self.taken: list[Place] = []
        self.spent = [FREE]
        self.best: tuple[Cost, list[Place]] | None = None

    def run(self) -> Solution:
        """Return the best choice; of equal ones the first, with the earlier arms."""
        steps = 0
        cursors = [0]
        while cursors and steps < MOST_STEPS and not (self.best and self.mode == "strict"):
            steps += 1
            depth = len(cursors) - 1
            if not self._hopeful(depth):
                self._back(cursors)
            elif depth == len(self.order):
                self.best = (self.spent[-1], list(self.taken))
            elif cursors[-1] == len(self.options[depth]):
                self._back(cursors)
            else:
                arm = self.options[depth][cursors[-1]]
                cursors[-1] += 1
                self._take((self.order[depth], arm), cursors)
        proven = not cursors
        cost, places = self.best or (FREE, [] if self.mode == "strict" else self._greedy())
        return Solution(dict(places), cost, proven)

    def _take(self, place: Place, cursors: list[int]) -> None:
        price = self._price(place)
        if price is not None:
            self.taken.append(place)
            self.spent.append(self.spent[-1].plus(price))
            cursors.append(0)

    def _back(self, cursors: list[int]) -> None:
        cursors.pop()
        if self.taken:
            self.taken.pop()
            self.spent.pop()

    def _hopeful(self, depth: int) -> bool:
        return self.best is None or self.spent[-1].plus(self.rest[depth]) < self.best[0]

    def _price(self, place: Place) -> Cost | None:
        """Return what a place costs beside those taken; None where it is not allowed beside them."""
        number, arm = place
        group = self.board.groups[number]
        hit = self.board.clashes.get(place, frozenset()).intersection(self.taken)
        if self.mode != "least":
            kept = arm < len(group.arms)
            return None if hit or (kept and group.arms[arm].rank == INCOMPATIBLE) else own_cost(group, arm)
        pairs = sum(min(group.weight, self.board.groups[other].weight) for other, _ in hit)
        return own_cost(group, arm).plus(Cost(conflicts=pairs))

    def _options(self, number: int) -> list[int]:
        group = self.board.groups[number]
        arms = range(len(group.arms) + (self.mode == "replacing"))
        return sorted(arms, key=lambda arm: (own_cost(group, arm), len(self.board.clashes.get((number, arm), ())), arm))

    def _turn(self, number: int) -> tuple[bool, int, int]:
        """Order what leaves no choice first: it shows early what the others cost."""
        choice = self.mode != "replacing" and len(self.board.groups[number].arms) > 1
        return choice, -self._clashes(number), number

    def _clashes(self, number: int) -> int:
        return sum(len(self.board.clashes.get((number, arm), ())) for arm in range(len(self.board.groups[number].arms)))

    def _least_rest(self) -> list[Cost]:
        """Return for each depth what all later groups cost at least; of two that must clash, one at least conflicts."""
        rest = [FREE]
        unmatched: dict[int, Cost] = {}
        for number, options in zip(reversed(self.order), reversed(self.options), strict=True):
            own = own_cost(self.board.groups[number], options[0])
            partner = next((other for other in _partners(self.board, number) if other in unmatched), None)
            if partner is None:
                unmatched[number] = own
                rest.append(rest[-1].plus(own))
            else:
                least_weight = min(self.board.groups[n].weight for n in (number, partner))
                rest.append(rest[-1].minus(unmatched.pop(partner)).plus(Cost(conflicts=least_weight)))
        return rest[::-1]

    def _greedy(self) -> list[Place]:
        """Return the choice at hand for a search that was cut off before its first: replace, or the cheapest arms."""
        last = -1 if self.mode == "replacing" else 0
        return [(number, options[last]) for number, options in zip(self.order, self.options, strict=True)]


def minimal_conflicts(board: Board) -> list[list[int]]:
    """Return disjoint sets of groups that cannot stay together; without any one of a set, the rest of it can."""
    alone = [n for n, group in enumerate(board.groups) if all(arm.rank == INCOMPATIBLE for arm in group.arms)]
    pairs = list(_pairs(board))
    named = {number for pair in pairs for number in pair}
    entangled = dict.fromkeys(number for number, _ in sorted(board.clashes))
    left = [number for number in entangled if number not in named]
    return [[number] for number in alone] + pairs + list(_cores(board, left))


def _pairs(board: Board) -> Iterator[list[int]]:
    """Yield disjoint pairs of groups that have no choice and clash: the plain case, without a search."""
    named: set[int] = set()
    for number in range(len(board.groups)):
        partner = next((other for other in _partners(board, number) if other not in named), None)
        if number not in named and partner is not None:
            named |= {number, partner}
            yield [number, partner]


def _partners(board: Board, number: int) -> list[int]:
    """Return the groups that must clash with one: neither has another arm that is no conflict by itself."""
    place = board.only.get(number)
    others = board.clashes.get(place, frozenset()) if place else frozenset()
    return sorted(other for other, arm in others if board.only.get(other) == (other, arm))


def _cores(board: Board, left: list[int]) -> Iterator[list[int]]:
    """Yield disjoint minimal sets among the groups `left`: all, less whatever is not needed for the conflict."""
    while not possible(board, left):
        core = list(left)
        for number in left:
            without = [other for other in core if other != number]
            if not possible(board, without):
                core = without
        yield core
        left = [number for number in left if number not in core]
