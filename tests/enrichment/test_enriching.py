"""What is found counts in assessments, beside what documents say and under what people decide."""

import json
from pathlib import Path

import pytest

from osk_scan.errors import InvalidRequest
from osk_scan.model import Document
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.counting import counted, what_counts
from osk_scan.pipeline.enriching import enrich
from osk_scan.pipeline.findings import findings
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.verifying import verified
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted
from tests.command import run
from tests.enrichment.test_machine import put

NOW, DAY = "2026-11-23T10:00:00+00:00", "2026-11-23"
STATUS = """Package: akte
Status: install ok installed
Version: 1.0
Architecture: all

Package: karg
Status: install ok installed
Version: 1.0
Architecture: all
"""
AGPL = "The program is under the AGPL-3, see /usr/share/common-licenses/AGPL-3"
POLICY = Policy()


@pytest.fixture
def db(tmp_path: Path) -> Database:
    opened = Database(tmp_path / "osk.db")
    for agency in ("A", "B"):
        ingest(opened, Document("status", STATUS.encode()), Assignment(agency=agency, system="S"), NOW)
    return opened


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    put(tmp_path, "machine/usr/share/doc/akte/copyright", "see /usr/share/common-licenses/GPL-3")
    return tmp_path / "machine"


def enriched(db: Database, machine: Path, agency: str = "A") -> tuple[str, ...]:
    outcome = enrich(db, agency=agency, system="S", folder=machine, indexes=(), found_at=NOW)
    return tuple(f"{one.package} {one.expression}" for one in outcome.found)


def silent(db: Database) -> set[tuple[str, str]]:
    """Return the components that count and have no license stated, by agency and name."""
    portfolio = counted(db, what_counts(db, DAY))
    return {
        (portfolio.systems[portfolio.system[row]].agency, portfolio.names[portfolio.name[row]])
        for row in range(portfolio.size)
        if portfolio.licenses[portfolio.declared[row]].claims is None
    }


def test_what_is_found_counts_for_its_own_system_only(db: Database, machine: Path) -> None:
    before = silent(db)
    assert ("pkg:deb/debian/akte@1.0?arch=all GPL-3.0-only",) == enriched(db, machine)
    assert before - {("A", "akte")} == silent(db)
    assert {("A", "akte"), ("A", "karg"), ("B", "akte"), ("B", "karg")} == before


def test_an_assessment_is_another_after_enrichment_and_the_old_one_comes_out_the_same(
    db: Database, machine: Path
) -> None:
    old = assess(db, POLICY, DAY, NOW)
    enriched(db, machine)
    new = assess(db, POLICY, DAY, NOW)
    assert old.id != new.id
    assert verified(db, POLICY, old)
    assert verified(db, POLICY, new)


def test_finding_the_same_again_changes_nothing(db: Database, machine: Path) -> None:
    enriched(db, machine)
    first = assess(db, POLICY, DAY, NOW)
    enriched(db, machine)
    assert first.id == assess(db, POLICY, DAY, NOW).id


def test_the_newest_word_on_a_package_counts(db: Database, machine: Path) -> None:
    enriched(db, machine)
    put(machine, "usr/share/doc/akte/copyright", "see /usr/share/common-licenses/Apache-2.0")
    assert ("pkg:deb/debian/akte@1.0?arch=all Apache-2.0",) == enriched(db, machine)


def test_the_evidence_says_where_the_license_was_found(tmp_path: Path) -> None:
    with Database(tmp_path / "osk.db") as db:
        lock = {"lockfileVersion": 3, "packages": {"": {"name": "app", "version": "1"},
                "node_modules/frei": {"version": "2.0.0"}}}  # fmt: skip
        document = Document("package-lock.json", json.dumps(lock).encode())
        ingest(db, document, Assignment(agency="A", system="S", outbound="MIT"), NOW)
        put(tmp_path, "m/node_modules/frei/package.json", '{"version": "2.0.0", "license": "Krumme Lizenz"}')
        enrich(db, agency="A", system="S", folder=tmp_path / "m", indexes=(), found_at=NOW)
        told = [one for one in findings(db, assess(db, POLICY, DAY, NOW), Wanted()) if one.rule == "license-unreadable"]
    places = [(evidence.document, evidence.where, evidence.fact) for evidence in told[0].evidence[1:]]
    expected = ("enrichment machine", "node_modules/frei/package.json", "declared by enrichment: Krumme Lizenz")
    assert [expected] == places
    assert "declared" not in told[0].evidence[0].fact


def test_what_a_document_states_is_not_replaced(tmp_path: Path) -> None:
    with Database(tmp_path / "osk.db") as db:
        listed = json.dumps([{"Name": "akte", "Version": "1.0", "License": "MIT"}]).encode()
        ingest(db, Document("licenses.json", listed), Assignment(agency="A", system="S"), NOW)
        put(tmp_path, "m/akte-1.0.dist-info/METADATA", "License: GPL-3.0-only\n")
        assert 0 == enrich(db, agency="A", system="S", folder=tmp_path / "m", indexes=(), found_at=NOW).asked


def test_an_unknown_system_is_answered_with_those_there_are(db: Database, machine: Path) -> None:
    with pytest.raises(InvalidRequest, match="there are: S"):
        enrich(db, agency="A", system="T", folder=machine, indexes=(), found_at=NOW)


def test_without_a_source_nothing_is_done_and_the_user_is_told(db: Database) -> None:
    with pytest.raises(InvalidRequest, match="no source"):
        enrich(db, agency="A", system="S", folder=None, indexes=(), found_at=NOW)


def test_the_command_shows_what_was_found_and_how_it_reads(db: Database, machine: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "enrich", machine, "--agency", "A", "--system", "S")
    assert 0 == done.returncode
    assert "GPL-3.0-only" in done.stdout
    assert "usr/share/doc/akte/copyright" in done.stdout
    assert "1 of 2 packages" in done.stdout
