"""Whoever reads only what is new gets just that, and the database reads no more than that for it."""

import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from osk_scan.model import Document
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.demo import ingest_demo
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.store import changes, finding_rows
from osk_scan.store.changes import fingerprints_gone
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted, findings_of
from osk_scan.store.integrity import broken
from tests.web.documents import bom

DAYS = ("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23")
_FULL = re.compile(r"SCAN (finding|finding_id|finding_change|sighting|one|other|seen)\b")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(tmp_path_factory.mktemp("since") / "osk.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def made(db: Database) -> tuple[str, ...]:
    """Assessments of all, one a day, each with another system, one of which changes; then those of one agency."""
    policy, ids = Policy(), []
    list(ingest_demo(db, f"{DAYS[0]}T08:00:00+00:00"))
    for at, day in enumerate(DAYS):
        moment = f"{day}T08:00:00+00:00"
        content = bom("portal", components=4 + at, license_id=("GPL-3.0-only", "MIT")[at % 2])
        assignment = Assignment(agency="Bezirksamt A", system="Portal", source="bom")
        ingest(db, Document("bom.json", content), assignment, moment)
        ingest(db, Document("new.json", bom(f"new-{at}")), Assignment(agency="Amt B", system=f"Neu {at}"), moment)
        ids.append(assess(db, policy, day, moment).id)
    return (*ids, assess(db, policy, DAYS[-1], f"{DAYS[-1]}T09:00:00+00:00", "Amt B").id)


def told(db: Database, assessment: str, wanted: Wanted | None = None) -> list[str]:
    return [kept.fingerprint for kept in findings_of(db, assessment, wanted or Wanted())]


def test_what_came_and_what_went_between_any_two_is_told(db: Database, made: tuple[str, ...]) -> None:
    differing = 0
    for old, new in permutations(made, 2):
        before, after = told(db, old), told(db, new)
        came = [one for one in after if one not in before]
        assert came == told(db, new, Wanted(not_in=old))
        assert sorted(set(before) - set(after)) == list(fingerprints_gone(db, old, new))
        differing += bool(came)
    assert differing > 12


def test_what_was_first_seen_on_a_day_or_later_is_told(db: Database, made: tuple[str, ...]) -> None:
    for day in (*DAYS, "2026-12-01"):
        every = [kept for kept in findings_of(db, made[3], Wanted()) if kept.first_seen >= day]
        assert every == list(findings_of(db, made[3], Wanted(seen_from=day)))


@pytest.mark.parametrize("few", [0, 10**9])
def test_many_that_are_new_are_told_like_few(
    db: Database, made: tuple[str, ...], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = [told(db, made[3], Wanted(not_in=made[0], agency=agency)) for agency in (None, "Amt B")]
    assert all(usual)
    monkeypatch.setattr(changes, "FEW", few)
    assert usual == [told(db, made[3], Wanted(not_in=made[0], agency=agency)) for agency in (None, "Amt B")]


@pytest.mark.parametrize(
    "wanted",
    [{"not_in": "old"}, {"seen_from": DAYS[3]}, {"not_in": "old", "agency": "Amt B", "rule": "no-license-stated"},
     {"fingerprint": "ab"}, {"among": frozenset({"ab"})}],
)  # fmt: skip
def test_no_question_for_few_findings_goes_through_all(
    db: Database, made: tuple[str, ...], wanted: dict[str, str]
) -> None:
    asked = wanted | ({"not_in": made[2]} if "not_in" in wanted else {})
    assert [] == full_scans(db, lambda: told(db, made[3], Wanted(**asked, limit=100)))  # type: ignore[arg-type]  # parts


def test_nor_does_the_question_what_went(db: Database, made: tuple[str, ...]) -> None:
    assert [] == full_scans(db, lambda: fingerprints_gone(db, made[2], made[3]))
    assert full_scans(db, lambda: db.execute("SELECT count(*) FROM sighting").fetchone())


def full_scans(db: Database, ask: object) -> list[str]:
    """Return what of the database's plans reads whole tables of findings."""
    statements: list[str] = []
    db.connection.set_trace_callback(statements.append)
    assert callable(ask)
    ask()
    db.connection.set_trace_callback(None)
    plans = [db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall() for statement in statements]
    return [step[3] for plan in plans for step in plan if _FULL.search(step[3])]


@pytest.mark.parametrize("slice_", [1, 7])
def test_no_slice_leaves_a_finding_behind(tmp_path: Path, slice_: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the findings fill the last slice exactly."""
    for module in (finding_rows, changes):
        monkeypatch.setattr(module, "_SLICE", slice_)
    with Database(tmp_path / "osk.db") as db:
        for day, components in zip(DAYS[:2], (14, 21), strict=True):
            content = bom(components=components, license_id="GPL-3.0-only")
            ingest(
                db, Document("bom.json", content), Assignment(agency="A", system="S", source="bom"), f"{day}T08:00:00Z"
            )
            assess(db, Policy(), day, f"{day}T08:00:00+00:00")
        listed = db.execute("SELECT assessment, number, fingerprint FROM finding ORDER BY 1, 2").fetchall()
        assert listed == db.execute("SELECT assessment, number, fingerprint FROM finding_id ORDER BY 1, 2").fetchall()
        assert {one[2] for one in listed} == {one for (one,) in db.execute("SELECT fingerprint FROM sighting")}
        sets = [{one[2] for one in listed if one[0] == number} for number in (1, 2)]
        assert sets[0] ^ sets[1] == {one for (one,) in db.execute("SELECT fingerprint FROM finding_change")}
        assert () == broken(db)
