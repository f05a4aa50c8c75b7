"""Look back at inventories: what is kept of each system, and what changed between two of them."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.store.database import Database
from osk_scan.store.history import (
    KeptComponent,
    KeptInventory,
    KeptSystem,
    kept_components,
    kept_inventories,
    kept_systems,
)


class Changed(Struct, frozen=True):
    """A package that both inventories have, in another version or with other licenses declared."""

    before: KeptComponent
    after: KeptComponent


class Difference(Struct, frozen=True):
    """What one inventory has and the other has not; by package."""

    came: tuple[KeptComponent, ...]
    went: tuple[KeptComponent, ...]
    changed: tuple[Changed, ...]
    same: int


def list_systems(db: Database, agency: str | None = None) -> tuple[KeptSystem, ...]:
    """Return the systems of one agency, or of all, with what is kept of them."""
    return kept_systems(db, agency)


def inventories_of(db: Database, system: int, agency: str | None = None) -> tuple[KeptInventory, ...]:
    """Return the inventories of a system, newest first; none where it is another agency's."""
    return kept_inventories(db, agency, system=system)


def inventory_numbered(db: Database, number: int, agency: str | None = None) -> KeptInventory:
    """Return one inventory.

    Raises:
        InvalidRequest: where there is none, or it is another agency's.
    """
    found = kept_inventories(db, agency, number=number)
    if not found:
        raise InvalidRequest(f"inventory {number}", "there is none of this number", "take one from a system's page")
    return found[0]


def components_of(
    db: Database, inventory: KeptInventory, wanted: str = "", after: int = -1, limit: int = -1
) -> Iterator[KeptComponent]:
    """Yield the components of an inventory in the document's order; `wanted` is part of name or package."""
    return kept_components(db, inventory.number, wanted, after, limit)


def difference(db: Database, old: KeptInventory, new: KeptInventory) -> Difference:
    """Return what changed from `old` to `new`; each sorted by package.

    A package in several versions is compared version by version; what is left over came or went.
    """
    before, after = _by_stem(components_of(db, old)), _by_stem(components_of(db, new))
    came: list[KeptComponent] = []
    went: list[KeptComponent] = []
    changed: list[Changed] = []
    same = 0
    for stem in sorted(before.keys() | after.keys()):
        had, has = before.get(stem, {}), after.get(stem, {})
        both = had.keys() & has.keys()
        relicensed = [Changed(had[key], has[key]) for key in sorted(both) if had[key].declared != has[key].declared]
        same += len(both) - len(relicensed)
        left = [had[key] for key in sorted(had.keys() - both)]
        new_ones = [has[key] for key in sorted(has.keys() - both)]
        pairs = min(len(left), len(new_ones))
        changed += [*relicensed, *map(Changed, left[:pairs], new_ones[:pairs])]
        went += left[pairs:]
        came += new_ones[pairs:]
    return Difference(tuple(came), tuple(went), tuple(changed), same)


def _by_stem(components: Iterable[KeptComponent]) -> dict[str, dict[str, KeptComponent]]:
    found: dict[str, dict[str, KeptComponent]] = {}
    for component in components:
        found.setdefault(component.stem, {}).setdefault(component.package, component)
    return found
