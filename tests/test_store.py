"""The store keeps what a document says, wholly or not at all."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from osk_scan.errors import StoreError
from osk_scan.model import CommercialTerms, Component, Context, Dependency, Document, Enrichment, Inventory
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.store import inventories
from osk_scan.store.assessments import runs
from osk_scan.store.audit import entries
from osk_scan.store.components import uses
from osk_scan.store.database import Database
from osk_scan.store.documents import raw_document
from osk_scan.store.enrichments import enrichments_of, keep_enrichments, last_enrichment
from osk_scan.store.history import kept_inventories
from osk_scan.store.portfolios import current_basis, read_portfolio
from osk_scan.store.receipts import every_receipt, quality_of, receipt_of, receipts
from osk_scan.store.systems import Placement
from osk_scan.store.uploads import uploads

MINIMAL = Path(__file__).resolve().parents[1] / "fixtures" / "cyclonedx_json" / "minimal.json"

PLACE = Placement("Bezirksamt A", "Portal", "bom.json", Context.HOSTED, "EUPL-1.2")
APP = Component(ref="app", name="app", version="1", purl="pkg:npm/app@1", where="/metadata/component")
LIB = Component(
    ref="lib",
    name="lib",
    where="/components/0",
    declared=("MIT",),
    commercial=(CommercialTerms("ACME", "2027-01-31"),),
    identifiers=("cpe:2.3:a:acme:lib:*:*:*:*:*:*:*:*",),
)
BOM = Inventory(
    format="cyclonedx_json",
    subject=0,
    components=(APP, LIB),
    dependencies=(Dependency(0, 1),),
    found=2,
    edges_known=True,
)


def kept(db: Database, inventory: Inventory = BOM, place: Placement = PLACE, content: bytes = b"{}") -> int:
    return inventories.keep(db, Document(place.source, content), inventory, place, "2026-11-23T10:00:00+00:00")


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return Database(tmp_path / "osk.db")


def test_what_is_kept_is_read_back_as_columns(db: Database) -> None:
    kept(db)
    portfolio = read_portfolio(db, current_basis(db))
    assert ["app", "lib"] == [portfolio.names[at] for at in portfolio.name]
    assert ["pkg:npm/app@1", "product:lib"] == [portfolio.packages[at].key for at in portfolio.package]
    assert [None, ("MIT",)] == [portfolio.licenses[at].claims for at in portfolio.declared]
    assert [(0, 1)] == list(zip(portfolio.source.tolist(), portfolio.target.tolist(), strict=True))
    assert {1: (CommercialTerms("ACME", "2027-01-31"),)} == portfolio.commercial
    assert LIB.identifiers == portfolio.packages[1].identifiers
    assert [(Context.HOSTED, "EUPL-1.2")] == [(system.context, system.outbound) for system in portfolio.systems]


def test_the_newest_inventory_of_each_source_counts(db: Database) -> None:
    kept(db)
    second = kept(db, Inventory(format="cyclonedx_json", components=(APP,), found=1), content=b"{1}")
    other = kept(db, place=Placement("Bezirksamt A", "Portal", "image.json"), content=b"{2}")
    assert ((0, second), (0, other)) == current_basis(db).inventories


def test_one_agency_reads_only_its_own(db: Database) -> None:
    kept(db)
    kept(db, place=Placement("Bezirksamt B", "Portal", "bom.json"))
    portfolio = read_portfolio(db, current_basis(db, "Bezirksamt B"))
    assert {"Bezirksamt B"} == {system.agency for system in portfolio.systems}
    assert 2 == portfolio.size


def test_names_packages_and_license_texts_are_kept_once(db: Database) -> None:
    kept(db)
    kept(db, content=b"{1}")
    assert (2,) == db.execute("SELECT count(*) FROM package").fetchone()
    assert (4,) == db.execute("SELECT count(*) FROM component").fetchone()
    assert (2,) == db.execute("SELECT count(*) FROM license_text").fetchone()


def test_a_license_seen_in_files_counts_where_none_is_stated_and_none_was_found_elsewhere(db: Database) -> None:
    seen = Component(ref="a", name="a", where="/components/0", observed=("MIT",))
    besides = Component(ref="b", name="b", where="/components/1", declared=("0BSD",), observed=("Zlib",))
    for observed in (seen, seen, replace(seen, observed=("ISC",))):
        kept(db, Inventory(format="cyclonedx_json", components=(observed, besides), found=2))
    assert [("product:a", ("ISC",), "evidence", "/components/0")] == found(db)
    assert 2 == last_enrichment(db)
    keep_enrichments(db, 1, [Enrichment("product:a", ("0BSD",), "machine", "copyright", "2026-11-23T11:00:00+00:00")])
    kept(db, Inventory(format="cyclonedx_json", components=(seen, besides), found=2))
    assert [("product:a", ("0BSD",), "machine", "copyright")] == found(db)


def found(db: Database) -> list[tuple[str, tuple[str, ...], str, str]]:
    basis = replace(current_basis(db), enrichment=last_enrichment(db))
    return [(one.package, one.claims, one.source, one.place) for _, one in enrichments_of(db, basis)]


def test_a_document_is_hashed_once_however_many_systems_it_is_divided_among() -> None:
    document = Document("bestand.csv", b"x")
    assert document.sha256 is document.sha256


def test_the_raw_document_comes_back_byte_for_byte(db: Database) -> None:
    content = "Größe \u2028 \x00".encode() * 1000
    document = raw_document(db, kept(db, content=content))
    assert document is not None
    assert content == document.content


def test_an_inventory_whose_ledger_does_not_balance_is_not_kept(db: Database) -> None:
    broken = Inventory(format="cyclonedx_json", components=(APP, LIB), found=3)
    with pytest.raises(Exception, match="CHECK constraint failed"):
        kept(db, broken)
    for table in ("document", "inventory", "component", "package", "source", "system"):
        assert (0,) == db.execute(f"SELECT count(*) FROM {table}").fetchone()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "osk.db").write_bytes(b"no database at all, but long enough" * 100)
    with pytest.raises(StoreError, match=r"osk\.db"):
        Database(tmp_path / "osk.db")


def test_a_database_of_a_newer_version_is_refused(db: Database) -> None:
    db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(StoreError, match="newer"):
        Database(db.path)


def test_migrations_are_recorded(db: Database) -> None:
    names = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY name")]
    assert "0001_inventories" == names[0]
    assert [sorted(names)] == [names]


QUESTIONS: dict[str, Callable[[Database], object]] = {
    "receipts of an agency": lambda db: receipts(db, "A", 5),
    "every receipt of an agency": lambda db: list(every_receipt(db, "A")),
    "receipt of an inventory": lambda db: receipt_of(db, 1),
    "quality of an inventory": lambda db: quality_of(db, 1),
    "uploads of an agency": lambda db: uploads(db, "A", 9, 5),
    "audit log of an agency": lambda db: entries(db, "A", 9, 5),
    "runs of an agency": lambda db: runs(db, "A", 9, 5),
    "inventories of a system": lambda db: kept_inventories(db, "A", system=1),
    "one inventory": lambda db: kept_inventories(db, "A", number=1),
    "uses of a package": lambda db: list(uses(db, "pkg:npm/app", [1])),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_asked_for_is_found_by_an_index(db: Database, question: str) -> None:
    settled = ingest(
        db, Document("bom.json", MINIMAL.read_bytes()), Assignment(agency="A"), "2026-11-23T10:00:00+00:00"
    )
    assert ["stored"] == [receipt.state for receipt in settled]
    asked: list[str] = []
    db.connection.set_trace_callback(asked.append)
    assert QUESTIONS[question](db) is not None
    db.connection.set_trace_callback(None)
    steps = [step for statement in asked for *_, step in db.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert steps
    assert [] == [step for step in steps if step.startswith("SCAN")]


BEFORE_IDENTIFIERS = """
    CREATE TABLE package_identifier (
        package INTEGER NOT NULL REFERENCES package, identifier TEXT NOT NULL, PRIMARY KEY (package, identifier)
    ) STRICT, WITHOUT ROWID;
    INSERT OR IGNORE INTO package_identifier SELECT package, value
        FROM component JOIN identifier_list ON identifier_list.id = component.identifiers, json_each(listed);
    ALTER TABLE component DROP COLUMN identifiers; DROP TABLE identifier_list;
    ALTER TABLE package ADD COLUMN vendor TEXT;
    CREATE INDEX receipt_by_document ON receipt (sha256, id); DROP INDEX receipt_by_inventory;
    ALTER TABLE waiver DROP COLUMN revoked;
    DELETE FROM _sqlite_migrations WHERE name >= '0020';
    PRAGMA user_version = 19;
"""


def test_identifiers_of_an_older_database_are_kept_with_every_component_of_the_package(db: Database) -> None:
    kept(db, replace(BOM, components=(APP, replace(LIB, identifiers=("swid:b", "cpe:a")))))
    before = read_portfolio(db, current_basis(db)).packages
    db.connection.executescript(BEFORE_IDENTIFIERS)
    db.close()
    with Database(db.path) as migrated:
        assert before == read_portfolio(migrated, current_basis(migrated)).packages
        assert ("cpe:a", "swid:b") == before[1].identifiers


def test_what_others_state_of_a_package_is_no_part_of_it(db: Database) -> None:
    kept(db, replace(BOM, components=(APP, replace(LIB, identifiers=(), declared=None))))
    before = read_portfolio(db, current_basis(db, "Bezirksamt A"))
    said = replace(BOM, components=(replace(APP, vendor="ACME"), LIB))
    kept(db, said, Placement("Bezirksamt B", "Portal", "bom.json"), b"{1}")
    assert before.packages == read_portfolio(db, current_basis(db, "Bezirksamt A")).packages
    of_both = read_portfolio(db, current_basis(db)).packages
    assert (("ACME", ()), (None, LIB.identifiers)) == tuple((one.vendor, one.identifiers) for one in of_both)


KILLED = """
    import os, signal, sys
    from osk_scan.store import inventories
    from osk_scan.store.database import Database
    sys.path.insert(0, sys.argv[2])
    from test_store import BOM, PLACE, Document
    step = inventories._keep_dependencies
    def killed(*given):
        step(*given)
        os.kill(os.getpid(), signal.SIGKILL)
    inventories._keep_dependencies = killed
    inventories.keep(Database(sys.argv[1]), Document("bom.json", b"{}"), BOM, PLACE, "2026")
"""


def test_a_kill_in_the_middle_leaves_nothing_half_stored(db: Database) -> None:
    db.close()
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(db.path), str(Path(__file__).parent)],
        env=os.environ,
        check=False,
    )
    assert -signal.SIGKILL == done.returncode
    with Database(db.path) as after:
        assert ("ok",) == after.execute("PRAGMA integrity_check").fetchone()
        assert (0,) == after.execute("SELECT count(*) FROM component").fetchone()
        kept(after)
        assert (2,) == after.execute("SELECT count(*) FROM component").fetchone()
