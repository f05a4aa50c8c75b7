"""What rules are judged on besides the portfolio: numbers that name whom they mean, facts as agencies state them."""

import json
from fractions import Fraction
from pathlib import Path

from msgspec.structs import replace

from osk_scan.fact import Fact
from osk_scan.model import Document
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.judging import measures_of
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.querying import Question, ask
from osk_scan.pipeline.supplementing import keep
from osk_scan.rule_engine.conditions import INDICATORS
from osk_scan.sovereignty.estate import Entity, Estate, EstateSystem, Installation, ProductFacts, known
from osk_scan.sovereignty.scoring import score
from osk_scan.store.database import Database

DAY = "2026-09-01"
NOON = f"{DAY}T12:00:00+00:00"

NEEDED = ProductFacts(id="needed", name="Needed", licence=known("proprietary"))
IDLE = replace(NEEDED, id="idle", name="Idle", entity=known("one"))
ESTATE = Estate(
    systems=(EstateSystem(id="A/0", agency="A", name="0", requires=(("needed",),)),),
    installations=(Installation("A/0", "needed"), Installation("A/0", "idle")),
    products={"needed": NEEDED, "idle": IDLE},
    entities={"one": Entity("one", "One", Fact(("US",)))},
)


def blamed(estate: Estate) -> set[tuple[Fraction, str | None]]:
    """Return what share of the systems stops by whom, as rules are told it."""
    scores = score(estate, DAY, Policy().method)
    return {(one.lo, one.vendor) for one in measures_of(scores) if one.indicator == "D6"}


def test_nobody_is_named_for_what_a_product_of_unknown_owner_stops() -> None:
    assert {(Fraction(1), None)} == blamed(ESTATE)


def test_who_is_known_to_stop_most_is_named() -> None:
    owned = replace(NEEDED, entity=known("one"))
    assert {(Fraction(1), "One")} == blamed(replace(ESTATE, products={"needed": owned, "idle": IDLE}))


def test_rules_may_ask_for_every_number_that_scores_have() -> None:
    assert ("hotspot", *Policy().method.indicators) == INDICATORS


def deployed(folder: Path, program: str, statement: str) -> list[str | None]:
    """Return at whose systems `program` needs the cloud, when A says `statement` of it and B runs it as well."""
    listed = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "application", "name": program}]}
    supplement = folder / "supplement.yaml"
    supplement.write_text(f"agency: A\nproducts: {{{statement}}}\n", "utf-8")
    policy = Policy()
    with Database(folder / "osk.db") as db:
        for agency in "AB":
            assignment = Assignment(agency=agency, system="Arbeitsplatz")
            ingest(db, Document("bom.json", json.dumps(listed).encode()), assignment, NOON)
        keep(db, supplement, policy, NOON)
        assess(db, policy, DAY, NOON)
        return [one.agency for one in ask(db, Question(rule="cloud-tethered"))[2]]


def test_a_product_is_tied_to_the_cloud_at_the_agency_that_says_so_and_nowhere_else(tmp_path: Path) -> None:
    assert ["A"] == deployed(tmp_path, "LibreOffice", "libreoffice: {deployment: saas}")


def test_an_agency_that_runs_a_product_on_its_own_premises_is_not_flagged(tmp_path: Path) -> None:
    assert ["B"] == deployed(tmp_path, "Adobe Creative Cloud", "creative-cloud: {deployment: activated_onprem}")
