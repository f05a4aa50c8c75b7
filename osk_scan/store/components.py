"""Look single components up: where in which document they stand, and where a package is used."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from osk_scan.store.database import Database


class Place(Struct, frozen=True):
    """One component's place: the document and the address in it."""

    inventory: int
    position: int
    document: str
    where: str


class Use(Struct, frozen=True):
    """One component that stands for a package."""

    agency: str
    system: str
    source: str
    place: Place


def places(db: Database, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Place]:
    """Return the places of components, by (inventory, position)."""
    statement = (
        "SELECT inventory, position, document_name, place FROM component JOIN inventory ON inventory.id = inventory"
        " WHERE inventory = ? AND position = ?"
    )
    found = (db.execute(statement, pair).fetchone() for pair in sorted(set(wanted)))
    return {(row[0], row[1]): Place(*row) for row in found}


def uses(db: Database, package_key: str, inventories: Iterable[int]) -> Iterator[Use]:
    """Yield where a package, or any version of it, is used in the given inventories, by agency and system."""
    counting = set(inventories)
    rows = db.execute(
        "SELECT agency.name, system.name, source.name, inventory.id, position, document_name, place FROM component"
        " JOIN package ON package.id = package JOIN inventory ON inventory.id = inventory"
        " JOIN source ON source.id = inventory.source JOIN system ON system.id = source.system"
        " JOIN agency ON agency.id = system.agency"
        " WHERE package.key >= ?1 AND package.key < ?1 || 'A' AND (package.key = ?1 OR package.stem = ?1)"
        " ORDER BY agency.name, system.name, source.name, position",
        (package_key,),
    )
    for agency, system, source, inventory, position, document, where in rows:
        if inventory in counting:
            yield Use(agency, system, source, Place(inventory, position, document, where))
