"""Read everything that currently counts as columns: the newest inventory of each source of each system."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from msgspec.structs import replace

from osk_scan.model import CommercialTerms
from osk_scan.portfolio import Basis, InventoryRow, LicenseText, PackageRow, Portfolio
from osk_scan.store.database import Database
from osk_scan.store.situations import as_of
from osk_scan.store.systems import systems

if TYPE_CHECKING:
    from osk_scan.portfolio import Integers

_COUNTS = """
    SELECT max(inventory.id) AS id FROM inventory JOIN source ON source.id = inventory.source
    WHERE source.system = ?1 AND (?2 IS NULL OR substr(received_at, 1, 10) <= ?2)
    GROUP BY source.id ORDER BY source.name
"""
_COMPONENT_COLUMNS = (
    "package", "name", "coalesce(version, -1)", "coalesce(vendor, -1)", "declared", "concluded", "kind", "scope",
    "is_range", "installations", "coalesce(identifiers, -1)",
)  # fmt: skip
_DEPENDENCY_COLUMNS = ("source", "target", "scope", "relation", "alternatives")


def current_basis(db: Database, agency: str | None = None, handed_in_by: str | None = None) -> Basis:
    """Return what counts for one agency, or for all: the newest inventory of each source.

    `handed_in_by` (ISO 8601 date) asks what counted at the end of that day, and what was said of systems by then; those
    without an inventory by then were not known yet.
    """
    owners = systems(db, agency)
    found = [[number for (number,) in db.execute(_COUNTS, (owner.id, handed_in_by))] for owner in owners]
    if handed_in_by is not None:
        there = [at for at, numbers in enumerate(found) if numbers]
        owners, found = tuple(as_of(db, owners[at], handed_in_by) for at in there), [found[at] for at in there]
    return Basis(owners, tuple((at, number) for at, numbers in enumerate(found) for number in numbers))


def inventories_before(db: Database, counting: Iterable[int]) -> tuple[int, ...]:
    """Return, ascending, the inventories that counted before those given, for each source that has one."""
    statement = (
        "SELECT max(older.id) FROM inventory AS older JOIN inventory AS newer ON older.source = newer.source"
        " WHERE newer.id = ? AND older.id < newer.id"
    )
    found = (db.execute(statement, (number,)).fetchone()[0] for number in counting)
    return tuple(sorted(number for number in found if number is not None))


def license_statements(db: Database, inventories: Iterable[int]) -> Iterator[tuple[str, str, str | None, Any, Any]]:
    """Yield (stem, type, version, claims concluded, claims declared) of inventories, each combination once, sorted."""
    listed = msgspec.json.encode(tuple(inventories)).decode()
    rows = db.execute(
        "SELECT stem, type, package.version, concluded.claims, declared.claims FROM ("
        " SELECT DISTINCT package, concluded, declared FROM json_each(?) AS asked JOIN component"
        " ON component.inventory = asked.value) AS said JOIN package ON package.id = said.package"
        " JOIN license_text AS concluded ON concluded.id = said.concluded"
        " JOIN license_text AS declared ON declared.id = said.declared ORDER BY 1, 3, 4, 5",
        (listed,),
    )
    for stem, kind, version, concluded, declared in rows:
        yield stem, kind, version, _claims(concluded), _claims(declared)


def read_portfolio(db: Database, basis: Basis) -> Portfolio:
    """Return the columns of the inventories of `basis`."""
    rows = list(_inventory_rows(db, basis.inventories))
    components = _stacked(db, "component", _COMPONENT_COLUMNS, "position", rows)
    dependencies = _stacked(db, "dependency", _DEPENDENCY_COLUMNS, "number", rows)
    first = np.array([row.first for row in rows], dtype=np.int32)
    per_inventory = [edges for (edges,) in _edge_counts(db, rows)]
    offset = np.repeat(first, per_inventory) if rows else np.zeros(0, dtype=np.int32)
    source, target, *of_edge = dependencies
    return _portfolio(db, basis, rows, components, [source + offset, target + offset, *of_edge], _commercial(db, rows))


def read_components(db: Database, basis: Basis, positions: Mapping[int, Sequence[int]]) -> Portfolio:
    """Return the columns of some components of each inventory of `basis`, without dependencies and commercial terms.

    Shape: by inventory and position, which `positions` names by inventory in ascending order.
    """
    rows, parts, first = list[InventoryRow](), list["Integers"](), 0
    statement = (
        f"SELECT {', '.join(_COMPONENT_COLUMNS)} FROM json_each(?) AS asked CROSS JOIN component"
        " ON inventory = ? AND position = asked.value ORDER BY asked.key"
    )
    for row in _inventory_rows(db, basis.inventories):
        listed = msgspec.json.encode(positions[row.id]).decode()
        parts.append(_table(db.execute(statement, (listed, row.id)), len(_COMPONENT_COLUMNS)))
        rows.append(replace(row, first=first, size=len(parts[-1]), subject=-1))
        first += len(parts[-1])
    none = [np.zeros(0, dtype=np.int32)] * len(_DEPENDENCY_COLUMNS)
    return _portfolio(db, basis, rows, _columns(parts, len(_COMPONENT_COLUMNS)), none, {})


def _portfolio(
    db: Database,
    basis: Basis,
    rows: list[InventoryRow],
    components: "list[Integers]",
    dependencies: "list[Integers]",
    commercial: dict[int, tuple[CommercialTerms, ...]],
) -> Portfolio:
    package_ids, package = _renumbered(components[0])
    name_ids, (name, version, vendor) = _renumbered_together(components[1:4])
    license_ids, (declared, concluded) = _renumbered_together(components[4:6])
    names = tuple(text for (text,) in _by_number(db, "name", ("text",), name_ids))
    vendors = {at: names[number] for at, number in _first_stated(package, vendor)}
    return Portfolio(
        systems=basis.systems,
        inventories=tuple(rows),
        packages=tuple(_packages(db, package_ids, vendors, _identifiers(db, package, components[10]))),
        names=names,
        licenses=tuple(
            LicenseText(_claims(text)) for (text,) in _by_number(db, "license_text", ("claims",), license_ids)
        ),
        commercial=commercial,
        inventory=np.repeat(np.arange(len(rows), dtype=np.int32), [row.size for row in rows]),
        package=package,
        name=name,
        version=version,
        vendor=vendor,
        declared=declared,
        concluded=concluded,
        kind=components[6],
        scope=components[7],
        is_range=components[8].astype(np.bool_),
        installations=components[9],
        source=dependencies[0],
        target=dependencies[1],
        edge_scope=dependencies[2],
        edge_relation=dependencies[3],
        alternatives=dependencies[4],
    )


def _inventory_rows(db: Database, counting: tuple[tuple[int, int], ...]) -> Iterator[InventoryRow]:
    first = 0
    for system, number in counting:
        source, form, document, digest, edges_known, dangling, size, subject = db.execute(
            "SELECT source.name, format, document_name, sha256, edges_known, dangling, stored, subject FROM inventory"
            " JOIN source ON source.id = source JOIN document ON document.id = document WHERE inventory.id = ?",
            (number,),
        ).fetchone()
        yield InventoryRow(
            id=number,
            system=system,
            source=source,
            format=form,
            document=document,
            sha256=digest,
            edges_known=bool(edges_known),
            dangling=dangling,
            first=first,
            size=size,
            subject=-1 if subject is None else first + subject,
        )
        first += size


def _stacked(
    db: Database, table: str, columns: tuple[str, ...], order: str, rows: list[InventoryRow]
) -> "list[Integers]":
    """Return the columns of all inventories below each other; the primary key has them in this order already."""
    statement = f"SELECT {', '.join(columns)} FROM {table} WHERE inventory = ? ORDER BY {order}"
    return _columns([_table(db.execute(statement, (row.id,)), len(columns)) for row in rows], len(columns))


def _columns(parts: "list[Integers]", width: int) -> "list[Integers]":
    none = np.zeros((0, width), dtype=np.int32)
    return [np.concatenate([part[:, at] for part in (none, *parts)]) for at in range(width)]


def _table(rows: Iterable[tuple[int, ...]], width: int) -> "Integers":
    return np.fromiter(chain.from_iterable(rows), dtype=np.int32).reshape(-1, width)


def _edge_counts(db: Database, rows: list[InventoryRow]) -> Iterator[tuple[int]]:
    return (db.execute("SELECT dependencies FROM inventory WHERE id = ?", (row.id,)).fetchone() for row in rows)


def _renumbered(numbers: "Integers") -> "tuple[Integers, Integers]":
    """Return the distinct row numbers in ascending order, and each entry as its index among them."""
    distinct, index = np.unique(numbers, return_inverse=True)
    return distinct, index.astype(np.int32)


def _renumbered_together(columns: "list[Integers]") -> "tuple[Integers, list[Integers]]":
    """Do the same for columns that point to one table, leaving -1 as it is."""
    distinct = np.unique(np.concatenate(columns))
    distinct = distinct[distinct >= 0]
    return distinct, [np.where(c < 0, -1, np.searchsorted(distinct, c)).astype(np.int32) for c in columns]


def _by_number(db: Database, table: str, columns: tuple[str, ...], numbers: "Integers") -> Iterator[tuple[Any, ...]]:
    """Yield rows in the order of their numbers; all numbers travel as one JSON array, which SQLite takes apart."""
    selected = ", ".join(f"{table}.{column}" for column in columns)
    listed = msgspec.json.encode(numbers.tolist()).decode()
    yield from db.execute(
        f"SELECT {selected} FROM json_each(?) AS asked JOIN {table} ON {table}.id = asked.value ORDER BY asked.key",
        (listed,),
    )


def _packages(
    db: Database, numbers: "Integers", vendors: dict[int, str], identifiers: dict[int, set[str]]
) -> Iterator[PackageRow]:
    """Yield the packages with what components say of them, both by index: other inventories have no part in it."""
    columns = ("key", "stem", "type", "name", "version")
    for at, (key, stem, kind, name, version) in enumerate(_by_number(db, "package", columns, numbers)):
        yield PackageRow(key, stem, kind, name, version, vendors.get(at), tuple(sorted(identifiers.get(at, ()))))


def _first_stated(package: "Integers", stated: "Integers") -> Iterator[tuple[int, int]]:
    """Yield (package, what the first of its components states) of those of which one states anything."""
    rows = np.flatnonzero(stated >= 0)
    packages, first = np.unique(package[rows], return_index=True)
    yield from zip(packages.tolist(), stated[rows[first]].tolist(), strict=True)


def _identifiers(db: Database, package: "Integers", lists: "Integers") -> dict[int, set[str]]:
    """Return by package all that its components state."""
    numbers, index = _renumbered(lists[lists >= 0])
    listed = [
        msgspec.json.decode(text, type=list[str]) for (text,) in _by_number(db, "identifier_list", ("listed",), numbers)
    ]
    pairs = np.unique(package[lists >= 0].astype(np.int64) << 32 | index)
    found: dict[int, set[str]] = {}
    for pair in pairs.tolist():
        found.setdefault(pair >> 32, set()).update(listed[pair & 0xFFFFFFFF])
    return found


def _claims(text: str) -> tuple[str, ...] | None:
    return msgspec.json.decode(text, type=tuple[str, ...] | None)


def _commercial(db: Database, rows: list[InventoryRow]) -> dict[int, tuple[CommercialTerms, ...]]:
    found: dict[int, tuple[CommercialTerms, ...]] = {}
    for row in rows:
        for position, licensor, expires, types in db.execute(
            "SELECT position, licensor, expires, types FROM commercial_terms WHERE inventory = ?"
            " ORDER BY position, rowid",
            (row.id,),
        ):
            terms = CommercialTerms(licensor, expires, msgspec.json.decode(types, type=tuple[str, ...]))
            found[row.first + position] = (*found.get(row.first + position, ()), terms)
    return found
