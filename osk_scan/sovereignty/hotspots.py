"""Hotspots: products whose failure stops much and that are hard to leave, or open and poorly kept up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

import numpy as np

from osk_scan.score import ExitHint, Flags, Hotspot
from osk_scan.sovereignty import shares, support
from osk_scan.sovereignty.coupling import Coupling
from osk_scan.sovereignty.decisions import Agreements, agreements_of, next_decision
from osk_scan.sovereignty.estate import ProductFacts
from osk_scan.sovereignty.failures import ScopedFailures
from osk_scan.sovereignty.interval import Interval, as_range
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.scope import Scope

HotspotKind = Literal["lock-in", "criticality"]

_SYSTEMS_NAMED = 20
_MOST_VITAL = 3


@dataclass(frozen=True)
class Background:
    """What is the same for all scopes of a run."""

    method: Method
    as_of: date
    coupling: Coupling
    leaves_with: Mapping[str, tuple[str, ...]]
    exits: Callable[[ProductFacts], tuple[ExitHint, ...]]


def lock_in(product: ProductFacts, radius: Interval) -> Interval:
    """Return H = B · (1 - σ) · [not OSI]."""
    not_osi = Interval(*shares.open_source(product)).complement
    return radius.times(Interval(*shares.replaceability(product)).complement).times(not_osi)


def criticality(product: ProductFacts, radius: Interval) -> Interval:
    """Return K = B · (1 - vitality / 3) · [OSI]."""
    levels = [int(v) for v in product.possible("vitality")]
    neglect = Interval(1 - Fraction(max(levels), _MOST_VITAL), 1 - Fraction(min(levels), _MOST_VITAL))
    return radius.times(neglect).times(Interval(*shares.open_source(product)))


def hotspots(scope: Scope, failed: ScopedFailures, background: Background) -> tuple[Hotspot, ...]:
    """Return lock-in hotspots, then criticality hotspots, each by (lower end, upper end, name)."""
    products = [h.product for h in scope.holdings]
    closed = [(p, lock_in(p, failed.product(p.id))) for p in products if not p.must_be_osi]
    open_ = [(p, criticality(p, failed.product(p.id))) for p in products if p.may_be_osi]
    agreed = agreements_of(scope)
    kinds: tuple[tuple[HotspotKind, list[tuple[ProductFacts, Interval]]], ...]
    kinds = (("lock-in", closed), ("criticality", open_))
    return tuple(
        _hotspot(kind, product, value, scope, failed, background, agreed.get(product.base or product.id))
        for kind, rows in kinds
        for product, value in _listed(rows, background.method)
    )


def _listed(rows: Iterable[tuple[ProductFacts, Interval]], method: Method) -> list[tuple[ProductFacts, Interval]]:
    """Everything at or possibly above the threshold, and below it as many as the method lists."""
    ranked = sorted(rows, key=lambda row: (-row[1].lo, -row[1].hi, row[0].name, row[0].id))
    above = sum(value.hi >= method.theta for _, value in ranked)
    return [row for i, row in enumerate(ranked) if row[1].hi >= method.theta or i < max(above, method.listed)]


def _hotspot(
    kind: HotspotKind,
    product: ProductFacts,
    value: Interval,
    scope: Scope,
    failed: ScopedFailures,
    background: Background,
    agreed: Agreements | None,
) -> Hotspot:
    count, theta = scope.counts[product.id], background.method.theta
    stopped = _stopped(product.id, scope, failed)
    listed = value.hi >= theta
    return Hotspot(
        kind=kind,
        product=product.id,
        name=product.name,
        state="certain" if value.lo >= theta else "possible" if listed else "below",
        threshold=str(theta),
        installations=count,
        share=str(Fraction(count, sum(scope.counts.values()))),
        radius=as_range(failed.product(product.id)),
        value=as_range(value),
        flags=_flags(product, scope, background),
        systems=stopped[:_SYSTEMS_NAMED],
        systems_stopped=len(stopped),
        leaves_with=background.leaves_with.get(product.base or product.id, ()),
        installed_on=len(scope.systems_with[product.id]),
        exits=background.exits(product) if listed and kind == "lock-in" else (),
        next_decision=next_decision(product, agreed, background.as_of),
        cost_per_year=str(agreed.cost) if agreed and agreed.cost is not None else None,
    )


def _stopped(product: str, scope: Scope, failed: ScopedFailures) -> tuple[str, ...]:
    row = failed.of.products.get(product)
    if row is None:
        return ()
    hit = np.flatnonzero(failed.of.by_product.lo[row, scope.rows])
    return tuple(sorted(scope.systems[int(i)].name for i in hit))


def _flags(product: ProductFacts, scope: Scope, background: Background) -> Flags:
    possible = support.statuses(product, background.as_of)
    leaving = support.ENDING | support.EXTENDED | support.EXPIRED
    seats = [
        shares.abroad(scope.estate.entities[e].jurisdiction.values, background.method.home)
        for e in product.entity.values
    ] or [(Fraction(0), Fraction(1))]
    return Flags(
        support_ends_within_12_months=_decided(possible, leaving),
        third_country_control=_settled(min(lo for lo, _ in seats), max(hi for _, hi in seats)),
        cloud_tethered=_decided(product.possible("deployment"), shares.CLOUD_MODES),
        relicensable=True if product.relicensed else _decided(product.possible("licence"), frozenset({"osi_single"})),
        closed_formats=_decided(product.possible("formats"), frozenset({"0"})),
        coupled=_coupled(product, background),
    )


def _coupled(product: ProductFacts, background: Background) -> bool | None:
    if len(product.entity.values) != 1:
        return None
    return background.coupling.reaches(product.entity.values[0], Fraction(background.method.coupling_threshold))


def _decided(possible: Iterable[str], wanted: frozenset[str]) -> bool | None:
    hits = {value in wanted for value in possible}
    return hits.pop() if len(hits) == 1 else None


def _settled(lo: Fraction, hi: Fraction) -> bool | None:
    return bool(lo) if lo == hi else None
