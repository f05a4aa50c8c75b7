"""The main job, end to end, on the documents of three fictional agencies."""

import json
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from osk_scan.finding import Finding
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.demo import ingest_demo
from osk_scan.pipeline.findings import findings
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.querying import Question, ask, compare
from osk_scan.pipeline.results import results_of
from osk_scan.pipeline.telling import export, export_names, report
from osk_scan.pipeline.verifying import verified
from osk_scan.pipeline.waiving import waive
from osk_scan.score import Scores
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted

AS_OF = "2026-11-23"
NOW = "2026-11-23T12:00:00+00:00"


class Demo:
    """A database with the demo's documents, assessed once."""

    def __init__(self, path: Path) -> None:
        self.policy = Policy()
        self.db = Database(path)
        self.receipts = tuple(ingest_demo(self.db, NOW))
        self.assessment = assess(self.db, self.policy, AS_OF, NOW)

    @property
    def scores(self) -> Scores:
        return msgspec.json.decode(self.assessment.scores, type=Scores)

    def findings(self, rule: str) -> list[Finding]:
        return list(findings(self.db, self.assessment, Wanted(rule=rule)))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return Demo(tmp_path_factory.mktemp("demo") / "osk.db")


def test_every_document_is_stored_and_accounted_for(demo: Demo) -> None:
    assert {"stored"} == {receipt.state for receipt in demo.receipts}
    for receipt in demo.receipts:
        ledger = receipt.counts
        assert ledger is not None
        assert ledger.in_ == ledger.stored + ledger.merged + ledger.folded + ledger.quarantined


def test_active_directory_stands_above_office_above_acrobat(demo: Demo) -> None:
    score = demo.scores.of("agency", "Bezirksamt A")
    assert score is not None
    order = [hotspot.name.split(" 2")[0] for hotspot in score.hotspots]
    named = [name for name in order if name in ("Active Directory", "Microsoft Office", "Adobe Acrobat Reader")]
    assert ["Active Directory", "Microsoft Office", "Adobe Acrobat Reader"] == named


def test_counting_puts_windows_first_and_the_graph_puts_active_directory_there(demo: Demo) -> None:
    score = demo.scores.of("agency", "Bezirksamt A")
    assert score is not None
    first, second, *_ = (spot for spot in score.hotspots if spot.kind == "lock-in")
    assert ("Active Directory", "Windows Server 2022") == (first.name, second.name)
    for spot, share in ((first, "1/30"), (second, "1/15")):
        assert ("4/5", "4/5", share) == (spot.radius.lo_exact, spot.radius.hi_exact, spot.share)


def test_the_reference_agency_has_its_published_numbers_by_the_shipped_catalogue(demo: Demo) -> None:
    score = demo.scores.of("agency", "Bezirksamt A")
    assert score is not None
    published = {
        "Q1": ("29/30", "29/30"),
        "D1": ("11/30", "12/30"),
        "D4": ("258/900", "286/900"),
        "D5": ("18/30", "19/30"),
    }
    for name, ends in published.items():
        indicator = score.indicators[name]
        assert tuple(Fraction(end) for end in ends) == (indicator.low, indicator.high), name
    radius = score.indicators["D6"]
    assert (Fraction(8, 10), Fraction(8, 10)) == (radius.low, radius.high)


def test_a_license_conflict_is_told_with_path_and_line(demo: Demo) -> None:
    conflicts = demo.findings("conflict-with-outbound")
    logger = next(f for f in conflicts if f.component and f.component.name == "@nextcloud/logger")
    assert ("Förderakte", "GPL-3.0-or-later") == (logger.system, logger.license and logger.license.declared)
    assert ("foerderakte@3.1.0", "@nextcloud/logger@3.0.2") == logger.path
    assert "sbom.spdx.json" == logger.evidence[0].document
    assert logger.evidence[0].where.startswith("/packages/")


def test_the_expiring_license_and_the_source_available_one_are_told(demo: Demo) -> None:
    assert ["KitaPlan"] == [f.component.name for f in demo.findings("commercial-license-expiring") if f.component]
    assert ["elasticsearch"] == [f.component.name for f in demo.findings("source-available") if f.component]


def test_the_same_inputs_give_the_same_assessment_and_bytes(demo: Demo, tmp_path: Path) -> None:
    again = Demo(tmp_path / "osk.db")
    assert (demo.assessment.id, demo.assessment.result) == (again.assessment.id, again.assessment.result)
    assert verified(demo.db, demo.policy, demo.assessment)


def test_another_day_is_another_assessment(demo: Demo) -> None:
    later = assess(demo.db, demo.policy, "2027-11-23", NOW)
    assert later.id != demo.assessment.id
    came, _ = compare(demo.db, demo.assessment.id, later.id)
    assert "commercial-license-expired" in {finding.rule for finding in came}


def test_every_export_and_report_is_written(demo: Demo, tmp_path: Path) -> None:
    results = results_of(demo.db, demo.policy, demo.assessment)
    for name in export_names():
        target = tmp_path / name
        with (tmp_path / "stream").open("wb") as stream:
            written = export(results, name, target, stream)
        assert written
        assert all(path.stat().st_size > 0 for path in written), name
    for language in ("de", "en"):
        page = report(
            results_of(demo.db, demo.policy, demo.assessment, language=language), tmp_path / f"{language}.html"
        )
        assert "Active Directory" in page.read_text("utf-8")


def test_an_export_of_one_agency_has_nothing_of_another(demo: Demo, tmp_path: Path) -> None:
    results = results_of(demo.db, demo.policy, demo.assessment, "Landesamt B")
    with (tmp_path / "stream").open("wb") as stream:
        export(results, "findings-json", tmp_path / "findings.json", stream)
    document = json.loads((tmp_path / "findings.json").read_text("utf-8"))
    assert {"Landesamt B"} == {finding["agency"] for finding in document["findings"]}


class TestWaivers:
    """An accepted finding stays accepted until its day, whatever is handed in."""

    @pytest.fixture
    def own(self, tmp_path: Path) -> Demo:
        return Demo(tmp_path / "osk.db")

    def _waived(self, demo: Demo, assessment: Assessment, finding: str, as_of: str) -> str:
        asked = Wanted(fingerprint=finding)
        return next(iter(findings(demo.db, assessment, asked, as_of=as_of))).state

    def test_it_survives_a_new_upload_and_ends_on_its_day(self, own: Demo) -> None:
        finding = own.findings("source-available")[0]
        waive(own.db, finding.id, reason="Ablösung läuft", reviewer="IT", until="2027-03-31", decided_at=NOW)
        own.db.execute("UPDATE document SET sha256 = 'other' || sha256")  # as if every document had changed
        tuple(ingest_demo(own.db, NOW))
        after = assess(own.db, own.policy, "2027-01-01", NOW)
        assert "waived" == self._waived(own, after, finding.id, "2027-03-31")
        assert "open" == self._waived(own, after, finding.id, "2027-04-01")

    def test_first_seen_is_kept(self, own: Demo) -> None:
        later = assess(own.db, own.policy, "2027-01-01", NOW)
        _, _, found = ask(own.db, Question(rule="source-available", assessment=later.id))
        assert [(AS_OF, "2027-01-01")] == [(finding.first_seen, finding.last_seen) for finding in found]
