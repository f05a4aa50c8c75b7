"""A real server in a process of its own, on a real database file."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from osk_scan.pipeline.access import Role, make_key
from osk_scan.store.database import Database

AT = "2026-11-23T08:00:00+00:00"
PATIENCE = 120.0
"""Seconds after which what was waited for does not come at all: a machine may be busy with much else."""


class Server:
    """One running server."""

    def __init__(self, db: Path, *options: str, port: int | None = None) -> None:
        self.db = db
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "osk_scan", "serve", "--db", str(db), "--port", str(self.port), *options]
        self.log = db.with_suffix(".log")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        self._wait()

    def client(self, key: str | None = None) -> httpx.Client:
        """Return a client that leaves a connection before the server does, which is after five seconds."""
        headers, limits = {"X-Api-Key": key} if key else {}, httpx.Limits(keepalive_expiry=1)
        return httpx.Client(base_url=self.url, headers=headers, timeout=PATIENCE, limits=limits)

    def key(self, agency: str | None = "A", *roles: Role, name: str = "") -> str:
        return key(self.db, agency, *roles, name=name)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End everything at once, as a power cut would: the server and what it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def _wait(self) -> None:
        wait_until(self._answers, self.log.read_text)

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            httpx.get(f"{self.url}/api/osk/v1/health", timeout=5)
        except httpx.TransportError:
            return False
        return True


@contextmanager
def served(db: Path, *options: str, port: int | None = None) -> Iterator[Server]:
    server = Server(db, *options, port=port)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def wait_until(reached: Callable[[], object], otherwise: Callable[[], object] = str, pause: float = 0.05) -> None:
    """Ask again and again whether something is reached; the failure tells what there is `otherwise`."""
    until = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < until, otherwise()
        time.sleep(pause)


def key(db: Path, agency: str | None, *roles: Role, name: str = "") -> str:
    with Database(db) as opened:
        return make_key(opened, name=name, agency=agency, roles=roles or (Role.UPLOADER,), made_at=AT)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
