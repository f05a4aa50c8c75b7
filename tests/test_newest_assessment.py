"""The newest assessment is the one that was asked for last, whether or not it had been made before."""

from pathlib import Path

import pytest

from osk_scan.model import Document
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.visible import visible_assessment
from osk_scan.store.assessments import newest_assessment
from osk_scan.store.database import Database
from tests.web.documents import bom

AT = "2026-11-23T08:00:00+00:00"
POLICY = Policy()


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return Database(tmp_path / "osk.db")


def assessed(db: Database, content: bytes, agency: str | None = None) -> str:
    ingest(db, Document("bom.json", content), Assignment(agency="A", system="Portal"), AT)
    return assess(db, POLICY, AT[:10], AT, agency).id


def newest(db: Database, scope: str) -> str | None:
    found = newest_assessment(db, scope)
    return found.id if found else None


def test_asking_for_an_assessment_made_before_makes_it_the_newest_again(db: Database) -> None:
    first = assessed(db, bom("1"))
    later = assess(db, POLICY, "2027-11-23", AT).id
    assert later == newest(db, "")
    assert first == assess(db, POLICY, AT[:10], AT).id
    assert first == newest(db, "")


def test_a_document_handed_in_after_another_is_assessed_anew(db: Database) -> None:
    """The inventory before counts too: relicensing between the two is a finding."""
    first, second = assessed(db, bom("1")), assessed(db, bom("2"))
    third = assessed(db, bom("1"))
    assert third == newest(db, "")
    assert 3 == len({first, second, third})


def test_the_only_agency_and_the_portfolio_each_have_a_newest_assessment(db: Database) -> None:
    assert assessed(db, bom(), "A") == assessed(db, bom()) == newest(db, "A") == newest(db, "")


def test_an_agency_without_a_name_sees_nothing(db: Database) -> None:
    whole = assessed(db, bom("1"))
    assert whole == getattr(visible_assessment(db, None), "id", None)
    assert [None, None, None] == [visible_assessment(db, *asked) for asked in (("",), ("", whole), ("B", whole))]
