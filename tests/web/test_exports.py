"""Large exports come while they are written, whole or visibly broken off, and leave the desk free for others."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from osk_scan.model import Document
from osk_scan.pipeline.access import Role
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.store.assessments import newest_assessment
from osk_scan.store.database import Database
from osk_scan.web.exporting import LARGE
from tests.web.documents import bom
from tests.web.estate import visit
from tests.web.server import AT, Server, served, wait_until

AGENCY = "Amt Groß"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    file = tmp_path_factory.mktemp("exports") / "osk.db"
    with Database(file) as db:
        document = Document("bom.json", bom(components=LARGE, license_id="GPL-3.0-only"))
        ingest(db, document, Assignment(agency=AGENCY, system="Groß"), AT)
        assess(db, Policy(), AT[:10], AT, AGENCY)
    with served(file) as server:
        yield server


@pytest.fixture
def client(desk: Server) -> Iterator[httpx.Client]:
    with desk.client(desk.key(AGENCY, Role.AUDITOR)) as one:
        yield one


def exporting(server: Server) -> list[int]:
    """Return the processes that write exports for a server."""
    children = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    found = [int(number) for file in children for number in file.read_text().split()]
    return [number for number in found if b"\0export\0" in Path(f"/proc/{number}/cmdline").read_bytes()]


@pytest.mark.parametrize("name", ["findings-jsonl", "findings-csv", "findings-json"])
def test_a_large_export_is_what_the_command_writes(desk: Server, client: httpx.Client, name: str) -> None:
    with Database(desk.db) as db:
        assessment = newest_assessment(db, AGENCY)
    assert assessment is not None
    command = [sys.executable, "-m", "osk_scan", "export", name, "--db", str(desk.db), "--assessment", assessment.id]
    written = subprocess.run([*command, "--agency", AGENCY, "--lang", "de"], check=True, capture_output=True).stdout
    answer = client.get(f"/api/osk/v1/exports/{name}", params={"assessment": assessment.id})
    assert (200, "chunked") == (answer.status_code, answer.headers["transfer-encoding"])
    assert written == answer.content
    with visit(desk, AGENCY, Role.AUDITOR) as reader:
        shown = reader.get(f"/reports/tables/{name}")
        assert shown.status_code == (404 if name == "findings-jsonl" else 200)


def test_readers_that_do_not_read_keep_nobody_waiting(desk: Server, client: httpx.Client) -> None:
    with ExitStack() as slow:
        for _ in range(10):
            asked = client.stream("GET", "/api/osk/v1/exports/findings-json")
            assert 200 == slow.enter_context(asked).status_code
        assert 200 == client.get("/api/osk/v1/findings").status_code
        assert client.get("/api/osk/v1/exports/findings-jsonl").content.endswith(b"}\n")
        assert len(exporting(desk)) <= 2


def test_who_hangs_up_ends_the_writing(desk: Server, client: httpx.Client) -> None:
    with client.stream("GET", "/api/osk/v1/exports/findings-json") as answer:
        assert 200 == answer.status_code
    wait_until(lambda: not exporting(desk))


def test_half_an_export_does_not_look_like_a_whole_one(desk: Server, client: httpx.Client) -> None:
    with client.stream("GET", "/api/osk/v1/exports/findings-csv") as answer:
        wait_until(lambda: exporting(desk), pause=0.01)
        for process in exporting(desk):
            os.kill(process, signal.SIGKILL)
        with pytest.raises(httpx.RemoteProtocolError):
            answer.read()


def test_metrics_of_a_large_state_are_made_once_and_not_with_every_scrape(client: httpx.Client) -> None:
    first = client.get("/api/osk/v1/metrics")
    assert (503, "application/problem+json") == (first.status_code, first.headers["content-type"])
    assert int(first.headers["retry-after"]) > 0
    wait_until(lambda: client.get("/api/osk/v1/metrics").status_code != 503, pause=0.2)
    answer = client.get("/api/osk/v1/metrics")
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")
    assert (200, answer.text) == ((again := client.get("/api/osk/v1/exports/openmetrics")).status_code, again.text)
