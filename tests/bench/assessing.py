"""Assess a whole state: systems with components and edges in a real database file, from rows to kept findings."""

from pathlib import Path

from osk_scan.model import Component, Context, Dependency, Document, Inventory, Kind
from osk_scan.store import inventories
from osk_scan.store.database import Database
from osk_scan.store.systems import Placement

_LICENSES = ("MIT", "ISC", "Apache-2.0", "BSD-3-Clause", "MPL-2.0", "LGPL-2.1-or-later", "GPL-3.0-only",
             "MIT OR GPL-2.0-or-later", "GPL", "see file", "AGPL-3.0-only")  # fmt: skip
_CONTEXTS = (Context.INTERNAL, Context.HOSTED, Context.PASSED_ON, Context.PUBLISHED)
_PRODUCTS = (
    ("Microsoft Windows Server 2022 Standard", "Microsoft Corporation"),
    ("PostgreSQL 15", "PostgreSQL Global Development Group"),
    ("Adobe Acrobat Reader DC - Deutsch", "Adobe Systems Incorporated"),
)
_AGENCIES = 40
_DISTINCT = 20_000


def fill(database: Path, systems: int, components: int) -> None:
    """Keep `systems` inventories of `components` components and three edges each, over 20,000 distinct packages."""
    with Database(database) as db:
        db.execute("PRAGMA synchronous = OFF")  # the making of the data is not what is measured
        for system in range(systems):
            place = Placement(
                f"Agency {system % _AGENCIES:02d}",
                f"System {system:04d}",
                "bom.json",
                _CONTEXTS[system % 4],
                "EUPL-1.2",
            )
            document = Document("bom.json", str(system).encode())
            inventories.keep(db, document, _inventory(system, components), place, "2026-11-23T00:00:00+00:00")


def _inventory(system: int, components: int) -> Inventory:
    root = Component(
        ref="root", name=f"system-{system}", version="1", kind=Kind.APPLICATION, where="/metadata/component"
    )
    listed = tuple(_component(system, at) for at in range(components - 1 - len(_PRODUCTS)))
    products = tuple(
        Component(ref=name, name=name, vendor=vendor, version="15", kind=Kind.APPLICATION, where=f"/components/{name}")
        for name, vendor in _PRODUCTS
    )
    every = (root, *listed, *products)
    edges = {(max(0, at // step), at) for at in range(1, len(every)) for step in (2, 3, 7)}
    return Inventory(
        format="cyclonedx_json",
        subject=0,
        components=every,
        dependencies=tuple(Dependency(source, target) for source, target in sorted(edges)),
        edges_known=True,
        found=len(every),
    )


def _component(system: int, at: int) -> Component:
    number = (system * 37 + at * 13) % _DISTINCT
    version = f"{number % 7}.{number % 30}.0"
    return Component(
        ref=f"c{at}",
        name=f"library-{number}",
        version=version,
        purl=f"pkg:npm/library-{number}@{version}",
        vendor=f"Supplier {number % 400}" if number % 10 else None,
        kind=Kind.LIBRARY,
        declared=(_LICENSES[number % len(_LICENSES)],),
        where=f"/components/{at}",
    )


def assess_all(database: Path) -> None:
    """Assess everything that counts, and keep it."""
    from osk_scan.pipeline.assess import assess
    from osk_scan.pipeline.policy import Policy

    with Database(database) as db:
        made = assess(db, Policy(), "2026-11-23", "2026-11-23T00:00:00+00:00")
    print(f"  {made.findings:,} findings")
