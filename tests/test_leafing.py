"""Leafing through findings a few at a time shows what reading them all at once does."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from osk_scan.finding import Finding
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.demo import ingest_demo
from osk_scan.pipeline.findings import findings
from osk_scan.pipeline.leafing import leaf
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.querying import Question, ask
from osk_scan.pipeline.waiving import waive
from osk_scan.store.assessments import Assessment, list_assessments
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted, findings_of, severity_counts
from osk_scan.store.integrity import broken

AT = "2026-11-23T08:00:00+00:00"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(tmp_path_factory.mktemp("demo") / "osk.db") as db:
        list(ingest_demo(db, AT))
        assess(db, Policy(), AT[:10], AT)
        yield db


@pytest.fixture(scope="module")
def assessment(demo: Database) -> Assessment:
    return assess(demo, Policy(), AT[:10], AT)


@pytest.fixture(scope="module")
def every(demo: Database, assessment: Assessment) -> tuple[Finding, ...]:
    return tuple(findings(demo, assessment, Wanted()))


def leafed(db: Database, assessment: Assessment, wanted: Wanted, state: str | None = None) -> tuple[Finding, ...]:
    found: list[Finding] = []
    while True:
        page = leaf(db, assessment, wanted, state, 7, AT[:10])
        found += page.findings
        if page.following is None:
            return tuple(found)
        wanted = replace(wanted, after=page.following)


def test_each_filter_gives_what_it_would_of_all(
    demo: Database, assessment: Assessment, every: tuple[Finding, ...]
) -> None:
    assert len(every) > 30
    agency, system, rule = every[0].agency, every[0].system, every[0].rule
    assert every == leafed(demo, assessment, Wanted())
    assert tuple(f for f in every if f.agency == agency) == leafed(demo, assessment, Wanted(agency=agency))
    assert tuple(f for f in every if f.system == system) == leafed(demo, assessment, Wanted(system=system))
    both = Wanted(rule=rule, severities=("critical", "high", "medium"))
    assert tuple(f for f in every if f.rule == rule and f.severity in both.severities) == leafed(demo, assessment, both)
    assert () == leafed(demo, assessment, Wanted(agency="Nirgendwo"))


def test_a_finding_is_found_by_the_beginning_of_its_id(
    demo: Database, assessment: Assessment, every: tuple[Finding, ...]
) -> None:
    for finding in every[::5]:
        (found,) = findings_of(demo, assessment.id, Wanted(fingerprint=finding.id[:12]))
        assert finding.id == found.fingerprint


def test_counts_are_those_of_the_findings(demo: Database, assessment: Assessment, every: tuple[Finding, ...]) -> None:
    for agency in {finding.agency for finding in every} - {""}:
        counted = severity_counts(demo, assessment.id, agency)
        assert sum(finding.agency == agency for finding in every) == sum(counted.values())
        assert all(
            number == sum((f.agency, f.severity) == (agency, severity) for f in every)
            for severity, number in counted.items()
        )


def test_paths_are_the_same_without_the_ways_that_are_kept(
    demo: Database, assessment: Assessment, every: tuple[Finding, ...]
) -> None:
    assert any(len(finding.path) > 3 for finding in every)
    with demo.transaction() as connection:
        connection.execute("DELETE FROM route")
    assert every == tuple(findings(demo, assessment, Wanted()))


def test_open_and_waived_findings_are_all_of_them(
    demo: Database, assessment: Assessment, every: tuple[Finding, ...]
) -> None:
    waived = [finding.id for finding in every[3:20:4]]
    for one in waived:
        waive(demo, one, reason="geprüft", reviewer="IT-Sicherheit", until="2027-01-01", decided_at=AT)
    assert waived == [finding.id for finding in leafed(demo, assessment, Wanted(), "waived")]
    remaining = [finding.id for finding in every if finding.id not in waived]
    assert remaining == [finding.id for finding in leafed(demo, assessment, Wanted(), "open")]


def test_a_question_counts_all_and_tells_the_first(demo: Database, every: tuple[Finding, ...]) -> None:
    """The decisions that `every` was read before are made on some of them by now."""
    for state in (None, "open", "waived"):
        total, gravest, shown = ask(demo, Question(state=state), 5)
        whole, _, found = ask(demo, Question(state=state, fingerprint=""))
        assert total == whole == len(found)
        assert shown == found[:5]
        assert gravest == next((one.severity for one in found if one.state == "open"), None)
        assert {one.state for one in found} == ({state} if state else {"open", "waived"})
    assert len(every) == ask(demo, Question())[0]


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from osk_scan.pipeline.assess import assess
    from osk_scan.pipeline.policy import Policy
    from osk_scan.store import finding_rows
    from osk_scan.store.database import Database
    slices, step = [], finding_rows._keep_rows
    def killed(*given):
        step(*given)
        slices.append(given)
        if len(slices) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
    finding_rows._keep_rows, finding_rows._SLICE = killed, 10
    assess(Database(Path(sys.argv[1])), Policy(), "2026-11-23", "2026-11-23T08:00:00+00:00")
"""


def test_of_an_assessment_that_is_killed_nobody_sees_anything(tmp_path: Path) -> None:
    file = tmp_path / "osk.db"
    with Database(file) as db:
        list(ingest_demo(db, AT))
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(file)], check=False)
    assert -signal.SIGKILL == done.returncode
    with Database(file) as db:
        assert ((20,), ()) == (db.execute("SELECT count(*) FROM finding").fetchone(), list_assessments(db))
        assert () == broken(db)
        made = assess(db, Policy(), "2026-11-25", "2026-11-25T08:00:00+00:00")
        assert (made.findings,) == db.execute("SELECT count(*) FROM finding").fetchone()
        assert made.findings == len(list(findings(db, made, Wanted())))
        assert () == broken(db)


def test_two_that_make_the_same_assessment_at_once_keep_it_once(tmp_path: Path) -> None:
    file = tmp_path / "osk.db"
    with Database(file) as db:
        list(ingest_demo(db, AT))
    command = [sys.executable, "-m", "osk_scan", "assess", "--db", str(file), "--as-of", AT[:10]]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [0, 0] == [process.wait() for process in both]
    with Database(file) as db:
        ((made, *_),) = list_assessments(db)
        kept = assess(db, Policy(), AT[:10], AT)
        assert (made, kept.findings) == (kept.id, len(list(findings(db, kept, Wanted()))))
        assert () == broken(db)
