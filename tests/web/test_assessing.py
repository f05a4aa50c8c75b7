"""What is stored is assessed, whenever the power goes and whatever had to be mended; where it is not, that is told."""

import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from osk_scan.model import Document
from osk_scan.pipeline.access import Caller, Role
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.receipts import Assignment
from osk_scan.pipeline.uploading import assess_next, begin, hand_in, read_next
from osk_scan.shipped import rules_folder
from osk_scan.store.database import Database
from osk_scan.store.integrity import broken
from osk_scan.store.uploads import MAX_ATTEMPTS, KeptUpload, find_upload
from tests.web.documents import bom
from tests.web.estate import visit
from tests.web.server import served, wait_until

AT, SOON, LATER = (f"2026-11-23T{hour}+00:00" for hour in ("08:00:00", "08:59:00", "09:01:00"))
UPLOADER = Caller(key="test", name="", agency="A", roles=frozenset({Role.UPLOADER}))
KILLED = """
    import os, signal, sys
    from pathlib import Path
    from osk_scan.web import worker
    from osk_scan.web.bell import Bell
    from osk_scan.pipeline import uploading
    def power_cut(*_):
        os.kill(os.getpid(), signal.SIGKILL)
    if sys.argv[2] == "before":
        worker.assess_next = power_cut
    elif sys.argv[2] == "during":
        uploading.assess = power_cut
    else:
        uploading.end_assessing = power_cut
    here, _there = os.pipe()
    worker.work(Path(sys.argv[1]), (), Bell(here))
"""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "osk.db") as opened:
        yield opened


def handed_in(db: Database, system: str = "Portal") -> str:
    assignment = Assignment(agency="A", system=system)
    return hand_in(db, UPLOADER, Document("bom.json", bom(system)), assignment, AT).token


def killed(db: Database, moment: str) -> None:
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(db.path), moment], check=False)
    assert -signal.SIGKILL == done.returncode


def done(db: Database, token: str, at: str = AT, policy: Policy | None = None) -> KeptUpload:
    """Do what a worker does from its start until it sleeps."""
    begin(db, lambda: at)
    while read_next(db, lambda: at) or assess_next(db, policy or Policy(), lambda: at):
        pass
    upload = find_upload(db, token)
    assert upload is not None
    return upload


@pytest.mark.parametrize("moment", ["before", "during", "after"])
def test_what_was_stored_when_the_power_went_is_assessed_by_the_next_worker(db: Database, moment: str) -> None:
    token = handed_in(db)
    killed(db, moment)
    left = find_upload(db, token)
    assert left is not None
    assert ("stored", True, None) == (left.state, left.pending, left.assessment)
    assert "assessed" == done(db, token).state
    assert () == broken(db)


def test_however_often_the_power_goes_before_an_assessment_begins(db: Database) -> None:
    token = handed_in(db)
    for _ in range(2 * MAX_ATTEMPTS):
        killed(db, "before")
        handed_in(db, "Nachzügler")
    assert "assessed" == done(db, token).state


def test_an_assessment_that_ends_without_a_result_again_and_again_is_told_and_tried_an_hour_later(db: Database) -> None:
    token = handed_in(db)
    for _ in range(MAX_ATTEMPTS):
        killed(db, "during")
    with db.transaction() as connection:
        connection.execute("UPDATE upload SET tried_at = ?", (AT,))
    told = done(db, token, SOON)
    assert ("stored", False) == (told.state, told.pending)
    assert "assessing-ended" == told.failure
    assert told == done(db, token, SOON)
    assert "assessed" == done(db, token, LATER).state


def test_programs_and_people_are_told_what_could_not_be_assessed_each_in_their_words(db: Database) -> None:
    token = handed_in(db)
    for _ in range(MAX_ATTEMPTS):
        killed(db, "during")
    with (
        served(db.path) as server,
        server.client(server.key("A")) as client,
        visit(server, "A", Role.AUDITOR) as reader,
    ):
        wait_until(lambda: client.get(f"/api/osk/v1/receipts/{token}").json()["failure"])
        told = client.get(f"/api/osk/v1/receipts/{token}").json()["failure"]
        page = reader.get(f"/uploads/{token}").text
    assert "assessing ended several times without a result; ask those who run the desk" == told
    assert "die Auswertung brach mehrmals ohne Ergebnis ab" in page
    assert told not in page


def test_a_newer_document_takes_along_what_was_not_assessed(db: Database) -> None:
    token = handed_in(db)
    for _ in range(MAX_ATTEMPTS):
        killed(db, "during")
    assert not done(db, token, SOON).pending
    newer = handed_in(db, "Register")
    assert "assessed" == done(db, newer, SOON).state
    assert "assessed" == done(db, token, SOON).state


def test_what_a_broken_policy_kept_from_being_assessed_is_assessed_once_it_is_mended(
    db: Database, tmp_path: Path
) -> None:
    rules = Path(shutil.copytree(rules_folder(), tmp_path / "rules"))
    file = rules / "sovereignty.yaml"
    whole = file.read_text("utf-8")
    token = handed_in(db)
    file.write_text(whole[: len(whole) // 2] + "\n  ?: [", "utf-8")
    told = done(db, token, AT, Policy(rules))
    assert ("stored", False) == (told.state, told.pending)
    assert "sovereignty.yaml" in str(told.failure)
    file.write_text(whole, "utf-8")
    mended = done(db, token, SOON, Policy(rules))
    assert ("assessed", None) == (mended.state, mended.failure)


def test_a_desk_that_opens_again_assesses_what_waits(tmp_path: Path) -> None:
    file = tmp_path / "osk.db"
    with Database(file) as db:
        token = handed_in(db)
        killed(db, "before")
    with served(file) as server, server.client(server.key("A")) as client:
        wait_until(lambda: not client.get(f"/api/osk/v1/receipts/{token}").json()["pending"])
        assert "assessed" == client.get(f"/api/osk/v1/receipts/{token}").json()["state"]


def test_a_desk_judges_by_newer_knowledge_wherever_it_assesses(tmp_path: Path) -> None:
    newer = tmp_path / "wissen"
    newer.mkdir()
    source = 'sources: {page: {title: A page, url: "https://example.org", retrieved: 2026-11-23}}'
    entity = "controlling_entity: {is: amt, source: page}, jurisdiction: {is: DE, source: page}"
    vendors = f"vendors: {{amt: {{name: Eigenes Amt, publishers: [Eigenes Amt], {entity}}}}}"
    (newer / "own.yaml").write_text(f"{source}\n{vendors}\n", "utf-8")
    with Database(tmp_path / "osk.db") as db:
        token = handed_in(db)
    desk = served(tmp_path / "osk.db", "--catalogue", str(newer))
    with desk as server, server.client(server.key("A", Role.AUDITOR)) as client:
        wait_until(lambda: not client.get(f"/api/osk/v1/receipts/{token}").json()["pending"])
        assert 201 == client.post("/api/osk/v1/assessments").status_code
        runs = client.get("/api/osk/v1/assessments").json()["items"]
    known = Policy(overlays=(newer / "own.yaml",)).catalogue.version
    assert [known] == [run["catalogue_version"] for run in runs], "the worker and whoever asks come to the same"
