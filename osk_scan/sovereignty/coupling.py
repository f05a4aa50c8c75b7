"""How tightly an entity's products hold together, and which alternatives share one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from osk_scan.score import CommonCause
from osk_scan.sovereignty.conditional import Stake, conditional_share
from osk_scan.sovereignty.estate import AndOr, Estate
from osk_scan.sovereignty.interval import Interval


@dataclass(frozen=True)
class Coupling:
    """κ of every entity: of the requirement edges of its products, the share that stays within it."""

    known: Mapping[str, Fraction]
    """From what it is known to control; entities whose products require nothing are left out."""
    possible: Mapping[str, Interval]
    """With everything it might control; one that could have no edge at all may also have no κ."""

    def reaches(self, entity: str, threshold: Fraction) -> bool | None:
        """Tell whether κ is at or above `threshold`; None: that depends on what is not known."""
        possible = self.possible.get(entity)
        if possible is None or possible.hi < threshold:
            return False
        return True if possible.lo >= threshold and entity in self.known else None


def coupling(estate: Estate) -> Coupling:
    """Return κ of every entity, as known and at its ends.

    Each edge is taken by itself, so the ends enclose all completions and need not be reached together.
    """
    edges = _edges(estate)
    stakes: dict[str, list[Stake]] = {}
    for owners, needed in edges:
        for entity in owners or tuple(estate.entities):
            stakes.setdefault(entity, []).append(_stake(entity, owners, needed))
    known: dict[str, list[bool]] = {}
    for owners, needed in edges:
        if len(owners) == 1:
            known.setdefault(owners[0], []).append(needed == owners)
    ends = {entity: conditional_share(found) for entity, found in sorted(stakes.items())}
    return Coupling(
        {entity: Fraction(sum(inside), len(inside)) for entity, inside in sorted(known.items())},
        {entity: interval.outer() for entity, interval in ends.items() if interval},
    )


_Edge = tuple[tuple[str, ...], tuple[str, ...]]
"""Possible owners of a product, and of one that it requires; none: anyone. Releases share those of their product."""


def _edges(estate: Estate) -> list[_Edge]:
    return [
        (product.entity.values, _owners(estate, needed))
        for product in estate.products.values()
        if not product.base
        for needed in sorted({n for group in product.requires for n in group})
    ]


def _stake(entity: str, owners: tuple[str, ...], needed: tuple[str, ...]) -> Stake:
    return Stake(
        weight=1,
        may_leave=owners != (entity,),
        may_fail=needed != (entity,),
        may_count=not needed or entity in needed,
    )


def common_causes(estate: Estate, systems: frozenset[str], products: frozenset[str]) -> tuple[CommonCause, ...]:
    """Return the requirements of these systems and products whose alternatives share a controlling entity.

    An alternative of which nobody knows the entity might share that of the others; where none is known, none is named.
    """
    needs: dict[str, AndOr] = {s.id: s.requires for s in estate.systems if s.id in systems}
    needs |= {p: estate.products[p].requires for p in sorted(products)}
    return tuple(cause for needed_by, groups in needs.items() for cause in _shared(estate, needed_by, groups))


def _shared(estate: Estate, needed_by: str, groups: AndOr) -> Iterator[CommonCause]:
    for group in groups:
        owners = [_owners(estate, member) for member in group]
        stated = [frozenset(candidates) for candidates in owners if candidates]
        if len(group) < 2 or not stated:
            continue
        certain = all(len(candidates) == 1 for candidates in owners)
        for entity in sorted(frozenset.intersection(*stated)):
            yield CommonCause(needed_by, group, entity, "certain" if certain else "possible")


def _owners(estate: Estate, product: str) -> tuple[str, ...]:
    known = estate.products.get(product)
    return known.entity.values if known else ()
