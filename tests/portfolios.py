"""Portfolios for tests and benchmarks: as large as wanted, always the same."""

from datetime import date

import numpy as np

from osk_scan.model import Context, Relation, Scope, System
from osk_scan.portfolio import InventoryRow, LicenseText, PackageRow, Portfolio
from osk_scan.rule_engine.ground import Ground
from osk_scan.rule_engine.inputs import Products

LICENSES: tuple[tuple[str, ...] | None, ...] = (
    ("MIT",), ("Apache-2.0",), ("BSD-3-Clause",), ("GPL-3.0-only",), ("LGPL-2.1-or-later",), ("AGPL-3.0-only",),
    ("MPL-2.0",), ("EPL-2.0",), ("GPL",), None, ("SSPL-1.0",), ("Commercial",), ("MIT OR GPL-2.0-only",), ("???",),
    ("ISC",), ("EUPL-1.2",),
)  # fmt: skip
TYPES = ("npm", "pypi", "maven", "deb", "nuget", "product")
OUTBOUND = ("EUPL-1.2", None, "MIT", None)


def ground(portfolio: Portfolio, as_of: date = date(2026, 9, 1)) -> Ground:
    """Return what rules are judged on where the catalogue knows nothing and nothing is scored."""
    return Ground(portfolio, Products((), np.full(len(portfolio.packages), -1, dtype=np.int32)), (), as_of)


def synthetic(systems: int, components: int, edges_each: int = 3, seed: int = 1) -> Portfolio:
    """Return a portfolio of `systems` × `components`; each component needs `edges_each` others further down."""
    rng = np.random.default_rng(seed)
    size, packages = systems * components, max(1, components * 5)
    package = rng.integers(0, packages, size, dtype=np.int32)
    first = np.arange(systems, dtype=np.int32) * components
    package[first] = packages + np.arange(systems, dtype=np.int32)
    position = np.tile(np.arange(components), systems)
    source, target = _edges(rng, first, components, edges_each)
    count = len(source)
    return Portfolio(
        systems=tuple(_system(number) for number in range(systems)),
        inventories=tuple(_inventory(number, components) for number in range(systems)),
        packages=tuple(_package(number) for number in range(packages + systems)),
        names=tuple(f"name-{number}" for number in range(packages + systems)),
        licenses=tuple(LicenseText(claims) for claims in LICENSES),
        commercial={int(row): () for row in rng.integers(0, size, min(100, size))},
        inventory=np.repeat(np.arange(systems, dtype=np.int32), components),
        package=package,
        name=package,
        version=np.where(rng.random(size) < 0.05, -1, package).astype(np.int32),
        vendor=np.where(rng.random(size) < 0.6, -1, package).astype(np.int32),
        declared=(package * 7 % len(LICENSES)).astype(np.int32),
        concluded=np.full(size, LICENSES.index(None), dtype=np.int32),
        kind=np.full(size, 3, dtype=np.int32),
        scope=np.where((position % 10 == 9) & (position > 0), Scope.DEVELOPMENT, Scope.UNKNOWN).astype(np.int32),
        is_range=rng.random(size) < 0.01,
        installations=np.ones(size, dtype=np.int32),
        source=source,
        target=target,
        edge_scope=np.zeros(count, dtype=np.int32),
        edge_relation=np.full(count, Relation.UNKNOWN, dtype=np.int32),
        alternatives=np.zeros(count, dtype=np.int32),
    )


def _edges(
    rng: np.random.Generator, first: "np.ndarray[tuple[int], np.dtype[np.int32]]", components: int, edges_each: int
) -> "tuple[np.ndarray[tuple[int], np.dtype[np.int32]], np.ndarray[tuple[int], np.dtype[np.int32]]]":
    """Return edges from each component up to what needs it and on to others; few close a cycle, few lead nowhere."""
    position = np.tile(np.repeat(np.arange(components), edges_each), len(first))
    base = np.repeat(first, components * edges_each)
    reach = rng.random(len(position))
    above = (reach * position).astype(np.int64)
    below = position + 1 + (reach * np.maximum(components - position - 1, 0)).astype(np.int64)
    is_tree = np.arange(len(position)) % edges_each == 0
    closes = ~is_tree & (rng.random(len(position)) < 0.002)
    source = np.where(is_tree | closes, np.where(closes, below, above), position)
    target = np.where(is_tree | closes, position, below)
    valid = (source != target) & (np.maximum(source, target) < components) & (rng.random(len(position)) > 0.01)
    return (base + source)[valid].astype(np.int32), (base + target)[valid].astype(np.int32)


def _system(number: int) -> System:
    contexts = tuple(Context)
    agency = f"Amt {number % 50:02}"
    return System(number + 1, agency, f"Verfahren {number}", contexts[number % 4], OUTBOUND[number // 4 % 4])


def _inventory(number: int, components: int) -> InventoryRow:
    return InventoryRow(
        id=number + 1,
        system=number,
        source="app",
        format="cyclonedx_json",
        document=f"{number}.cdx.json",
        sha256="",
        edges_known=True,
        dangling=number % 7 == 0,
        first=number * components,
        size=components,
        subject=number * components,
    )


def _package(number: int) -> PackageRow:
    kind, name = TYPES[number % len(TYPES)], f"name-{number // 2}"
    stem = f"product:vendor/{name}" if kind == "product" else f"pkg:{kind}/{name}"
    return PackageRow(f"{stem}@{number}", stem, kind, name, str(number))
