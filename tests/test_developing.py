"""What changed between two assessments, of every part that somebody may ask for, and by whose knowledge."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from osk_scan.errors import InvalidRequest
from osk_scan.model import Document
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.demo import ingest_demo
from osk_scan.pipeline.developing import ScopeName, Trend, before_it_changed, develop
from osk_scan.pipeline.ingest import ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.receipts import Assignment
from osk_scan.score import Scores
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from tests.test_cli import FIXTURES
from tests.web.documents import bom

AGENCY, OTHER = "Bezirksamt A", "Landesamt B"
BEFORE, TODAY = "2026-06-30", "2026-11-23"
CLIENT = ScopeName("system", f"{AGENCY}/c1")
PARTS = (ScopeName(), ScopeName("agency", AGENCY), ScopeName("agency", OTHER), ScopeName("layer", "office"))


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy()


class Kept(NamedTuple):
    """The demo in June; since then one client was renewed, and a portal came."""

    db: Database
    policy: Policy
    june: Assessment
    days: list[Assessment]
    """Newest first."""

    def developed(self, part: ScopeName) -> Trend:
        return develop(self.db, self.policy, self.june.id, self.days[0].id, part)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, policy: Policy) -> Iterator[Kept]:
    with Database(tmp_path_factory.mktemp("developing") / "osk.db") as db:
        list(ingest_demo(db, _noon(BEFORE)))
        june = assess(db, policy, BEFORE, _noon(BEFORE))
        renewed = (FIXTURES / "demo" / "bezirksamt-a" / "c5.csv").read_bytes()
        for name, content, system in (("c1.csv", renewed, "c1"), ("portal.cdx.json", bom(), "Portal")):
            ingest(db, Document(name, content), Assignment(agency=AGENCY, system=system), _noon(TODAY))
        days = [assess(db, policy, day, _noon(day)) for day in ("2026-11-21", "2026-11-22", TODAY)]
        yield Kept(db, policy, june, days[::-1])


def _noon(day: str) -> str:
    return f"{day}T12:00:00+00:00"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_ends_where_its_kept_scores_stand(kept: Kept, part: ScopeName) -> None:
    scopes = json.loads(kept.days[0].scores)["scopes"]
    (score,) = (one for one in scopes if (one["scope"], one["name"]) == part)
    found = kept.developed(part)
    stated = {id_: (one["lo_exact"], one["hi_exact"]) for id_, one in (score["indicators"] | score["goals"]).items()}
    assert {id_: ends for id_, ends in stated.items() if id_ not in found.one_sided} == {
        one.id: (one.now.lo_exact, one.now.hi_exact) for one in found.developments
    }


@pytest.mark.parametrize("part", [*PARTS, CLIENT], ids=lambda part: part.name)
def test_the_parts_of_a_change_add_up(kept: Kept, part: ScopeName) -> None:
    for one in kept.developed(part).developments:
        moves = (one.real, one.supplement, one.revision)
        assert one.now.low - one.then.low == sum(Fraction(by.lo) for by in moves), one.id
        assert one.now.high - one.then.high == sum(Fraction(by.hi) for by in moves), one.id


def test_a_system_is_scored_by_todays_knowledge_on_both_sides(kept: Kept) -> None:
    found = kept.developed(CLIENT)
    assert ((), 1, 1) == (found.differs, found.covered_then.systems, found.covered_now.systems)
    assert {("0", "0")} == {(one.revision.lo, one.revision.hi) for one in found.developments}
    (open_source,) = (one for one in found.developments if one.id == "D1")
    assert ("1/4", "2/3") == (open_source.then.lo_exact, open_source.now.lo_exact)


def test_systems_that_came_and_systems_with_other_inventories_are_named(kept: Kept) -> None:
    moved = {part: kept.developed(part).moved for part in (ScopeName(), ScopeName("agency", OTHER), CLIENT)}
    told = {part: [(one.system.name, one.how) for one in found] for part, found in moved.items()}
    assert [("Portal", "came"), ("c1", "changed")] == told[ScopeName()]
    assert ([], [("c1", "changed")]) == (told[ScopeName("agency", OTHER)], told[CLIENT])


def test_a_value_that_only_one_side_has_is_named_and_not_dropped(kept: Kept) -> None:
    """The agency had no document whose required fields could be counted before its portal brought one."""
    found = kept.developed(ScopeName("agency", AGENCY))
    assert ("D7_bsi", "D7_cisa", "D7_ntia") == found.one_sided
    assert set(found.one_sided) <= set(found.names)
    assert () == kept.developed(ScopeName("agency", OTHER)).one_sided


def test_a_part_that_only_one_assessment_has_is_refused(kept: Kept) -> None:
    for part in (ScopeName("system", f"{AGENCY}/Portal"), ScopeName("agency", "gibt es nicht")):
        with pytest.raises(InvalidRequest, match="does not cover it"):
            kept.developed(part)


def test_indicators_come_as_people_list_them(kept: Kept) -> None:
    ids = [one.id for one in kept.developed(ScopeName()).developments]
    assert ["Q1", "D1", "D2", "D3", "D4", "CR1"] == ids[:6]
    assert ids.index("D9") < ids.index("D10")


def test_the_day_alone_is_told_where_nothing_else_is_another(kept: Kept) -> None:
    found = kept.developed(ScopeName())
    assert (("day",), ()) == (found.differs, found.renewed)


def test_other_software_is_told_and_both_sides_are_scored_by_todays(tmp_path: Path, policy: Policy) -> None:
    with Database(tmp_path / "osk.db") as db:
        list(ingest_demo(db, _noon(BEFORE)))
        for day in (BEFORE, TODAY):
            assess(db, policy, day, _noon(day))
    with closing(sqlite3.connect(tmp_path / "osk.db")) as kept, kept:
        kept.execute("UPDATE assessment SET software = '0.0.1'")
    with Database(tmp_path / "osk.db") as db:
        found = develop(db, policy)
    assert (("software", "day"), ("software",)) == (found.differs, found.renewed)
    assert {("0", "0")} == {(one.real.lo, one.real.hi) for one in found.developments}


def test_the_assessment_before_a_change_is_found_behind_those_of_every_day(kept: Kept) -> None:
    ids = [one.id for one in (*kept.days, kept.june)]
    for part in (ScopeName(), ScopeName("agency", AGENCY), CLIENT):
        assert kept.june.id == before_it_changed(kept.db, ids, part)
    assert before_it_changed(kept.db, ids, ScopeName("agency", OTHER)) is None
    assert before_it_changed(kept.db, [], ScopeName()) is None


def test_no_name_makes_the_system_of_one_agency_pass_for_that_of_another(tmp_path: Path, policy: Policy) -> None:
    """With a slash in names, both would be Amt/Sport/Portal."""
    with Database(tmp_path / "osk.db") as db:
        for agency, system, name in (("Amt", "Sport/Portal", "c1.csv"), ("Amt/Sport", "Portal", "c5.csv")):
            content = (FIXTURES / "demo" / "bezirksamt-a" / name).read_bytes()
            ingest(db, Document(name, content), Assignment(agency=agency, system=system), _noon(TODAY))
        scores = msgspec.json.decode(assess(db, policy, TODAY, _noon(TODAY)).scores, type=Scores)
    assert {"Amt": 4, "Amt/Sport": 3} == {one.name: one.n for one in scores.scopes if one.scope == "agency"}
