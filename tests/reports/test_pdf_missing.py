"""A machine without Pango: the report as PDF is refused in one line, all else works."""

import os
import subprocess
import sys
from pathlib import Path

ASK = """
from osk_scan.errors import InvalidRequest
from osk_scan.reports import pdf
from tests.reports.samples import sample_results

try:
    pdf.render(sample_results())
except InvalidRequest as refused:
    print(refused)
"""


def test_it_is_told_in_one_line_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("print('advice ' * 99)\nraise OSError('cannot load library')\n")
    path = os.pathsep.join((str(tmp_path), str(Path(__file__).resolve().parents[2])))
    done = subprocess.run(
        [sys.executable, "-c", ASK], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    said = 'report: the library for PDF is not installed; install "osk-scan[pdf]" and the system library Pango\n'
    assert (said, "") == (done.stdout, done.stderr)
