"""Which arms of a system's licenses clash: each distinct license is asked once against each that claims the work."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from osk_scan.licenses._arms import INCOMPATIBLE, Group, Place, claims_work
from osk_scan.licenses._bits import Bits
from osk_scan.licenses._question import ONE_WORK
from osk_scan.licenses._rows import refusals
from osk_scan.licenses.contexts import Provisioning

MOST_PLACES = 1_000
"""Different licenses in different uses that are compared with one another; real systems have some dozens."""
MOST_ARMS = 4_000
"""Arms of all groups together that are compared."""

Table = NDArray[np.bool_]


class Board(Struct, frozen=True):
    """The groups of a system, their arms numbered one after the other, and which of these clash."""

    groups: tuple[Group, ...]
    starts: tuple[int, ...]
    """The number of each group's first arm, and one more: how many arms there are."""
    clashes: tuple[Bits, ...]
    """Per arm: the arms of other groups that cannot be in one work with it, though each alone could."""
    near: tuple[Bits, ...]
    """Per group: the groups that have clashing arms."""
    only: tuple[int | None, ...]
    """Per group: its one arm that is no conflict by itself; None where there are more or none."""
    without_choice: Bits
    """The arms in `only`."""
    left_out: tuple[int, ...] = ()
    """Groups that were not compared, because there are too many."""

    @property
    def clashing(self) -> bool:
        """Whether anything clashes at all."""
        return any(self.near)

    def must_clash(self, group: int) -> Bits:
        """Return the arms that clash with a group in any case: neither side has another that is no conflict."""
        own = self.only[group]
        return 0 if own is None else self.clashes[own] & self.without_choice

    def arms(self, group: int) -> range:
        """Return the numbers of the arms of one group."""
        return range(self.starts[group], self.starts[group + 1])


def board_of(groups: tuple[Group, ...], provisioning: Provisioning) -> Board:
    """Return the groups with the clashes of arms that are each no conflict by themselves."""
    starts = tuple(accumulate((len(group.arms) for group in groups), initial=0))
    only = tuple(_only(group, start) for group, start in zip(groups, starts, strict=False))
    nothing = Board(groups, starts, (0,) * starts[-1], (0,) * len(groups), only, 0)
    in_work = [number for number, group in enumerate(groups) if group.key[1] in ONE_WORK]
    if not any(arm.claims for number in in_work for arm in groups[number].arms):
        return nothing
    compared, left_out = _compared(groups, in_work)
    numbers = [starts[group] + at for group in compared for at in range(len(groups[group].arms))]
    clash = _clash(groups, compared, provisioning)
    owner = np.repeat(np.array(compared), [len(groups[group].arms) for group in compared])
    clash &= owner[:, None] != owner[None, :]
    if not clash.any():
        return replace(nothing, left_out=left_out)
    first = np.searchsorted(owner, np.array(compared))
    near = np.logical_or.reduceat(np.logical_or.reduceat(clash, first, axis=0), first, axis=1)
    return Board(
        groups,
        starts,
        clashes=_sets(clash, numbers, starts[-1]),
        near=_sets(near, compared, len(groups)),
        only=only,
        without_choice=sum(1 << arm for arm in only if arm is not None),
        left_out=left_out,
    )


def _only(group: Group, start: int) -> int | None:
    fine = [start + at for at, arm in enumerate(group.arms) if arm.rank != INCOMPATIBLE]
    return fine[0] if len(fine) == 1 else None


def _compared(groups: Sequence[Group], in_work: list[int]) -> tuple[list[int], tuple[int, ...]]:
    """Return the groups to compare, in their order: as many as the bounds allow, those of the most components first."""
    places: set[Place] = set()
    arms = 0
    taken, left_out = [], []
    for number in sorted(in_work, key=lambda number: -groups[number].weight):
        own = {place for arm in groups[number].arms for place in arm.places(groups[number].key)}
        if len(places | own) > MOST_PLACES or arms + len(groups[number].arms) > MOST_ARMS:
            left_out.append(number)
            continue
        places |= own
        arms += len(groups[number].arms)
        taken.append(number)
    return sorted(taken), tuple(sorted(left_out))


def _clash(groups: Sequence[Group], compared: list[int], provisioning: Provisioning) -> Table:
    """Return which arms clash: a claim of the one that a license of the other cannot meet.

    Shape: square, one row and column per arm of the groups compared, in their order.
    """
    arms = [(groups[number].key, arm) for number in compared for arm in groups[number].arms]
    fine = [(key, arm) if arm.rank != INCOMPATIBLE else (key, None) for key, arm in arms]
    places = list(dict.fromkeys(place for key, arm in fine if arm for place in arm.places(key)))
    unmet = _unmet(places, provisioning)
    holds = np.zeros((len(arms), len(places)), dtype=np.float32)
    number = {place: at for at, place in enumerate(places)}
    for row, (key, arm) in enumerate(fine):
        holds[row, [number[place] for place in arm.places(key)] if arm else []] = 1
    one_way = holds @ unmet.astype(np.float32) @ holds.T > 0
    both: Table = one_way | one_way.T
    return both


def _unmet(places: list[Place], provisioning: Provisioning) -> Table:
    """Return where a place claims the work and another cannot be in a work under it, nor, if it claims, the reverse."""
    claiming = np.array([claims_work(place, provisioning) for place in places], dtype=np.bool_)
    refused = np.zeros((len(places), len(places)), dtype=np.bool_)
    refused[claiming] = refusals([places[at][0] for at in np.flatnonzero(claiming)], places, provisioning)
    unmet: Table = refused & ~(claiming[None, :] & ~refused.T)
    return unmet


def _sets(table: Table, numbers: Sequence[int], size: int) -> tuple[Bits, ...]:
    """Return the rows of a table as sets of numbers; rows and columns stand for `numbers`, the others are empty."""
    whole = np.zeros((len(numbers), size), dtype=np.bool_)
    whole[:, numbers] = table
    packed = np.packbits(whole, axis=1, bitorder="little")
    rows = dict(zip(numbers, (int.from_bytes(row.tobytes(), "little") for row in packed), strict=True))
    return tuple(rows.get(number, 0) for number in range(size))
