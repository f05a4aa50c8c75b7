"""Do what the example's container does, without a container: start its command and ask whether the desk stands."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.web.server import free_port

FILE = Path(__file__).resolve().parents[2] / "osk_scan" / "web" / "examples" / "Containerfile"
_PATIENCE = 60


def instruction(name: str) -> str:
    """Return what the last instruction of this name says, continued lines joined."""
    text = FILE.read_text("utf-8").replace("\\\n", " ")
    return str(re.findall(rf"^{name} (.*)$", text, re.MULTILINE)[-1])


def extras() -> tuple[str, ...]:
    """Return the extras that are installed with the wheel."""
    found = re.search(r"\.whl\)\[([a-z,]+)\]", FILE.read_text("utf-8"))
    assert found
    return tuple(found[1].split(","))


def health(programs: Path, data: Path) -> tuple[int, bytes, int]:
    """Return status and body of the health check in a container whose programs and data lie there, and how it ended."""
    port = str(free_port())
    said: list[str] = json.loads(instruction("ENTRYPOINT")) + json.loads(instruction("CMD"))
    command = [str(programs / said[0]), *(port if word == "8080" else word for word in said[1:])]
    name, _, file = instruction("ENV").partition("=")
    environment = {"PATH": os.environ["PATH"], name: str(data / Path(file).name)}
    running = subprocess.Popen(command, env=environment, cwd=data)
    try:
        status, body = _answer(f"http://127.0.0.1:{port}/api/osk/v1/health")
        return status, body, _stopped(running)
    finally:
        running.kill()
        running.wait()


def _answer(address: str) -> tuple[int, bytes]:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310  (this machine's own)
                return answer.status, answer.read()
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _stopped(running: subprocess.Popen[bytes]) -> int:
    running.send_signal(signal.Signals[instruction("STOPSIGNAL")])
    return running.wait(_PATIENCE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        told = health(Path(sys.argv[1]).resolve(), Path(folder))
    print(*told)
    sys.exit(told != (200, b'{"status":"up"}', -signal.SIGTERM))
