"""Decide all ORs of a system at once: exact search over the few licenses that really depend on one another."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from osk_scan.licenses._arms import INCOMPATIBLE, Group
from osk_scan.licenses._bits import Bits, bits, lowest
from osk_scan.licenses._board import Board

MOST_STEPS = 20_000
"""Real systems need some hundred steps; beyond this the best choice found so far stands, unproven."""
UNKNOWN, DEPENDS = 2, 1


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


class Budget:
    """Steps that searches may still take: counted, not timed, so that the same question gets the same answer."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        """Allow so many steps."""
        self.left = steps

    def spend(self, steps: int = 1) -> bool:
        """Take steps; whether there were any left."""
        self.left -= steps
        return self.left >= 0


class Solution(Struct, frozen=True):
    """The arm taken in each group asked for; the number after the last arm stands for replacing the component."""

    arms: dict[int, int]
    cost: Cost
    proven: bool


def least(board: Board, *, replacing: bool = False) -> Solution:
    """Return the choice of least cost.

    With `replacing` no conflict is taken: components are replaced instead, and the cost counts those as conflicts.
    """
    arms: dict[int, int] = {}
    cost, proven = FREE, not any(group.cut for group in board.groups)
    budget = Budget()
    for entangled in _entangled(board, range(len(board.groups))):
        part = _Search(board, entangled, "replacing" if replacing else "least").run(budget)
        arms |= part.arms
        cost, proven = cost.plus(part.cost), proven and part.proven
    return Solution(arms, cost, proven)


def possible(board: Board, numbers: Sequence[int], budget: Budget) -> bool | None:
    """Whether the groups `numbers` have a choice without any conflict; None where the budget ends before that."""
    undecided = False
    for entangled in _entangled(board, numbers):
        found = _Search(board, entangled, "strict").run(budget)
        if not found.arms and found.proven:
            return False
        undecided |= not found.arms
    return None if undecided else True


def _entangled(board: Board, asked: Iterable[int]) -> Iterator[list[int]]:
    """Yield the groups in sets that have clashes among themselves only."""
    waiting = sum(1 << number for number in asked)
    while waiting:
        found, reached = 0, waiting & -waiting
        while reached:
            found |= reached
            waiting &= ~reached
            reached = _neighbours(board, reached) & waiting
        yield bits(found)


def _neighbours(board: Board, groups: Bits) -> Bits:
    near = 0
    for number in bits(groups):
        near |= board.near[number]
    return near


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
        self.weights = self._arms_by_weight()
        self.places: list[tuple[int, int]] = []
        self.taken: list[Bits] = [0]
        self.spent = [FREE]
        self.best: tuple[Cost, list[tuple[int, int]]] | None = None

    def run(self, budget: Budget) -> Solution:
        """Return the best choice; of equal ones the first, with the earlier arms."""
        cursors = [0]
        budget.spend(len(self.order))
        while cursors and not (self.best and self.mode == "strict") and (self._first_dive(cursors) or budget.spend()):
            depth = len(cursors) - 1
            if not self._hopeful(depth):
                self._back(cursors)
            elif depth == len(self.order):
                self.best = (self.spent[-1], list(self.places))
            elif cursors[-1] == len(self.options[depth]):
                self._back(cursors)
            else:
                arm = self.options[depth][cursors[-1]]
                cursors[-1] += 1
                self._take(self.order[depth], arm, cursors)
        cost, places = self.best or (FREE, [])
        return Solution(dict(places), cost, not cursors)

    def _first_dive(self, cursors: list[int]) -> bool:
        """Whether the first choice is still being made: it costs a step per group and is never cut off.

        Being strict there may be none to find.
        """
        return self.best is None and self.mode != "strict" and len(cursors) <= len(self.order) + 1

    def _take(self, number: int, arm: int, cursors: list[int]) -> None:
        price = self._price(number, arm)
        if price is not None:
            kept = arm < len(self.board.groups[number].arms)
            self.places.append((number, arm))
            self.taken.append(self.taken[-1] | (1 << (self.board.starts[number] + arm) if kept else 0))
            self.spent.append(self.spent[-1].plus(price))
            cursors.append(0)

    def _back(self, cursors: list[int]) -> None:
        cursors.pop()
        if self.places:
            self.places.pop()
            self.taken.pop()
            self.spent.pop()

    def _hopeful(self, depth: int) -> bool:
        return self.best is None or self.spent[-1].plus(self.rest[depth]) < self.best[0]

    def _price(self, number: int, arm: int) -> Cost | None:
        """Return what an arm costs beside those taken; None where it is not allowed beside them."""
        group = self.board.groups[number]
        if arm == len(group.arms):
            return own_cost(group, arm)
        hit = self.board.clashes[self.board.starts[number] + arm] & self.taken[-1]
        if self.mode != "least":
            return None if hit or group.arms[arm].rank == INCOMPATIBLE else own_cost(group, arm)
        pairs = sum(min(group.weight, weight) * (hit & arms).bit_count() for weight, arms in self.weights)
        return own_cost(group, arm).plus(Cost(conflicts=pairs))

    def _arms_by_weight(self) -> list[tuple[int, Bits]]:
        """Return for each weight of a group the arms of those groups."""
        arms: dict[int, Bits] = {}
        for number in self.order:
            own = self.board.arms(number)
            weight = self.board.groups[number].weight
            arms[weight] = arms.get(weight, 0) | ((1 << len(own)) - 1) << own.start
        return list(arms.items())

    def _options(self, number: int) -> list[int]:
        group = self.board.groups[number]
        arms = range(len(group.arms) + (self.mode == "replacing"))
        return sorted(arms, key=lambda arm: (own_cost(group, arm), self._clashes_of(number, arm), arm))

    def _turn(self, number: int) -> tuple[bool, int, int]:
        """Order what leaves no choice first: it shows early what the others cost."""
        arms = range(len(self.board.groups[number].arms))
        choice = self.mode != "replacing" and len(arms) > 1
        return choice, -sum(self._clashes_of(number, arm) for arm in arms), number

    def _clashes_of(self, number: int, arm: int) -> int:
        kept = arm < len(self.board.groups[number].arms)
        return self.board.clashes[self.board.starts[number] + arm].bit_count() if kept else 0

    def _least_rest(self) -> list[Cost]:
        """Return for each depth what all later groups cost at least; of two that must clash, one at least conflicts."""
        rest = [FREE]
        unmatched: dict[int, tuple[int, Cost]] = {}
        waiting: Bits = 0
        for number, options in zip(reversed(self.order), reversed(self.options), strict=True):
            own = own_cost(self.board.groups[number], options[0])
            partner = lowest(self.board.must_clash(number) & waiting)
            if partner is not None:
                other, cost = unmatched.pop(partner)
                waiting &= ~(1 << partner)
                least_weight = min(self.board.groups[n].weight for n in (number, other))
                rest.append(rest[-1].minus(cost).plus(Cost(conflicts=least_weight)))
                continue
            rest.append(rest[-1].plus(own))
            arm = self.board.only[number]
            if arm is not None:
                unmatched[arm] = (number, own)
                waiting |= 1 << arm
        return rest[::-1]
