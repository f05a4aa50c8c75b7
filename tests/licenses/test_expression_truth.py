"""The labelled strings of the shared corpus: prints figures and failing rows, asserts the thresholds."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from osk_scan.licenses.expression import Reading, read
from tests.licenses.unordered import unordered

TRUTH = Path(__file__).resolve().parents[3] / "shared" / "truth" / "license-strings.tsv"
CLASSES = {"PROPRIETARY", "SOURCE-AVAILABLE", "PUBLIC-DOMAIN", "FILE-REF", "NONE"}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not TRUTH.exists(), reason="the shared corpus is not beside the project"),
]

Row = dict[str, str]


def _rows() -> Iterator[tuple[Row, Reading]]:
    with TRUTH.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row, read(row["string"], row["ecosystem"])


def _right(row: Row, reading: Reading) -> bool:
    if row["expected"] in CLASSES:
        return reading.license_class == row["expected"].lower()
    return reading.expression is not None and unordered(reading.expression) == unordered(row["expected"])


def _tell(failing: list[tuple[Row, Reading]]) -> None:
    for row, reading in failing:
        said = reading.expression or " | ".join(reading.candidates[:3]) or reading.license_class
        print(f"{row['ecosystem']:16} {row['string'][:60]!r} wants {row['expected']}: {said} ({reading.how})")


def test_exact_rows_are_read_right_and_hardly_ever_wrong() -> None:
    rows = [(row, reading) for row, reading in _rows() if row["expected"] != "AMBIGUOUS"]
    failing = [(row, reading) for row, reading in rows if not _right(row, reading)]
    decided = [pair for pair in rows if pair[1].license_class not in ("ambiguous", "unreadable", "missing")]
    right, answered = len(rows) - len(failing), len(decided)
    _tell(failing)
    print(f"right {right} of {len(rows)} = {right / len(rows):.3f}; precision {right / answered:.3f}")
    assert right / len(rows) >= 0.93
    assert right / answered >= 0.98


def test_ambiguous_rows_are_answered_with_the_listed_candidates() -> None:
    rows = [(row, reading) for row, reading in _rows() if row["expected"] == "AMBIGUOUS"]
    failing = []
    for row, reading in rows:
        listed = [part.rsplit(" <", 1)[0].strip() for part in row["alternatives"].split(" | ") if part.strip()]
        candidates = {unordered(candidate) for candidate in reading.candidates}
        if reading.license_class != "ambiguous" or not {unordered(one) for one in listed} <= candidates:
            failing.append((row, reading))
    _tell(failing)
    share = 1 - len(failing) / len(rows)
    print(f"ambiguous with the listed candidates: {len(rows) - len(failing)} of {len(rows)} = {share:.3f}")
    assert share >= 0.85


def test_nothing_closed_is_read_as_open() -> None:
    closed = [pair for pair in _rows() if pair[0]["expected"] in ("PROPRIETARY", "SOURCE-AVAILABLE")]
    assert [] == [row["string"] for row, reading in closed if reading.openness in ("A", "B")]
