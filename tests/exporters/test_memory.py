"""Exports of many findings take no more memory than those of some: the resident set of a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_EXPORT = """
import resource, sys
from pathlib import Path
from osk_scan.exporters import exporters
from osk_scan.exporters._contract import Exporter
from tests.reports.samples import ManyFindings, sample_results

found, results = exporters()[sys.argv[1]], sample_results(findings=ManyFindings(int(sys.argv[2])))
if isinstance(found, Exporter):
    for _ in found.render(results):
        pass
else:
    found.write(results, Path(sys.argv[3]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak_of(exporter: str, findings: int, folder: Path) -> int:
    """Return the largest resident set in KiB."""
    command = [sys.executable, "-c", _EXPORT, exporter, str(findings), str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    return int(done.stdout)


@pytest.mark.parametrize(
    ("exporter", "some", "many", "megabytes"),
    [
        ("findings-csv", 2_000, 25_000, 12),
        ("ods", 500, 6_000, 12),
        ("xlsx", 300, 2_500, 12),
        ("parquet", 60_000, 110_000, 24),
    ],
)
def test_the_resident_set_does_not_grow_with_the_findings(
    exporter: str, some: int, many: int, megabytes: int, tmp_path: Path
) -> None:
    assert peak_of(exporter, many, tmp_path) < peak_of(exporter, some, tmp_path) + megabytes * 1024
