"""The examples to start from hold: systemd takes the unit, the container's command starts a desk."""

import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.web.container import FILE, extras, health, instruction

UNIT = FILE.with_name("osk-scan.service")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_has_nothing_to_object_to_in_the_unit(tmp_path: Path) -> None:
    here = str(Path(sys.executable).with_name("osk-scan"))
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text("utf-8").replace("/opt/osk-scan/bin/osk-scan", here), "utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", str(unit)], check=False, capture_output=True, text=True)
    about_it = [line for line in verified.stderr.splitlines() if UNIT.name in line]
    assert (0, []) == (verified.returncode, about_it), verified.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_objects_to_a_word_that_it_does_not_know(tmp_path: Path) -> None:
    """Or the test above could not fail."""
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text("utf-8").replace("ProtectHome=", "ProtectHouse="), "utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", str(unit)], check=False, capture_output=True, text=True)
    assert "ProtectHouse" in verified.stderr


def test_the_command_of_the_container_starts_a_desk_and_its_signal_ends_it(tmp_path: Path) -> None:
    assert (200, b'{"status":"up"}', -signal.SIGTERM) == health(Path(sys.executable).parent, tmp_path)
    assert (tmp_path / "osk.db").is_file()


def test_the_container_installs_extras_that_there_are() -> None:
    project = tomllib.loads((FILE.parents[3] / "pyproject.toml").read_text("utf-8"))
    assert {"web", "openid", "pdf"} == set(extras())
    assert set(extras()) <= project["project"]["optional-dependencies"].keys()
    assert "dist/*.whl" in instruction("COPY")
