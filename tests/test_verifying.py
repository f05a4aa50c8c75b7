"""Whatever is done to a database or its policy after an assessment, `verify` says what, in German and English."""

import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from osk_scan.model import Document
from osk_scan.pipeline.assess import assess, assessment_id
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import assessment_named
from osk_scan.pipeline.scores import scores_of
from osk_scan.pipeline.verifying import verify
from osk_scan.shipped import rules_folder
from osk_scan.store.database import Database

LISTS = Path(__file__).resolve().parents[1] / "fixtures" / "reference"
NOON = "2026-01-01T12:00:00+00:00"
WHOLE = (True, "whole")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, policy: Policy) -> Path:
    """A database with one assessment."""
    file = tmp_path_factory.mktemp("made") / "osk.db"
    with Database(file) as db:
        for name in ("c1.csv", "s2.csv"):
            ingest(db, Document(name, (LISTS / name).read_bytes()), Assignment(agency="A"), NOON)
        assess(db, policy, "2026-09-01", NOON)
    return file


@pytest.fixture
def db(made: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(made, tmp_path / "osk.db")
    with Database(tmp_path / "osk.db") as opened:
        yield opened


def told(db: Database, policy: Policy) -> list[tuple[bool, str]]:
    return [(check.fine, check.outcome.en) for check in verify(db, policy)]


def test_an_assessment_names_the_software_and_the_method_that_made_it(db: Database) -> None:
    scores = scores_of(db)
    assert (version("osk-scan"), "osk-souv v1") == (scores.software, scores.method)


def test_what_another_agency_states_of_the_same_software_changes_nothing(tmp_path: Path, policy: Policy) -> None:
    listed = "Hersteller;Produkt;Version\nACME;Zauberwerk;1.0\n"
    stated = listed.replace("Version", "Version;Winget ID").replace("1.0", "1.0;Adobe.Acrobat.Reader.64-bit")
    with Database(tmp_path / "osk.db") as db:
        ingest(db, Document("a.csv", listed.encode()), Assignment(agency="A"), NOON)
        assess(db, policy, "2026-09-01", NOON, "A")
        ingest(db, Document("b.csv", stated.encode()), Assignment(agency="B"), NOON)
        assert [WHOLE, (True, "the same bytes")] == told(db, policy)


_CHANGED = (False, "what is kept of it was changed: recomputing gives what came out then")
TAMPERED = {
    "UPDATE assessment SET scores = x'00'": [WHOLE, (False, "what is kept of it is damaged; go back to a backup")],
    "UPDATE finding SET count = count + 1 WHERE number = 0": [WHOLE, _CHANGED],
    "UPDATE finding_text SET body = replace(body, 'A', 'a')": [WHOLE, _CHANGED],
    "UPDATE finding_text SET body = 'nothing ' || id": [WHOLE, _CHANGED],
    "DELETE FROM sighting": [WHOLE, _CHANGED],
    "UPDATE component SET installations = 500 WHERE position = 0": [WHOLE, (False, "other bytes from the same inputs")],
    "UPDATE assessment SET as_of = '2026-09-02'": [WHOLE, (False, "the inputs are no longer those of then")],
    "UPDATE system SET name = 'other' WHERE id = 1": [WHOLE, _CHANGED],
}


@pytest.mark.parametrize("statement", TAMPERED)
def test_what_was_changed_behind_its_back_is_told(db: Database, policy: Policy, statement: str) -> None:
    db.execute(statement)
    assert TAMPERED[statement] == list(dict.fromkeys(told(db, policy)))


def test_a_deleted_inventory_is_missed_by_what_rests_on_it(db: Database, policy: Policy) -> None:
    (components,) = db.execute("SELECT count(*) FROM component WHERE inventory = 1").fetchone()
    db.execute("DELETE FROM inventory WHERE id = 1")
    found = told(db, policy)
    assert (False, f"component: {components} rows name no inventory") in found
    assert (False, "inventory 1 is missing") == found[-1]


def test_a_document_that_cannot_be_unpacked_is_told(db: Database, policy: Policy) -> None:
    (digest,) = db.execute("UPDATE document SET content = x'00' WHERE id = 1 RETURNING sha256").fetchone()
    assert (False, f"document {digest}: other bytes") == told(db, policy)[0]


def test_another_catalogue_is_told_and_no_fault(db: Database, tmp_path: Path) -> None:
    shutil.copytree(rules_folder(), tmp_path / "rules")
    one = next((tmp_path / "rules" / "catalogue" / "products").glob("*.yaml"))
    text = one.read_text(encoding="utf-8")
    one.write_text(text.replace("name: ", "name: Neu ", 1), encoding="utf-8")
    assert [WHOLE, (True, "made by another catalogue: not recomputed")] == told(db, Policy(tmp_path / "rules"))


def test_other_rules_are_told_and_no_fault(db: Database, tmp_path: Path) -> None:
    shutil.copytree(rules_folder(), tmp_path / "rules")
    with (tmp_path / "rules" / "sovereignty.yaml").open("a", encoding="utf-8") as file:
        file.write("# our own copy\n")
    assert [WHOLE, (True, "made by other rules: not recomputed")] == told(db, Policy(tmp_path / "rules"))


def made_by(db: Database, policy: Policy, software: str | None) -> None:
    """Let the assessment be that of another version, under the id that this version gave it."""
    one = assessment_named(db, None, None)
    id_ = assessment_id(db, policy, one.basis, one.as_of, software)
    db.execute("UPDATE assessment SET software = ?, id = ?", (software, id_))
    db.execute("UPDATE run SET assessment = ?", (id_,))


@pytest.mark.parametrize("software", ["0.0.1", None])
def test_what_another_osk_scan_made_alike_is_the_same(db: Database, policy: Policy, software: str | None) -> None:
    made_by(db, policy, software)
    assert [WHOLE, (True, "the same bytes")] == told(db, policy)


def test_other_bytes_of_another_osk_scan_are_told_and_no_fault(db: Database, policy: Policy) -> None:
    made_by(db, policy, "0.0.1")
    db.execute("UPDATE assessment SET result = 'other'")
    assert (True, f"other bytes: made by osk-scan 0.0.1, this one is {version('osk-scan')}") == told(db, policy)[1]


def test_what_comes_out_is_told_in_german_too(db: Database, policy: Policy) -> None:
    assert ["heil", "dieselben Bytes"] == [check.outcome.de for check in verify(db, policy)]
