"""License strings of package metadata written before the reader was asked: the guard against rules made for rows.

Each file of `strings/` was written from public knowledge of each ecosystem's metadata; its head tells how many of its
rows were read right on the first run. Its rows are no patterns to build from: a row that fails stays until a rule that
was wanted for another reason reads it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from osk_scan.licenses.expression import Reading, read
from tests.licenses.unordered import unordered

STRINGS = sorted((Path(__file__).parent / "strings").glob("*.tsv"))
CLASSES = {"PROPRIETARY", "PUBLIC-DOMAIN", "FILE-REF", "NONE", "NOASSERTION", "UNREADABLE"}

Row = dict[str, str]


def _rows(path: Path) -> Iterator[tuple[Row, Reading]]:
    with path.open(encoding="utf-8", newline="") as lines:
        told = (line for line in lines if not line.startswith("# "))
        for row in csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row, read(row["string"], row["ecosystem"])


def _right(row: Row, reading: Reading) -> bool:
    expected, _, listed = row["expected"].partition(": ")
    if expected in CLASSES:
        return reading.license_class == expected.lower()
    if expected == "SOURCE-AVAILABLE":
        return reading.openness == "D"
    if expected == "AMBIGUOUS":
        candidates = {unordered(one) for one in reading.candidates}
        return (
            reading.license_class == "ambiguous"
            and {unordered(one) for one in listed.split(" | ") if one} <= candidates
        )
    return reading.expression is not None and unordered(reading.expression) == unordered(row["expected"])


def _decided(reading: Reading) -> bool:
    return reading.license_class not in ("ambiguous", "unreadable", "missing")


@pytest.mark.parametrize("path", STRINGS, ids=lambda path: path.stem)
def test_strings_that_no_rule_was_made_for_are_read_right(path: Path) -> None:
    rows = list(_rows(path))
    failing = [(row, reading) for row, reading in rows if not _right(row, reading)]
    wrong = [row["string"] for row, reading in failing if _decided(reading)]
    for row, reading in failing:
        said = reading.expression or " | ".join(reading.candidates[:3]) or reading.license_class
        print(f"{row['ecosystem']:16} {row['string']!r} wants {row['expected']}: {said} ({reading.how})")
    print(f"right {len(rows) - len(failing)} of {len(rows)}, wrong {len(wrong)}")
    assert len(rows) >= 150
    assert 1 - len(failing) / len(rows) >= 0.93
    assert 1 - len(wrong) / len(rows) >= 0.98


@pytest.mark.parametrize("path", STRINGS, ids=lambda path: path.stem)
def test_what_is_closed_is_never_read_as_open(path: Path) -> None:
    closed = [pair for pair in _rows(path) if pair[0]["expected"] in ("PROPRIETARY", "SOURCE-AVAILABLE")]
    assert [] == [row["string"] for row, reading in closed if reading.openness in ("A", "B", "C")]
