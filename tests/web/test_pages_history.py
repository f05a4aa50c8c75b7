"""Two inventories are compared by package, and nothing is lost between them."""

import json
from pathlib import Path

import pytest

from osk_scan.errors import InvalidRequest
from osk_scan.model import Document
from osk_scan.pipeline.history import Difference, difference, inventories_of, inventory_numbered, list_systems
from osk_scan.pipeline.ingest import ingest
from osk_scan.pipeline.receipts import Assignment
from osk_scan.store.database import Database
from tests.web.server import AT


def listed(*components: tuple[str, str, str]) -> Document:
    entries = [
        {"type": "library", "bom-ref": f"{name}{version}", "name": name, "version": version,
         "purl": f"pkg:npm/{name}@{version}", "licenses": [{"license": {"id": said}}]}
        for name, version, said in components
    ]  # fmt: skip
    return Document(
        "a.json", json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": entries}).encode()
    )


def compared(db: Database, old: Document, new: Document) -> Difference:
    first, second = (ingest(db, one, Assignment(agency="A", system="S"), AT)[0].inventory_id for one in (old, new))
    assert first
    assert second
    return difference(db, inventory_numbered(db, first, "A"), inventory_numbered(db, second, "A"))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return Database(tmp_path / "osk.db")


def test_what_came_went_changed_and_stayed_is_told_apart(db: Database) -> None:
    old = listed(("stays", "1.0", "MIT"), ("rises", "1.0", "MIT"), ("goes", "1.0", "MIT"), ("turns", "1.0", "MIT"))
    new = listed(("stays", "1.0", "MIT"), ("rises", "2.0", "MIT"), ("comes", "1.0", "MIT"), ("turns", "1.0", "ISC"))
    found = compared(db, old, new)
    assert ["comes"] == [one.name for one in found.came]
    assert ["goes"] == [one.name for one in found.went]
    changed = {one.after.name: (one.before.version, one.after.version, one.after.declared) for one in found.changed}
    assert {"rises": ("1.0", "2.0", ("MIT",)), "turns": ("1.0", "1.0", ("ISC",))} == changed
    assert 1 == found.same


def test_a_package_in_two_versions_is_compared_version_by_version(db: Database) -> None:
    found = compared(db, listed(("lib", "1.0", "MIT"), ("lib", "2.0", "MIT")), listed(("lib", "2.0", "MIT")))
    assert (["1.0"], 0, 1) == ([one.version for one in found.went], len(found.changed), found.same)


def test_the_newest_inventory_of_a_source_counts_and_the_former_stay(db: Database) -> None:
    compared(db, listed(("lib", "1.0", "MIT")), listed(("lib", "2.0", "MIT"), ("more", "1.0", "MIT")))
    (kept,) = list_systems(db, "A")
    assert (1, 2, 2) == (kept.sources, kept.inventories, kept.components)
    assert [True, False] == [one.counting for one in inventories_of(db, kept.system.id, "A")]


def test_another_agencys_inventories_do_not_exist(db: Database) -> None:
    compared(db, listed(("lib", "1.0", "MIT")), listed(("lib", "2.0", "MIT")))
    assert () == list_systems(db, "B")
    assert () == inventories_of(db, list_systems(db)[0].system.id, "B")
    with pytest.raises(InvalidRequest):
        inventory_numbered(db, 1, "B")
