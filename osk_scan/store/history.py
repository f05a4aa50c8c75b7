"""Look back at what is kept: the inventories of systems, newest first, and what each of them lists."""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from osk_scan.model import Context, Kind, System
from osk_scan.portfolio import Basis
from osk_scan.receipt import Counts
from osk_scan.store.asked import asked
from osk_scan.store.database import Database


class KeptSystem(Struct, frozen=True):
    """A system and what is kept of it."""

    system: System
    sources: int
    inventories: int
    components: int
    """In the newest inventory of each source."""
    received_at: str | None
    """Of the newest inventory."""


class KeptInventory(Struct, frozen=True, kw_only=True):
    """One inventory without its components."""

    number: int
    system: System
    source: str
    document: str
    sha256: str
    received_at: str
    format: str
    spec_version: str | None
    edges_known: bool
    counts: Counts
    counting: bool
    """It is the newest of its source."""


class KeptComponent(Struct, frozen=True, kw_only=True):
    """One component as the document describes it."""

    position: int
    name: str
    version: str | None
    vendor: str | None
    package: str
    """Canonical purl, or the key of vendor and product."""
    stem: str
    """The package without its version."""
    declared: tuple[str, ...] | None
    concluded: tuple[str, ...] | None
    kind: Kind
    installations: int
    where: str


def kept_systems(db: Database, agency: str | None = None) -> tuple[KeptSystem, ...]:
    """Return the systems of one agency, or of all, in the order of agency and name."""
    rows = db.execute(
        "SELECT system.id, agency.name, system.name, context, outbound, count(DISTINCT source.id), count(inventory.id),"
        " coalesce(sum(CASE WHEN inventory.id = newest.id THEN stored END), 0), max(received_at) FROM system"
        " JOIN agency ON agency.id = system.agency LEFT JOIN source ON source.system = system.id"
        " LEFT JOIN inventory ON inventory.source = source.id"
        " LEFT JOIN (SELECT source, max(id) AS id FROM inventory GROUP BY source) AS newest"
        " ON newest.source = source.id"
        " WHERE ?1 IS NULL OR agency.name = ?1 GROUP BY system.id ORDER BY agency.name, system.name",
        (agency,),
    )
    return tuple(KeptSystem(_system(row[:5]), *row[5:]) for row in rows)


def system_names(db: Database, agency: str | None = None) -> tuple[str, ...]:
    """Return the names of the systems of one agency, or of all, each once, sorted."""
    rows = db.execute(
        "SELECT DISTINCT system.name FROM system JOIN agency ON agency.id = system.agency"
        " WHERE ?1 IS NULL OR agency.name = ?1 ORDER BY 1",
        (agency,),
    )
    return tuple(name for (name,) in rows)


def agency_names(db: Database) -> tuple[str, ...]:
    """Return the names of the agencies that have systems, sorted."""
    rows = db.execute("SELECT name FROM agency WHERE id IN (SELECT agency FROM system) ORDER BY 1")
    return tuple(name for (name,) in rows)


def components_in(db: Database, basis: Basis) -> int:
    """Return how many components the inventories of an assessment list."""
    numbers = msgspec.json.encode([number for _, number in basis.inventories]).decode()
    (found,) = db.execute(
        "SELECT coalesce(sum(stored), 0) FROM inventory WHERE id IN (SELECT value FROM json_each(?))", (numbers,)
    ).fetchone()
    return int(found)


def kept_inventories(
    db: Database, agency: str | None, system: int | None = None, number: int | None = None
) -> tuple[KeptInventory, ...]:
    """Return inventories, newest first: of one system, or the one of this number; only the agency's own."""
    condition, values = asked({"agency.name = ?": agency, "system.id = ?": system, "inventory.id = ?": number})
    rows = db.execute(
        "SELECT inventory.id, system.id, agency.name, system.name, context, outbound, source.name, document_name,"
        " sha256, received_at, format, spec_version, edges_known, found, stored, merged, quarantined, folded,"
        " dependencies, dangling,"
        " inventory.id = (SELECT max(other.id) FROM inventory AS other WHERE other.source = source.id)"
        " FROM inventory JOIN document ON document.id = inventory.document JOIN source ON source.id = inventory.source"
        " JOIN system ON system.id = source.system JOIN agency ON agency.id = system.agency"
        f" WHERE {condition} ORDER BY inventory.id DESC",
        (*values,),
    )
    return tuple(_inventory(row) for row in rows)


def kept_components(
    db: Database, inventory: int, wanted: str = "", after: int = -1, limit: int = -1
) -> Iterator[KeptComponent]:
    """Yield the components of an inventory in its order; `wanted` is part of the name or the package's key."""
    rows = db.execute(
        "SELECT position, name.text, version.text, component_vendor.text, key, stem, declared.claims,"
        " concluded.claims, kind, installations, place FROM component JOIN package ON package.id = package"
        " JOIN name ON name.id = component.name LEFT JOIN name AS version ON version.id = component.version"
        " LEFT JOIN name AS component_vendor ON component_vendor.id = component.vendor"
        " JOIN license_text AS declared ON declared.id = component.declared"
        " JOIN license_text AS concluded ON concluded.id = component.concluded WHERE inventory = ?1 AND position > ?2"
        " AND (?3 = '' OR instr(lower(name.text), lower(?3)) OR instr(lower(key), lower(?3)))"
        " ORDER BY position LIMIT ?4",
        (inventory, after, wanted, limit),
    )
    for row in rows:
        yield KeptComponent(
            position=row[0],
            name=row[1],
            version=row[2],
            vendor=row[3],
            package=row[4],
            stem=row[5],
            declared=_claims(row[6]),
            concluded=_claims(row[7]),
            kind=Kind(row[8]),
            installations=row[9],
            where=row[10],
        )


def _system(row: tuple[Any, ...]) -> System:
    return System(row[0], row[1], row[2], Context(row[3]), row[4])


def _inventory(row: tuple[Any, ...]) -> KeptInventory:
    return KeptInventory(
        number=row[0],
        system=_system(row[1:6]),
        source=row[6],
        document=row[7],
        sha256=row[8],
        received_at=row[9],
        format=row[10],
        spec_version=row[11],
        edges_known=bool(row[12]),
        counts=Counts(*row[13:20]),
        counting=bool(row[20]),
    )


def _claims(text: str) -> tuple[str, ...] | None:
    return msgspec.json.decode(text, type=tuple[str, ...] | None)
