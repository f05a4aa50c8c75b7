"""Ask a running server on this machine, as uploaders and dashboards do; every loop is bounded."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import httpx

from osk_scan.pipeline.access import Role
from osk_scan.store.database import Database
from tests.bench.boms import bom
from tests.web.estate import visit
from tests.web.server import Server, served

_PATIENCE = 300.0
_ASKED = 200


class Latencies(NamedTuple):
    """Seconds that calls took."""

    median: float
    p95: float


def latencies(seconds: Iterable[float]) -> Latencies:
    """Return what half of the calls, and all but one in twenty, stay below."""
    ordered = sorted(seconds)
    return Latencies(ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)])


def parallel_uploads(database: Path, uploads: int, components: int) -> tuple[Latencies, float, int]:
    """Hand documents in all at once; return how long each took, how long all until read, and how many are whole."""
    documents = [bom(components, seed) for seed in range(uploads)]
    with served(database) as server:
        shown = server.key("Agency 00")
        started = time.perf_counter()
        with ThreadPoolExecutor(uploads) as people:
            answers = list(people.map(lambda one: _handed_in(server, shown, *one), enumerate(documents)))
        with server.client(shown) as client:
            receipts = [_receipt(client, token) for _, token in answers]
        took = time.perf_counter() - started
    stored = sum(receipt["counts"]["stored"] == components + 1 for receipt in receipts)
    return latencies(seconds for seconds, _ in answers), took, stored


def uploads_while_assessing(database: Path, most: int, components: int) -> Latencies:
    """Hand documents in, one after the other, as long as another process assesses the whole portfolio."""
    with served(database) as server:
        shown = server.key("Agency 00")
        command = [sys.executable, "-m", "osk_scan", "assess", "--db", str(database), "--as-of", "2026-11-24"]
        assessing, seconds = subprocess.Popen(command, stdout=subprocess.DEVNULL), list[float]()
        try:
            while assessing.poll() is None and len(seconds) < most:
                seconds.append(_handed_in(server, shown, len(seconds), bom(components, 1000 + len(seconds)))[0])
                time.sleep(0.5)
        finally:
            assessing.kill()
            assessing.wait()
    return latencies(seconds)


def findings_lists(database: Path) -> dict[str, Latencies]:
    """Leaf and filter as a dashboard (JSON) and as a person (page) would; what is asked changes with each call."""
    with (
        served(database) as server,
        server.client(server.key(None, Role.AUDITOR)) as client,
        visit(server, None, Role.AUDITOR) as visitor,
    ):
        paths = [
            "limit=100",
            *(f"limit=100&after={number}" for number in range(0, _findings(database), 24_989)),
            *(f"agency=Agency%20{at:02d}" for at in range(40)),
            *(f"system=System%20{at:04d}" for at in range(0, 1000, 25)),
            *(f"severity={severity}" for severity in ("critical", "high", "medium", "low")),
            *(f"agency=Agency%20{at:02d}&severity=high" for at in range(40)),
            "state=open",
            "state=waived",
            *(f"limit=100&since={assessment}" for assessment in _earlier(database)),
        ]
        return {
            "JSON": _timed(lambda path: client.get(f"/api/osk/v1/findings?{path}"), paths),
            "page": _timed(
                lambda path: visitor.get(f"/findings?{path.removeprefix('limit=100&')}"),
                [path for path in paths[1:] if "since" not in path],
            ),
        }


def _timed(ask: Callable[[str], httpx.Response], paths: Sequence[str]) -> Latencies:
    ask(paths[0]).raise_for_status()
    seconds = []
    for path in islice(cycle(paths), _ASKED):
        started = time.perf_counter()
        ask(path).raise_for_status()
        seconds.append(time.perf_counter() - started)
    return latencies(seconds)


def _findings(database: Path) -> int:
    with Database(database) as db:
        (number,) = db.execute("SELECT max(number) FROM finding").fetchone()
    return int(number)


def _earlier(database: Path) -> list[str]:
    """Return the assessments of the whole before the newest, as one that reads regularly would name them."""
    with Database(database) as db:
        rows = db.execute(
            "SELECT id FROM assessment WHERE scope = '' ORDER BY number DESC LIMIT 10 OFFSET 1"
        ).fetchall()
    return [str(assessment) for (assessment,) in rows]


def _handed_in(server: Server, shown: str, at: int, document: bytes) -> tuple[float, str]:
    with server.client(shown) as client:
        started = time.perf_counter()
        sent = {"document": ("bom.json", document)}
        answer = client.post("/api/osk/v1/uploads", files=sent, data={"system": f"Upload {at:03d}"})
        seconds = time.perf_counter() - started
    answer.raise_for_status()
    return seconds, answer.json()["token"]


def _receipt(client: httpx.Client, token: str) -> dict[str, dict[str, int]]:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        told = client.get(f"/api/osk/v1/receipts/{token}").json()
        if not told["pending"] or told["receipts"]:
            (receipt,) = told["receipts"]
            return dict(receipt)
        time.sleep(0.1)
    raise AssertionError(f"no receipt for {token}")
