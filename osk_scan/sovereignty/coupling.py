"""How tightly an entity's products hold together, and which alternatives share one."""

from collections.abc import Iterator
from fractions import Fraction

from osk_scan.score import CommonCause
from osk_scan.sovereignty.estate import AndOr, Estate


def coupling(estate: Estate) -> dict[str, Fraction]:
    """Return κ: of the requirement edges of an entity's products, the share that stays within it."""
    inside: dict[str, int] = {}
    total: dict[str, int] = {}
    for product in estate.products.values():
        owner = product.entity.values
        if len(owner) != 1:
            continue
        for needed in sorted({n for group in product.requires for n in group}):
            total[owner[0]] = total.get(owner[0], 0) + 1
            inside[owner[0]] = inside.get(owner[0], 0) + (_owners(estate, needed) == owner)
    return {entity: Fraction(inside[entity], total[entity]) for entity in sorted(total)}


def common_causes(estate: Estate, systems: frozenset[str], products: frozenset[str]) -> tuple[CommonCause, ...]:
    """Return the requirements of these systems and products whose alternatives share a controlling entity."""
    needs: dict[str, AndOr] = {s.id: s.requires for s in estate.systems if s.id in systems}
    needs |= {p: estate.products[p].requires for p in sorted(products)}
    return tuple(cause for needed_by, groups in needs.items() for cause in _shared(estate, needed_by, groups))


def _shared(estate: Estate, needed_by: str, groups: AndOr) -> Iterator[CommonCause]:
    for group in groups:
        owners = [frozenset(_owners(estate, member)) for member in group]
        if len(group) < 2 or not all(owners):
            continue
        for entity in sorted(frozenset.intersection(*owners)):
            certain = all(len(candidates) == 1 for candidates in owners)
            yield CommonCause(needed_by, group, entity, "certain" if certain else "possible")


def _owners(estate: Estate, product: str) -> tuple[str, ...]:
    known = estate.products.get(product)
    return known.entity.values if known else ()
