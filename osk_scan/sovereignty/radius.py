"""Failure radii: which systems stop when products fail, in bulk on integer arrays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from osk_scan.sovereignty.estate import Estate
from osk_scan.sovereignty.interval import ZERO, Interval
from osk_scan.sovereignty.local_needs import LocalNeeds
from osk_scan.sovereignty.requirements import Requirements

Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]

_AT_ONCE = 256
"""Failures handled in one array; bounds the memory for very large portfolios."""


@dataclass(frozen=True)
class Stopped:
    """Per set of products that fail: per system, whether it must stop (`lo`) and whether it might (`hi`)."""

    lo: Flags
    hi: Flags


class Landscape:
    """The requirements of one estate, compiled once."""

    def __init__(self, estate: Estate) -> None:
        self._base = {id_: p.base for id_, p in estate.products.items() if p.base}
        local = LocalNeeds(estate)
        needs = {s.id: local.of_system(s) for s in estate.systems}
        self._stand_ins = local.stand_ins
        self.graph = Requirements(
            {p.id: estate.needs_everywhere(p.id) for p in estate.products.values() if p.requires and not p.base}
            | local.requires
        )
        self.weights: Integers = np.array([s.criticality for s in estate.systems], dtype=np.int64)
        groups: dict[tuple[str, ...], int] = {}
        self._system_groups = [
            [groups.setdefault(tuple(sorted(set(group))), len(groups)) for group in needs[system.id] if group]
            for system in estate.systems
        ]
        self._groups = tuple(groups)
        self._column = {p: i for i, p in enumerate(dict.fromkeys(p for group in groups for p in group))}
        self.needed = frozenset(self.graph.names).union(self._stand_ins, *self._groups)
        """Products that something requires or that require something: no other stops anything."""

    def stopped(self, failures: Sequence[Iterable[str]]) -> Stopped:
        """Return which systems stop for each set of failing products, one row per set."""
        started = [self._with_stand_ins({self._base.get(p, p) for p in products}) for products in failures]
        lo = [self.graph.fail(products) for products in started]
        hi = [self.graph.reach(products) for products in started]
        return Stopped(self._systems(lo, every=True), self._systems(hi, every=False))

    def _with_stand_ins(self, products: set[str]) -> set[str]:
        """A product fails on every machine that it is installed on."""
        return products.union(*(self._stand_ins[p] for p in products if p in self._stand_ins))

    def _systems(self, down: Sequence[set[str]], *, every: bool) -> Flags:
        rows = np.zeros((len(down), len(self._system_groups)), dtype=np.bool_)
        owners = np.array([i for i, groups in enumerate(self._system_groups) if groups], dtype=np.int64)
        if not len(owners):
            return rows
        within = np.logical_and if every else np.logical_or
        members, group_starts = _laid_flat([[self._column[p] for p in group] for group in self._groups])
        flat, system_starts = _laid_flat([groups for groups in self._system_groups if groups])
        for first in range(0, len(down), _AT_ONCE):
            failed = self._columns(down[first : first + _AT_ONCE])
            groups = within.reduceat(failed[:, members], group_starts, axis=1)
            stopped = np.logical_or.reduceat(groups[:, flat], system_starts, axis=1)
            rows[first : first + len(failed), owners] = stopped
        return rows

    def _columns(self, down: Sequence[set[str]]) -> Flags:
        failed = np.zeros((len(down), len(self._column)), dtype=np.bool_)
        for row, products in enumerate(down):
            failed[row, [self._column[p] for p in products if p in self._column]] = True
        return failed


def _laid_flat(lists: Sequence[Sequence[int]]) -> tuple[Integers, Integers]:
    """Return non-empty lists one after another, and where each begins."""
    flat = np.array([number for numbers in lists for number in numbers], dtype=np.int64)
    return flat, np.cumsum([0, *(len(numbers) for numbers in lists)][:-1], dtype=np.int64)


class Radii:
    """B of sets of products within a scope: the stopped systems' share of all criticality."""

    def __init__(self, stopped: Stopped, weights: Integers, scope: Integers) -> None:
        own = weights[scope]
        self._total = int(own.sum())
        self._lo = (stopped.lo[:, scope] @ own).tolist()
        self._hi = (stopped.hi[:, scope] @ own).tolist()

    def __getitem__(self, row: int) -> Interval:
        """Return B of the set in `row`: AND/OR at least, plain reachability at most."""
        if not self._total:
            return Interval(ZERO, ZERO)
        lo, hi = Fraction(self._lo[row], self._total), Fraction(self._hi[row], self._total)
        return Interval(lo, hi, "exact" if lo == hi else "outer")


def controlled(estate: Estate, *, possibly: bool) -> Mapping[str, tuple[str, ...]]:
    """Return what each entity controls for certain, or might control; "" stands for one that nobody knows yet."""
    owned: dict[str, list[str]] = {entity: [] for entity in sorted(estate.entities)}
    if possibly:
        owned[""] = []
    for product in sorted(estate.products):
        candidates = estate.products[product].entity.values
        if possibly:
            for entity in candidates or owned:
                owned[entity].append(product)
        elif len(candidates) == 1:
            owned[candidates[0]].append(product)
    return {entity: tuple(products) for entity, products in owned.items()}
