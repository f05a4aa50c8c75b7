"""The failure radius when one more product's entity is known: which systems an entity could still stop at worst."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from osk_scan.sovereignty.estate import Estate
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
    def _suspects(self) -> Mapping[str, frozenset[str]]:
        """What each suspect might control and something requires."""
        estate, needed = self.scope.estate, self.failed.of.products.keys()
        return {entity: frozenset(p for p in _may_control(estate, entity) if p in needed) for entity in self._names}

    @property
    def _names(self) -> tuple[str, ...]:
        return self.failed.of.suspects

    @cached_property
    def _worst(self) -> dict[str, Fraction]:
        return {entity: self._radius(products) for entity, products in self._suspects.items()}

    @cached_property
    def _asked(self) -> dict[str, dict[str, Fraction]]:
        return {}

    def telling_entities(self, product: str) -> frozenset[str]:
        """Return one entity that narrows D6 least and one that narrows it most if it controls `product`."""
        by = self._narrowings(product)
        ranked = sorted(by, key=lambda entity: (by[entity], entity))
        return frozenset((*ranked[:1], *ranked[-1:]))

    def narrowed(self, product: str, entity: str) -> Fraction:
        """Return by how much D6's cautious interval shrinks, at least, if `entity` is known to control `product`."""
        return self._narrowings(product).get(entity, ZERO)

    def _narrowings(self, product: str) -> dict[str, Fraction]:
        if product not in self.failed.of.products:
            return {}
        if product not in self._asked:
            self._asked[product] = self._ask(product)
        return self._asked[product]

    def _ask(self, product: str) -> dict[str, Fraction]:
        lo, hi = self._base
        without = {entity: self._without(entity, product) for entity in self._names}
        first, *others = sorted(self._names, key=lambda entity: -without[entity])
        found = {}
        for entity in self._names:
            rest = without[others[0]] if entity == first and others else without[first] if entity != first else ZERO
            top = max(rest, self._radius(self._suspects[entity] | {product}), lo)
            found[entity] = (hi - lo) - (top - max(lo, self._certain(product, entity)))
        return found

    def _without(self, suspect: str, product: str) -> Fraction:
        left = self._suspects[suspect]
        return self._radius(left - {product}) if product in left else self._worst[suspect]

    def _certain(self, product: str, entity: str) -> Fraction:
        """Return what must stop if both `entity` as known and `product` fail; AND groups across them only add to it."""
        stopped = self.failed.of.by_product.lo[self.failed.of.products[product], self.scope.rows]
        if entity in self.failed.of.owned:
            stopped = stopped | self.failed.of.by_entity.lo[self.failed.of.entities.index(entity), self.scope.rows]
        return self._share(stopped)

    def _radius(self, products: frozenset[str]) -> Fraction:
        rows = [self.failed.of.products[p] for p in sorted(products)]
        return self._share(np.logical_or.reduce(self._reached[rows], axis=0)) if rows else ZERO

    def _share(self, stopped: Flags) -> Fraction:
        total = int(self._weights.sum())
        return Fraction(int(self._weights[stopped].sum()), total) if total else ZERO


def _may_control(estate: Estate, entity: str) -> list[str]:
    return [p.id for p in estate.products.values() if not p.entity.values or entity in p.entity.values]
