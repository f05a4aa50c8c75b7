"""What the license question of the demo's systems came to, as reports tell it."""

from pathlib import Path

import pytest

from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.demo import ingest_demo
from osk_scan.pipeline.licensing import licenses_of
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import results_of
from osk_scan.pipeline.sharing import shared
from osk_scan.results import LicenseAnswer, Results
from osk_scan.store.database import Database

AT = "2026-11-23T00:00:00Z"


@pytest.fixture
def demo(tmp_path: Path) -> tuple[Database, Results]:
    db, policy = Database(tmp_path / "osk.db"), Policy()
    list(ingest_demo(db, AT))
    return db, results_of(db, policy, assess(db, policy, AT[:10], AT))


def test_each_system_has_an_answer_and_those_without_a_license_say_so(demo: tuple[Database, Results]) -> None:
    _, results = demo
    answers = tuple(results.licensing)
    assert [(system.agency, system.name) for system in results.systems] == [(a.agency, a.system) for a in answers]
    stated = [system.outbound for system in results.systems]
    assert stated == [answer.outbound for answer in answers]


def test_an_answer_counts_what_the_whole_answer_lists(demo: tuple[Database, Results]) -> None:
    db, results = demo
    for answer in results.licensing:
        if answer.outbound:
            found = licenses_of(db, answer.system, answer.agency, as_of=AT[:10])
            assert _of(answer) == (len(found.conflicts), found.publication.answer, found.gaps)


def _of(answer: LicenseAnswer) -> tuple[object, ...]:
    return answer.conflicts, answer.publication, answer.gaps


def test_what_is_shared_tells_no_system(demo: tuple[Database, Results]) -> None:
    assert () == shared(demo[1], 5).licensing
