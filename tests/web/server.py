"""A real server in a process of its own, on a real database file."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from osk_scan.pipeline.access import Role, make_key
from osk_scan.store.database import Database

AT = "2026-11-23T08:00:00+00:00"
_PATIENCE = 30.0


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
        return httpx.Client(base_url=self.url, headers={"X-Api-Key": key} if key else {}, timeout=_PATIENCE)

    def key(self, agency: str | None = "A", *roles: Role, name: str = "") -> str:
        return key(self.db, agency, *roles, name=name)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_PATIENCE)

    def kill(self) -> None:
        """End everything at once, as a power cut would: the server and what it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(_PATIENCE)

    def _wait(self) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text()
            try:
                httpx.get(f"{self.url}/api/osk/v1/health", timeout=5)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"does not answer: {self.log.read_text()}")


@contextmanager
def served(db: Path, *options: str, port: int | None = None) -> Iterator[Server]:
    server = Server(db, *options, port=port)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def key(db: Path, agency: str | None, *roles: Role, name: str = "") -> str:
    with Database(db) as opened:
        return make_key(opened, name=name, agency=agency, roles=roles or (Role.UPLOADER,), made_at=AT)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
