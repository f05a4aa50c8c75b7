"""Everything that can fail in an estate, closed once and weighed per scope: products, entities, what they might own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from osk_scan.indicator import Group
from osk_scan.score import VendorRadius
from osk_scan.sovereignty.coupling import Coupling
from osk_scan.sovereignty.estate import Estate
from osk_scan.sovereignty.indicators import Measured
from osk_scan.sovereignty.interval import ZERO, Interval, as_range
from osk_scan.sovereignty.radius import Landscape, Radii, Stopped, controlled
from osk_scan.sovereignty.scope import Scope


@dataclass(frozen=True)
class Failures:
    """Which systems stop for each product, for each entity as known, and for each entity at worst."""

    products: dict[str, int]
    """Row of each product that something requires."""
    entities: tuple[str, ...]
    suspects: tuple[str, ...]
    """Entities and, as "", one that nobody knows yet."""
    owned: Mapping[str, tuple[str, ...]]
    by_product: Stopped
    by_entity: Stopped
    by_suspect: Stopped
    landscape: Landscape
    candidates_disputed: bool
    """Some product has several candidate entities, so the ends need not be reached together."""


def failures(estate: Estate) -> Failures:
    """Close every failure that the method asks about."""
    landscape = Landscape(estate)
    products = {p: i for i, p in enumerate(p for p in sorted(estate.products) if estate.base(p) in landscape.needed)}
    owned, suspected = controlled(estate, possibly=False), controlled(estate, possibly=True)
    return Failures(
        products=products,
        entities=tuple(owned),
        suspects=tuple(suspected),
        owned=owned,
        by_product=landscape.stopped([(p,) for p in products]),
        by_entity=landscape.stopped(list(owned.values())),
        by_suspect=landscape.stopped(list(suspected.values())),
        landscape=landscape,
        candidates_disputed=any(len(p.entity.values) > 1 for p in estate.products.values()),
    )


@dataclass(frozen=True)
class ScopedFailures:
    """The radii of one scope."""

    of: Failures
    products: Radii
    entities: Radii
    suspects: Radii

    def product(self, product: str) -> Interval:
        """Return B of one product; nothing hangs on what nothing requires."""
        row = self.of.products.get(product)
        return Interval(ZERO, ZERO) if row is None else self.products[row]


def within(found: Failures, scope: Scope) -> ScopedFailures:
    """Weigh the failures by the systems of `scope`."""
    weights = found.landscape.weights
    return ScopedFailures(
        found,
        Radii(found.by_product, weights, scope.rows),
        Radii(found.by_entity, weights, scope.rows),
        Radii(found.by_suspect, weights, scope.rows),
    )


def vendor_radii(failed: ScopedFailures, scope: Scope, kappa: Coupling) -> tuple[VendorRadius, ...]:
    """Return B(v) of every entity that controls something in the scope, or is among the candidates; largest first.

    Whoever could own only what nobody knows the owner of is not listed: that could be anyone.
    """
    suspect = {entity: i for i, entity in enumerate(failed.of.suspects)}
    disputed = _disputed(failed, scope)
    found = []
    for row, entity in enumerate(failed.of.entities):
        products = tuple(p for p in failed.of.owned[entity] if p in scope.counts)
        radius, worst = failed.entities[row], failed.suspects[suspect[entity]]
        if products or radius.hi or entity in disputed:
            possible_kappa = kappa.possible.get(entity)
            found.append(
                VendorRadius(
                    entity=entity,
                    name=scope.estate.entities[entity].name,
                    radius=as_range(Interval(radius.lo, radius.hi, "at-least")),
                    possible=as_range(Interval(radius.lo, worst.hi, "exact" if worst.hi == radius.lo else "outer")),
                    coupling=str(kappa.known[entity]) if entity in kappa.known else None,
                    products=products,
                    possible_products=tuple(disputed.get(entity, ())),
                    coupling_possible=as_range(possible_kappa) if possible_kappa else None,
                )
            )
    return tuple(sorted(found, key=lambda v: (-v.radius.low, -v.possible.high, v.entity)))


def _disputed(failed: ScopedFailures, scope: Scope) -> dict[str, list[str]]:
    """Return by candidate what is installed, or stops something, in the scope and has several candidates."""
    found: dict[str, list[str]] = {}
    for id_ in sorted(scope.estate.products):
        candidates = scope.estate.products[id_].entity.values
        if len(candidates) > 1 and (id_ in scope.counts or failed.product(id_).hi):
            for entity in candidates:
                found.setdefault(entity, []).append(id_)
    return found


def largest_radius(failed: ScopedFailures, scope: Scope) -> Measured:
    """Return D6: from known control, and cautiously with everything that an entity might control.

    Every product is controlled by somebody, so no completion lies below the largest radius of a single product.
    """
    known = [failed.entities[row] for row in range(len(failed.of.entities))]
    single = [failed.products[row] for row in range(len(failed.of.products))]
    worst = [failed.suspects[row] for row in range(len(failed.of.suspects))]
    lo = max((b.lo for b in (*known, *single)), default=ZERO)
    hi = max((b.hi for b in (*known, *single)), default=ZERO)
    top = max((b.hi for b in worst), default=ZERO)
    reached = top == max((b.lo for b in worst), default=ZERO) and not failed.of.candidates_disputed
    cautious = Interval(lo, max(hi, top), "exact" if reached or lo == top else "outer")
    return Measured(Interval(lo, hi, "at-least"), len(scope.systems), _told(failed, scope), cautious=cautious)


def _told(failed: ScopedFailures, scope: Scope) -> tuple[Group, ...]:
    """Return what stops some system, largest first: entities, and products of which nobody knows the entity."""
    owners = [(failed.entities[row], id_, failed.of.by_entity.lo[row]) for row, id_ in enumerate(failed.of.entities)]
    orphans = [(failed.products[row], id_, failed.of.by_product.lo[row]) for id_, row in _unowned(failed, scope)]
    rows = sorted((row for row in (*owners, *orphans) if row[0].hi), key=lambda row: (-row[0].lo, -row[0].hi, row[1]))
    return tuple(
        Group(str(radius.lo), str(radius.hi), int(stopped[scope.rows].sum()), (id_,)) for radius, id_, stopped in rows
    )


def _unowned(failed: ScopedFailures, scope: Scope) -> Iterator[tuple[str, int]]:
    """Yield the products without one known entity that may stop something; a release where one is installed."""
    estate = scope.estate
    as_releases = {estate.base(id_) for id_ in scope.counts} - scope.counts.keys()
    for id_, row in failed.of.products.items():
        stands_for_itself = id_ in scope.counts or (not estate.products[id_].base and id_ not in as_releases)
        if stands_for_itself and not estate.products[id_].entity.known:
            yield id_, row
