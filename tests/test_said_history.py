"""What agencies add, and what happens with systems, is history: assessments come out the same after it changed."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from osk_scan.model import Context, Document
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.counting import what_counts
from osk_scan.pipeline.developing import develop
from osk_scan.pipeline.ingest import ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.receipts import Assignment
from osk_scan.pipeline.supplementing import keep, versions
from osk_scan.pipeline.verifying import verify
from osk_scan.score import Scores
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from tests.test_cli import FIXTURES
from tests.test_store import BEFORE_IDENTIFIERS
from tests.test_verifying import made_by

LISTS = FIXTURES / "demo" / "bezirksamt-a"
AGENCY = "Bezirksamt A"
DAY = "2026-11-23"
NOON = "T12:00:00+00:00"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "osk.db") as db:
        for system in ("c1", "s4"):
            document = Document(f"{system}.csv", (LISTS / f"{system}.csv").read_bytes())
            ingest(db, document, Assignment(agency=AGENCY), f"2026-01-01{NOON}")
        yield db


def supplemented(db: Database, folder: Path, policy: Policy, criticality: str, day: str) -> str:
    file = folder / "ergaenzung.yaml"
    file.write_text(
        f"agency: {AGENCY}\nsource: Fachverfahrensstelle\nsystems: {{c1: {{criticality: {criticality}}}}}\n"
    )
    return keep(db, file, policy, f"{day}{NOON}").state


def assessed(db: Database, policy: Policy, handed_in_by: str | None = None) -> Assessment:
    return assess(db, policy, DAY, f"{DAY}{NOON}", handed_in_by=handed_in_by)


def radius(assessment: Assessment) -> tuple[str, str]:
    whole = json.loads(assessment.scores)["scopes"][0]["indicators"]["D6"]
    return whole["lo_exact"], whole["hi_exact"]


def test_an_assessment_comes_out_the_same_after_the_supplement_changed(
    db: Database, tmp_path: Path, policy: Policy
) -> None:
    plain = assessed(db, policy)
    supplemented(db, tmp_path, policy, "hoch", "2026-02-01")
    first = assessed(db, policy)
    supplemented(db, tmp_path, policy, "sehr hoch", "2026-03-01")
    second = assessed(db, policy)
    assert 3 == len({plain.id, first.id, second.id})
    assert {"whole", "the same bytes"} == {check.outcome.en for check in verify(db, policy)}


def test_what_counted_on_a_day_includes_the_supplement_of_that_day(
    db: Database, tmp_path: Path, policy: Policy
) -> None:
    plain = radius(assessed(db, policy))
    supplemented(db, tmp_path, policy, "hoch", "2026-02-01")
    first = radius(assessed(db, policy))
    supplemented(db, tmp_path, policy, "sehr hoch", "2026-03-01")
    second = radius(assessed(db, policy))
    told = [radius(assessed(db, policy, day)) for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")]
    assert [plain, first, first, second] == told
    assert 3 == len({plain, first, second})


def test_a_trend_tells_a_changed_supplement_from_change_and_knowledge(
    db: Database, tmp_path: Path, policy: Policy
) -> None:
    assessed(db, policy)
    supplemented(db, tmp_path, policy, "sehr hoch", "2026-02-01")
    assessed(db, policy)
    found = develop(db, policy)
    assert ((), False) == (found.differs, found.same_supplements)
    moved = [d for d in found.developments if {d.real.lo, d.real.hi, d.revision.lo, d.revision.hi} != {"0"}]
    assert [] == moved
    assert ["D6", "W"] == [d.id for d in found.developments if {d.supplement.lo, d.supplement.hi} != {"0"}]


def test_every_version_is_kept_with_day_author_and_hash(db: Database, tmp_path: Path, policy: Policy) -> None:
    states = [
        supplemented(db, tmp_path, policy, *said)
        for said in (("hoch", "2026-02-01"), ("hoch", "2026-02-02"), ("normal", "2026-03-01"))
    ]
    assert ["stored", "unchanged", "stored"] == states
    newest, oldest = versions(db, AGENCY)
    assert (True, f"2026-03-01{NOON}", "Fachverfahrensstelle") == (newest.counting, newest.received_at, newest.author)
    assert (False, f"2026-02-01{NOON}") == (oldest.counting, oldest.received_at)
    assert newest.sha256 != oldest.sha256
    assert () == versions(db, "Landesamt B")


BEFORE_VERSIONS = f"""
    {BEFORE_IDENTIFIERS}
    DROP TABLE supplement; DROP TABLE situation; DROP TABLE finding_group; DROP TABLE route;
    DROP TABLE keeping; DROP INDEX receipt_by_document; DROP TABLE finding_change; DROP INDEX sighting_by_day;
    ALTER TABLE assessment DROP COLUMN software; ALTER TABLE assessment DROP COLUMN before;
    ALTER TABLE upload DROP COLUMN tried_at;
    DROP TABLE finding_id; CREATE INDEX finding_by_fingerprint ON finding (fingerprint, assessment);
    CREATE INDEX finding_by_system ON finding (assessment, system, number);
    CREATE INDEX finding_by_rule ON finding (assessment, rule, number);
    CREATE TABLE supplement (agency INTEGER PRIMARY KEY REFERENCES agency, body TEXT NOT NULL) STRICT;
    DELETE FROM _sqlite_migrations WHERE name >= '0009';
    PRAGMA user_version = 8;
"""


def made_before_versions(db: Database, body: str | None) -> None:
    """Turn a database into what an older osk-scan left behind; `body` is the supplement that it kept."""
    db.execute("UPDATE assessment SET basis = json_remove(basis, '$.supplements')")
    db.close()
    with sqlite3.connect(db.path) as connection:
        connection.executescript(BEFORE_VERSIONS)
        if body:
            connection.execute("INSERT INTO supplement SELECT id, ? FROM agency", (body,))
    connection.close()


def test_an_assessment_of_an_older_database_comes_out_the_same(db: Database, tmp_path: Path, policy: Policy) -> None:
    supplemented(db, tmp_path, policy, "hoch", "2026-02-01")
    assessment = assessed(db, policy)
    made_by(db, policy, None)
    made_before_versions(db, (tmp_path / "ergaenzung.yaml").read_text())
    with Database(db.path) as migrated:
        supplemented(migrated, tmp_path, policy, "normal", "2026-11-23")
        assert ["whole", "the same bytes"] == [check.outcome.en for check in verify(migrated, policy)]
        assert [False, True] == [version.received_at is None for version in versions(migrated)]
        assert assessment.id != assessed(migrated, policy).id


def test_an_old_assessment_whose_supplement_was_replaced_is_told_as_such(
    db: Database, tmp_path: Path, policy: Policy
) -> None:
    supplemented(db, tmp_path, policy, "hoch", "2026-02-01")
    assessed(db, policy)
    made_before_versions(db, f"agency: {AGENCY}\nsystems: {{c1: {{criticality: normal}}}}\n")
    with Database(db.path) as migrated:
        (told,) = verify(migrated, policy)[1:]
    assert (True, "made before supplements were kept as history: not recomputed") == (told.fine, told.outcome.en)


def test_the_scores_name_the_supplement_among_what_they_rest_on(db: Database, tmp_path: Path, policy: Policy) -> None:
    plain = assessed(db, policy)
    supplemented(db, tmp_path, policy, "hoch", "2026-02-01")
    added = set(_inventories(assessed(db, policy))) - set(_inventories(plain))
    assert 1 == len(added)


def _inventories(assessment: Assessment) -> tuple[str, ...]:
    return msgspec.json.decode(assessment.scores, type=Scores).inventories


def test_what_counted_on_a_day_includes_what_was_said_of_systems_by_then(db: Database, policy: Policy) -> None:
    document = Document("c1.csv", (LISTS / "c1.csv").read_bytes())
    for context, day in ((Context.HOSTED, "2026-02-01"), (Context.HOSTED, "2026-02-02"), (None, "2026-02-03")):
        ingest(db, document, Assignment(agency=AGENCY, context=context), f"{day}{NOON}")
    published = Assignment(agency=AGENCY, context=Context.PUBLISHED, outbound="EUPL-1.2")
    ingest(db, document, published, f"2026-03-01{NOON}")

    def said(day: str | None) -> tuple[Context, str | None]:
        system = what_counts(db, DAY, handed_in_by=day).systems[0]
        return system.context, system.outbound

    assert [
        (Context.INTERNAL, None),
        (Context.HOSTED, None),
        (Context.HOSTED, None),
        (Context.PUBLISHED, "EUPL-1.2"),
        (Context.PUBLISHED, "EUPL-1.2"),
    ] == [said(day) for day in ("2026-01-01", "2026-02-01", "2026-02-28", "2026-03-01", None)]
    assert 3 == db.execute("SELECT count(*) FROM situation WHERE system = 1").fetchone()[0]


def test_an_assessment_comes_out_the_same_after_a_system_was_published(db: Database, policy: Policy) -> None:
    assessed(db, policy)
    document = Document("c1.csv", (LISTS / "c1.csv").read_bytes())
    ingest(db, document, Assignment(agency=AGENCY, context=Context.PUBLISHED, outbound="MIT"), f"2026-02-01{NOON}")
    assessed(db, policy)
    assert ["whole", "the same bytes", "the same bytes"] == [check.outcome.en for check in verify(db, policy)]


def test_of_a_system_of_an_older_database_the_context_is_kept(db: Database) -> None:
    made_before_versions(db, None)
    with Database(db.path) as migrated:
        assert (Context.INTERNAL, None) == (
            what_counts(migrated, DAY, handed_in_by="2026-01-01").systems[0].context,
            migrated.execute("SELECT said_at FROM situation WHERE system = 1").fetchone()[0],
        )
