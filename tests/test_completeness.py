"""From documents to the shares of required fields: what receipts count is what scores say."""

from fractions import Fraction
from pathlib import Path

import pytest

from osk_scan.model import Document
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.scores import scope_of
from osk_scan.pipeline.verifying import verified
from osk_scan.quality.profile import profiles
from osk_scan.store.database import Database

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
NOON = "2026-01-01T12:00:00+00:00"
IDS = {"bsi-tr-03183-2": "D7_bsi", "ntia-2021": "D7_ntia", "cisa-2025-draft": "D7_cisa"}


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy()


def test_every_profile_has_its_indicator(policy: Policy) -> None:
    assert set(profiles()) == {one.profile for one in policy.method.indicators.values() if one.profile} == set(IDS)


def test_scores_say_what_the_receipts_count_and_lists_of_software_are_left_out(tmp_path: Path, policy: Policy) -> None:
    sbom = Document("bom.json", (FIXTURES / "cyclonedx_json" / "minimal.json").read_bytes())
    programs = Document("c1.csv", (FIXTURES / "reference" / "c1.csv").read_bytes())
    with Database(tmp_path / "osk.db") as db:
        (receipt,) = ingest(db, sbom, Assignment(agency="A"), NOON)
        ingest(db, programs, Assignment(agency="A"), NOON)
        ingest(db, programs, Assignment(agency="B"), NOON)
        made = assess(db, policy, "2026-09-01", NOON)
        assert verified(db, policy, made)
        own, other = (scope_of(db, agency=name).indicators for name in "AB")
    for profile in profiles().values():
        counted = [receipt.quality[profile.id][field.id] for field in profile.fields if field.demand == "required"]
        present, missing = sum(c.present for c in counted), sum(c.missing for c in counted)
        assert Fraction(present, present + missing) == own[IDS[profile.id]].low
        assert IDS[profile.id] not in other
