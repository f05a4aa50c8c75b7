"""Licenses from a package index, asked over real HTTP on this machine; the index may be hostile."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from osk_scan.enrichment import fetching
from osk_scan.enrichment.fetching import fetch
from osk_scan.enrichment.index import SIMPLE, Index
from osk_scan.errors import InvalidRequest
from osk_scan.model import Document
from osk_scan.pipeline.enriching import enrich
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.store.database import Database
from tests.enrichment.test_machine import package

NOW = "2026-11-23T10:00:00+00:00"
METADATA = b"Metadata-Version: 2.4\nName: akte\nLicense-Expression: EUPL-1.2\n\n"


class Server(ThreadingHTTPServer):
    """A package index with fixed answers, which remembers what it was asked."""

    daemon_threads = True

    def __init__(self, answers: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.asked: list[tuple[str, str]] = []
        self.is_over = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Accept"]))
        answer = self.server.answers.get(self.path)
        if answer is None:
            self.send_error(404)
        elif answer.startswith(b"redirect "):
            self.send_response(302)
            self.send_header("Location", answer.removeprefix(b"redirect ").decode())
            self.end_headers()
        elif answer == b"error":
            self.send_error(500)
        elif answer == b"trickle":
            self._trickle()
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

    def _trickle(self) -> None:
        """Send a byte now and then, for as long as somebody listens."""
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):
            while not self.server.is_over.wait(0.02):
                self.wfile.write(b" ")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the standard library's name)
        """Keep still."""


@contextmanager
def serving(answers: dict[str, bytes]) -> Iterator[Server]:
    server = Server(answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def simple(url: str, version: str = "1.0", metadata: object = True) -> bytes:
    file = {"filename": f"akte-{version}-py3-none-any.whl", "url": url, "core-metadata": metadata}
    return json.dumps({"meta": {"api-version": "1.1"}, "name": "akte", "files": [file]}).encode()


def test_a_simple_index_is_asked_for_the_project_and_then_for_the_metadata_beside_its_wheel() -> None:
    with serving({"/simple/akte/": simple("/files/akte.whl#sha256=0"), "/files/akte.whl.metadata": METADATA}) as server:
        found = Index(f"pypi={server.url}/simple/", fetch).license_of(package("pypi", "akte"))
    assert found is not None
    assert (("EUPL-1.2",), f"pypi={server.url}/simple") == (found.claims, found.source)
    assert [("/simple/akte/", SIMPLE), ("/files/akte.whl.metadata", "*/*")] == server.asked


@pytest.mark.parametrize(
    "page",
    [
        simple("/files/akte.whl", version="2.0"),
        simple("/files/akte.whl", metadata=False),
        simple("http://127.0.0.1:1/akte.whl"),
        b'{"files": [7, null, {"filename": 1}]}',
        b"not json",
        b"[]",
    ],
)
def test_a_page_without_metadata_of_this_version_on_this_host_says_nothing(page: bytes) -> None:
    with serving({"/simple/akte/": page, "/files/akte.whl.metadata": METADATA}) as server:
        assert Index(f"pypi={server.url}/simple", fetch).license_of(package("pypi", "akte")) is None
    assert 1 == len(server.asked)


def test_a_json_index_is_asked_for_the_version() -> None:
    body = json.dumps({"info": {"license": "MIT", "license_expression": None, "classifiers": []}}).encode()
    with serving({"/pypi/akte/1.0/json": body}) as server:
        found = Index(f"pypi={server.url}/pypi", fetch).license_of(package("pypi", "akte"))
    assert found is not None
    assert (("MIT",), "/akte/1.0/json") == (found.claims, found.place)


def test_an_npm_index_is_asked_for_the_version_also_of_a_scope() -> None:
    with serving({"/@akte%2Flines/8.0.1": b'{"license": "ISC"}'}) as server:
        found = Index(f"npm={server.url}", fetch).license_of(package("npm", "@akte/lines", "8.0.1"))
    assert found is not None
    assert ("ISC",) == found.claims


def test_an_index_is_asked_for_its_own_type_only() -> None:
    with serving({}) as server:
        assert Index(f"npm={server.url}", fetch).license_of(package("pypi", "akte")) is None
        assert Index(f"pypi={server.url}", fetch).license_of(package("deb", "akte")) is None
    assert [] == server.asked


@pytest.mark.parametrize(
    "configured",
    [
        "",
        "pypi",
        "pypi=file:///etc",
        "gem=https://a.example",
        "npm=https://",
        "npm=x",
        "npm=https://u:p@a.example",
        "npm=http://[",
    ],
)
def test_what_is_no_index_is_refused(configured: str) -> None:
    with pytest.raises(InvalidRequest, match="TYPE=URL"):
        Index(configured, fetch)


def test_no_index_is_built_in() -> None:
    room = Path(__file__).resolve().parents[2] / "osk_scan" / "enrichment"
    addresses = [
        line for file in sorted(room.glob("*.py")) for line in file.read_text("utf-8").split() if "://" in line
    ]
    assert ["`pypi=https://mirror.example/simple`."] == addresses


def test_a_redirect_to_another_host_is_not_followed_and_one_on_the_same_is() -> None:
    with serving({}) as elsewhere, serving({"/b": b"here"}) as server:
        server.answers["/a"] = b"redirect /b"
        server.answers["/evil"] = f"redirect {elsewhere.url}/stolen".encode()
        assert b"here" == fetch(f"{server.url}/a", "*/*")
        with pytest.raises(InvalidRequest, match="another host"):
            fetch(f"{server.url}/evil", "*/*")
    assert [] == elsewhere.asked


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 1000)
    with serving({"/big": bytes(5000)}) as server, pytest.raises(InvalidRequest, match="more than 1000 bytes"):
        fetch(f"{server.url}/big", "*/*")


def test_an_answer_that_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TIMEOUT", 0.2)
    with serving({"/slow": b"trickle"}) as server, pytest.raises(InvalidRequest, match="longer than"):
        fetch(f"{server.url}/slow", "*/*")


def test_an_index_that_is_not_there_is_told_in_one_line() -> None:
    with serving({}) as server:
        gone = server.url
    with pytest.raises(InvalidRequest, match="does not answer") as told:
        fetch(gone, "*/*")
    assert 1 == len(str(told.value).splitlines())


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "osk.db") as opened:
        listed = json.dumps([{"name": f"p{at}", "version": "1.0"} for at in range(20)]).encode()
        ingest(opened, Document("pip.json", listed), Assignment(agency="A", system="S"), NOW)
        yield opened


def test_nothing_is_asked_twice(db: Database) -> None:
    body = json.dumps({"info": {"license": "MIT"}}).encode()
    with serving({"/p0/1.0/json": body}) as server:
        said = {"agency": "A", "system": "S", "folder": None, "indexes": (f"pypi={server.url}",), "found_at": NOW}
        first = enrich(db, **said)  # type: ignore[arg-type]  # by name
        count = len(server.asked)
        again = enrich(db, **said)  # type: ignore[arg-type]  # by name
    assert (20, 20) == (count, len(server.asked))
    assert ("pkg:pypi/p0@1.0",) == tuple(one.package for one in first.found)
    assert first == again


def test_an_index_that_keeps_failing_is_left_alone(db: Database) -> None:
    answers = {f"/p{at}/1.0/json": b"error" for at in range(20)}
    with serving(answers) as server:
        outcome = enrich(
            db, agency="A", system="S", folder=None, indexes=(f"pypi={server.url}",), found_at=NOW
        )  # fmt: skip
    assert (5, 5, ()) == (len(server.asked), len(outcome.failures), outcome.found)
