"""Keep what documents say: one transaction a document, texts and packages once, components as numbers."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from osk_scan.identity import PackageName, package_name
from osk_scan.model import Component, Document, Enrichment, Inventory
from osk_scan.receipt import Counts
from osk_scan.store.database import Database
from osk_scan.store.documents import keep_document
from osk_scan.store.enrichments import SEEN, keep_seen
from osk_scan.store.systems import Placement, settle_source


class Newest(NamedTuple):
    """What counts for a source."""

    inventory: int
    sha256: str
    """Of its document."""
    format: str
    """As it was read."""


def newest(db: Database, place: Placement) -> Newest | None:
    """Return what counts for a source, or None where nothing was handed in for it."""
    found = db.execute(
        "SELECT inventory.id, document.sha256, format FROM inventory"
        " JOIN document ON document.id = inventory.document JOIN source ON source.id = inventory.source"
        " JOIN system ON system.id = source.system JOIN agency ON agency.id = system.agency"
        " WHERE agency.name = ? AND system.name = ? AND source.name = ? ORDER BY inventory.id DESC LIMIT 1",
        (place.agency, place.system, place.source),
    ).fetchone()
    return Newest(*found) if found else None


def keep(
    db: Database,
    document: Document,
    inventory: Inventory,
    place: Placement,
    received_at: str,
    *,
    with_document: bool = True,
) -> int:
    """Keep what a document says, wholly or not at all, and return the inventory's number.

    Of the document itself always the hash and size are kept, its bytes only `with_document`.
    """
    names = [package_name(component) for component in inventory.components]
    with db.transaction() as connection:
        kept = keep_document(connection, document, with_bytes=with_document)
        system, source = settle_source(connection, place, received_at)
        number = _keep_inventory(connection, inventory, source, kept, document.name, received_at)
        _keep_components(connection, number, names, inventory.components)
        if seen := tuple(_seen(names, inventory.components, received_at)):
            keep_seen(db, system, seen)
        _keep_dependencies(connection, number, inventory)
        _keep_problems(connection, number, inventory)
    return number


def ledger(db: Database, inventory: int) -> Counts:
    """Return the ledger of a kept inventory."""
    row = db.execute(
        "SELECT found, stored, merged, quarantined, folded, dependencies, dangling FROM inventory WHERE id = ?",
        (inventory,),
    ).fetchone()
    return Counts(*row)


def says(db: Database, number: int, inventory: Inventory) -> bool:
    """Tell whether a kept inventory lists what `inventory` does: the same components in the same places, as often."""
    kept = db.execute(
        "SELECT key, name.text, version.text, vendor.text, declared.claims, installations, place FROM component"
        " JOIN package ON package.id = package"
        " JOIN name ON name.id = component.name JOIN license_text AS declared ON declared.id = declared"
        " LEFT JOIN name AS version ON version.id = component.version"
        " LEFT JOIN name AS vendor ON vendor.id = component.vendor WHERE inventory = ? ORDER BY position",
        (number,),
    )
    return kept.fetchall() == [
        (package_name(c).key, c.name, c.version, c.vendor, _claims(c.declared), c.installations, c.where)
        for c in inventory.components
    ]


def _keep_inventory(
    connection: sqlite3.Connection, inventory: Inventory, source: int, document: int, name: str, received_at: str
) -> int:
    row: dict[str, object] = {
        "source": source,
        "document": document,
        "document_name": name,
        "received_at": received_at,
        "format": inventory.format,
        "spec_version": inventory.spec_version,
        "subject": inventory.subject,
        "edges_known": inventory.edges_known,
        "found": inventory.found,
        "stored": len(inventory.components),
        "merged": inventory.merged,
        "folded": inventory.folded,
        "quarantined": len(inventory.quarantined),
        "dependencies": len(inventory.dependencies),
        "dangling": inventory.dangling,
        "dropped_columns": msgspec.json.encode(inventory.dropped_columns).decode(),
        "origin": msgspec.json.encode(inventory.origin).decode(),
    }
    (number,) = connection.execute(
        f"INSERT INTO inventory ({', '.join(row)}) VALUES ({', '.join('?' * len(row))}) RETURNING id",
        tuple(row.values()),
    ).fetchone()
    return int(number)


class _Kept(NamedTuple):
    """Numbers of what is kept once."""

    names: dict[str | None, int]
    claims: dict[tuple[str, ...] | None, int]
    identifiers: dict[tuple[str, ...], int]


def _keep_texts(connection: sqlite3.Connection, components: tuple[Component, ...]) -> _Kept:
    """Keep names, license claims and identifiers once, and return their numbers."""
    texts = {text for c in components for text in (c.name, c.version, c.vendor) if text is not None}
    claims = {said: _claims(said) for c in components for said in (c.declared, c.concluded)}
    listed = {c.identifiers: _listed(c.identifiers) for c in components if c.identifiers}
    number_of_claim = _numbers(connection, "license_text", "claims", set(claims.values()))
    number_of_list = _numbers(connection, "identifier_list", "listed", set(listed.values()))
    return _Kept(
        names=_numbers(connection, "name", "text", texts),
        claims={said: number_of_claim[text] for said, text in claims.items()},
        identifiers={said: number_of_list[text] for said, text in listed.items()},
    )


def _numbers(connection: sqlite3.Connection, table: str, column: str, texts: set[str]) -> dict[str | None, int]:
    """Keep each text once and return its number; all of them travel as one JSON array, which SQLite takes apart."""
    listed = msgspec.json.encode(sorted(texts)).decode()
    connection.execute(f"INSERT OR IGNORE INTO {table} ({column}) SELECT value FROM json_each(?)", (listed,))
    found = connection.execute(
        f"SELECT {column}, {table}.id FROM json_each(?) JOIN {table} ON {column} = value", (listed,)
    )
    return dict(found.fetchall())


def _keep_packages(connection: sqlite3.Connection, names: list[PackageName]) -> dict[str, int]:
    """Keep each identity once, and return their numbers."""
    distinct = {name.key: name for name in names}
    connection.executemany(
        "INSERT OR IGNORE INTO package (key, stem, type, name, version) VALUES (?, ?, ?, ?, ?)",
        ((name.key, name.stem, name.type, name.name, name.version) for name in distinct.values()),
    )
    listed = msgspec.json.encode(list(distinct)).decode()
    found = connection.execute(
        "SELECT package.key, package.id FROM json_each(?) JOIN package ON package.key = value", (listed,)
    )
    return dict(found.fetchall())


def _keep_components(
    connection: sqlite3.Connection, number: int, names: list[PackageName], components: tuple[Component, ...]
) -> None:
    kept, package = _keep_texts(connection, components), _keep_packages(connection, names)
    connection.executemany(
        f"INSERT INTO component VALUES ({', '.join('?' * 15)})",
        [
            (
                number,
                position,
                package[identity.key],
                kept.names[c.name],
                kept.names.get(c.version),
                kept.names.get(c.vendor),
                kept.claims[c.declared],
                kept.claims[c.concluded],
                int(c.kind),  # SQLite looks for an adapter for whatever is not plainly an int, which takes longer.
                int(c.scope),
                int(c.version_is_range),
                c.installations,
                int(c.stated),
                c.where,
                kept.identifiers.get(c.identifiers),
            )
            for position, (identity, c) in enumerate(zip(names, components, strict=True))
        ],
    )
    connection.executemany(
        "INSERT INTO commercial_terms (inventory, position, licensor, expires, types) VALUES (?, ?, ?, ?, ?)",
        (
            (number, position, terms.licensor, terms.expires, msgspec.json.encode(terms.types).decode())
            for position, component in enumerate(components)
            for terms in component.commercial
        ),
    )


def _seen(names: list[PackageName], components: tuple[Component, ...], said_at: str) -> Iterator[Enrichment]:
    """Yield the licenses in files of components of which the document states none."""
    for name, component in zip(names, components, strict=True):
        if component.observed and component.declared is None and component.concluded is None:
            yield Enrichment(name.key, component.observed, SEEN, component.where, said_at)


def _keep_dependencies(connection: sqlite3.Connection, number: int, inventory: Inventory) -> None:
    edges = sorted((d.source, d.target, int(d.scope), int(d.relation), d.alternatives) for d in inventory.dependencies)
    connection.executemany(
        "INSERT INTO dependency VALUES (?, ?, ?, ?, ?, ?, ?)", ((number, at, *edge) for at, edge in enumerate(edges))
    )


def _keep_problems(connection: sqlite3.Connection, number: int, inventory: Inventory) -> None:
    told = [(problem, None) for problem in inventory.problems]
    kept = [(quarantined.problem, quarantined.raw) for quarantined in inventory.quarantined]
    connection.executemany(
        "INSERT INTO problem (inventory, number, kind, place, component, detail, raw) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (number, at, problem.kind, problem.where, problem.component, problem.detail, raw)
            for at, (problem, raw) in enumerate([*told, *kept])
        ),
    )


def _listed(identifiers: tuple[str, ...]) -> str:
    return msgspec.json.encode(sorted(set(identifiers))).decode()


def _claims(said: tuple[str, ...] | None) -> str:
    return "null" if said is None else msgspec.json.encode(said).decode()
