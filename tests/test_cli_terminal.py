"""The command line on a terminal of 100 columns: what people read without a pager."""

import os
import pty
import struct
import subprocess
import sys
import termios
from fcntl import ioctl
from itertools import pairwise
from pathlib import Path

import pytest

from tests.test_cli import BOM, run

WIDTH = 100


def on_terminal(folder: Path, *arguments: str) -> list[str]:
    """Run a command on a terminal of its own and return the lines it shows."""
    screen, inside = pty.openpty()
    ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    environment = {**os.environ, "LANG": "C", "NO_COLOR": "1", "TERM": "dumb"}
    environment.pop("COLUMNS", None)
    command = [sys.executable, "-m", "osk_scan", *arguments]
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=inside, stdout=inside, stderr=inside) as process:
        os.close(inside)
        shown = b"".join(iter(lambda: _read(screen), b""))
    os.close(screen)
    assert 0 == process.returncode
    return [line.rstrip() for line in shown.decode().splitlines()]


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # Linux: the other end of the terminal is closed.
        return b""


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("terminal")
    assert 0 == run(folder, "ingest", BOM, "--agency", "Landesamt B", "--context", "passed-on").returncode
    assert 0 == run(folder, "assess").returncode
    return folder


@pytest.mark.parametrize("command", ["findings", "score", "hotspots", "receipts", "clarify"])
def test_no_line_is_wider_than_the_terminal(assessed: Path, command: str) -> None:
    shown = on_terminal(assessed, command)
    assert shown
    assert [] == [line for line in shown if len(line) > WIDTH]


def test_a_finding_takes_a_line_or_two_and_says_where_more_is_told(assessed: Path) -> None:
    shown = on_terminal(assessed, "findings")
    starts = [at for at, line in enumerate(shown) if line[:8].isalnum() and line[8:10] == "  "]
    assert len(starts) > 3
    assert max(after - at for at, after in pairwise(starts)) <= 3
    assert any("osk-scan why ID" in line for line in shown)


def test_a_column_that_says_nothing_is_left_out_and_a_pipe_gets_it(assessed: Path) -> None:
    piped = run(assessed, "hotspots", LANG="C").stdout
    assert not any("€/Jahr" in line for line in on_terminal(assessed, "hotspots"))
    assert "€/Jahr" in piped
