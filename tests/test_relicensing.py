"""Software whose terms changed since the inventory before is told, and watched for."""

from pathlib import Path

import pytest

from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.querying import Question, ask
from osk_scan.pipeline.verifying import verified
from osk_scan.pipeline.watching import watch
from osk_scan.store.database import Database
from tests.test_curations import DAY, NOW, bom, hand_in

POLICY = Policy()


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return Database(tmp_path / "osk.db")


def messages(db: Database) -> list[str]:
    made = assess(db, POLICY, DAY, NOW)
    assert verified(db, POLICY, made)
    return [one.message.de for one in ask(db, Question(rule="relicensed"))[2]]


def test_stricter_terms_than_in_the_inventory_before_are_told(db: Database) -> None:
    hand_in(db, bom(("search", "7.10.2", "Apache-2.0"), ("lines", "1", "MIT")))
    assert [] == messages(db)
    hand_in(db, bom(("search", "7.11.0", "SSPL-1.0"), ("lines", "2", "MIT")))
    (told,) = messages(db)
    assert "7.10.2: Apache-2.0 → 7.11.0: SSPL-1.0" in told


def test_the_same_version_under_another_license_is_told_old_license_first(db: Database) -> None:
    hand_in(db, bom(("search", "8", "Apache-2.0")))
    hand_in(db, bom(("search", "8", "SSPL-1.0")))
    assert ["8: Apache-2.0 → 8: SSPL-1.0"] == [one.trail for one in watch(db, DAY)]


def test_what_became_open_is_watched_but_no_finding(db: Database) -> None:
    hand_in(db, bom(("search", "7", "SSPL-1.0")))
    hand_in(db, bom(("search", "8", "AGPL-3.0-only")))
    assert ["opened"] == [one.direction for one in watch(db, DAY)]
    assert [] == messages(db)


def test_versions_in_two_systems_are_compared(db: Database) -> None:
    hand_in(db, bom(("search", "7", "Apache-2.0")), agency="A")
    hand_in(db, bom(("search", "8", "Elastic-2.0")), agency="B")
    (one,) = watch(db, DAY)
    assert ("pkg:npm/search", "closed", ("A · Portal", "B · Portal")) == (one.package, one.direction, one.systems)
    assert () == watch(db, DAY, "A")


def test_two_documents_that_disagree_on_one_version_are_no_change(db: Database) -> None:
    hand_in(db, bom(("search", "7", "Apache-2.0")), agency="A")
    hand_in(db, bom(("search", "7", "Elastic-2.0")), agency="B")
    assert () == watch(db, DAY)


def test_an_empty_database_has_nothing_to_watch(db: Database) -> None:
    assert () == watch(db, DAY)
