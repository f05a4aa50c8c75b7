"""The failure radius when one more product's entity is known: which systems an entity could still stop at worst."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from osk_scan.sovereignty.failures import ScopedFailures, largest_radius
from osk_scan.sovereignty.interval import ZERO
from osk_scan.sovereignty.radius import Flags, Integers
from osk_scan.sovereignty.scope import Scope


@dataclass(frozen=True)
class Suspicion:
    """D6's cautious interval, recomputed by union of what single products reach: exact, as reachability is a union."""

    scope: Scope
    failed: ScopedFailures

    @cached_property
    def _base(self) -> tuple[Fraction, Fraction]:
        cautious = largest_radius(self.failed, self.scope).cautious
        return (cautious.lo, cautious.hi) if cautious else (ZERO, ZERO)

    @cached_property
    def _weights(self) -> Integers:
        return self.failed.of.landscape.weights[self.scope.rows]

    @cached_property
    def _reached(self) -> Flags:
        return self.failed.of.by_product.hi[:, self.scope.rows]

    @cached_property
    def _membership(self) -> Flags:
        """Per suspect and product that something requires: whether the one might control the other."""
        products = [self.scope.estate.products[p].entity.values for p in self.failed.of.products]
        rows = [[not owners or entity in owners for owners in products] for entity in self.failed.of.suspects]
        return np.array(rows, dtype=np.bool_)

    @cached_property
    def _ways(self) -> Integers:
        """Per suspect and system: through how many of its products it could stop it."""
        return self._membership.astype(np.int64) @ self._reached.astype(np.int64)

    @cached_property
    def _certain(self) -> Flags:
        """Per suspect and system: whether it must stop when the suspect, as known, fails."""
        stranger = np.zeros((1, len(self.scope.rows)), dtype=np.bool_)
        return np.concatenate([self.failed.of.by_entity.lo[:, self.scope.rows], stranger])

    @cached_property
    def _asked(self) -> dict[str, dict[str, Fraction]]:
        return {}

    def stake(self, product: str) -> str:
        """Return the product's id if the radius may depend on it, else nothing."""
        return product if product in self.failed.of.products else ""

    def extremes(self, product: str, entities: tuple[str, ...]) -> tuple[str, ...]:
        """Return of `entities` the one that narrows D6 least and the one that narrows it most if it has `product`."""
        by = self._narrowings(product)
        if not by:
            return entities[:1]
        least, most = (end(entities, key=lambda entity: by.get(entity, ZERO)) for end in (min, max))
        return (least,) if by.get(least) == by.get(most) else (least, most)

    def narrowed(self, product: str, entity: str) -> Fraction:
        """Return by how much D6's cautious interval shrinks, at least, if `entity` is known to control `product`."""
        return self._narrowings(product).get(entity, ZERO)

    def _narrowings(self, product: str) -> dict[str, Fraction]:
        if product not in self.failed.of.products or not self._total:
            return {}
        if product not in self._asked:
            self._asked[product] = self._ask(self.failed.of.products[product])
        return self._asked[product]

    @cached_property
    def _total(self) -> int:
        return int(self._weights.sum())

    def _ask(self, row: int) -> dict[str, Fraction]:
        """Take each suspect in turn: it has the product for certain, and no other suspect might have it."""
        lo, hi = self._base
        without = (self._ways - np.outer(self._membership[:, row], self._reached[row])) > 0
        others = (without @ self._weights).tolist()
        mine = ((without | self._reached[row]) @ self._weights).tolist()
        # What must stop if both fail; an AND across the two can only add to it, so the narrowing is a lower bound.
        must = ((self._certain | self.failed.of.by_product.lo[row, self.scope.rows]) @ self._weights).tolist()
        ranked = sorted(others, reverse=True)
        found = {}
        for i, entity in enumerate(self.failed.of.suspects):
            rest = ranked[1:2] if others[i] == ranked[0] else ranked[:1]
            top = max(Fraction(max(mine[i], *rest, 0), self._total), lo)
            found[entity] = (hi - lo) - (top - max(lo, Fraction(must[i], self._total)))
        return found
