"""Readers that come again take only what is new."""

from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from osk_scan.errors import InvalidRequest
from osk_scan.model import Document
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import results_of
from osk_scan.pipeline.telling import export
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from tests.web.documents import bom

POLICY = Policy()


def assessed(db: Database, day: str, system: str) -> Assessment:
    at = f"{day}T08:00:00+00:00"
    ingest(db, Document("bom.json", bom()), Assignment(agency="A", system=system), at)
    return assess(db, POLICY, day, at)


def lines(db: Database, assessment: Assessment, since: str | None) -> set[str]:
    stream = BytesIO()
    export(results_of(db, POLICY, assessment, since=since), "findings-jsonl", None, stream)
    return {msgspec.json.decode(line)["id"] for line in stream.getvalue().splitlines()}


def test_since_a_day_or_an_assessment_gives_only_what_came_after(tmp_path: Path) -> None:
    with Database(tmp_path / "osk.db") as db:
        first = assessed(db, "2026-09-01", "Portal")
        before = lines(db, first, None)
        second = assessed(db, "2026-09-02", "Register")
        new = lines(db, second, None) - before
        assert new
        assert before
        assert new == lines(db, second, "2026-09-02") == lines(db, second, first.id[:12])
        assert before | new == lines(db, second, "2026-09-01")
        with pytest.raises(InvalidRequest, match="neither a day nor an assessment"):
            lines(db, second, "gestern")
