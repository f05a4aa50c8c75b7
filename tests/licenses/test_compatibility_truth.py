"""The shared truths: readings of the authorities that each row cites; about 60 % of the cases collected."""

import csv
from pathlib import Path

import pytest

from osk_scan.licenses.compatibility import judge, usecase_context

TRUTH = Path(__file__).resolve().parents[2].parent / "shared" / "truth" / "license-compat.tsv"


@pytest.mark.corpus
@pytest.mark.skipif(not TRUTH.is_file(), reason="the shared truths are not beside the project")
def test_at_least_95_of_100_truths_are_met_and_nothing_is_falsely_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    failing = []
    for row in rows:
        verdict = judge(row["outbound"], row["inbound"], *usecase_context(row["usecase"]))
        if verdict.verdict != row["verdict"]:
            failing.append((row, verdict))
    false_ok = [row for row, verdict in failing if verdict.verdict == "compatible"]
    with capsys.disabled():
        print(f"\n{len(rows) - len(failing)} of {len(rows)} truths met, {len(false_ok)} falsely allowed")
        for row, verdict in failing:
            print(f"  {row['outbound']} <- {row['inbound']} ({row['usecase']}): expected {row['verdict']}", end="")
            print(f" by {row['authority']}; {verdict.authority} says {verdict.verdict}: {verdict.clause}")
    assert [] == false_ok
    assert len(rows) * 0.95 <= len(rows) - len(failing)
