"""The reference example "Bezirksamt A" as its documents describe it, and small estates made by hand."""

import csv
from pathlib import Path

import pytest

from osk_scan.score import Score, Scores
from osk_scan.sovereignty import supplement
from osk_scan.sovereignty.estate import Estate
from osk_scan.sovereignty.method import Method, load_method
from osk_scan.sovereignty.scoring import score
from tests.sovereignty import facts_file

REFERENCE = Path(__file__).resolve().parents[2] / "fixtures" / "reference"
AS_OF = "2026-09-01"


def installed_names(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [row["DisplayName"] for row in csv.DictReader(lines)]


@pytest.fixture(scope="session")
def method() -> Method:
    return load_method()


@pytest.fixture(scope="session")
def reference(method: Method) -> Estate:
    programs = {path.stem: installed_names(path) for path in sorted(REFERENCE.glob("*.csv"))}
    bare = facts_file.estate(facts_file.read(REFERENCE / "facts.yaml"), "Bezirksamt A", programs)
    return supplement.apply(bare, supplement.read(REFERENCE / "supplement.yaml"), method)


@pytest.fixture(scope="session")
def scores(reference: Estate, method: Method) -> Scores:
    return score(reference, AS_OF, method)


@pytest.fixture(scope="session")
def bezirksamt(scores: Scores) -> Score:
    found = scores.of("agency", "Bezirksamt A")
    assert found is not None
    return found
