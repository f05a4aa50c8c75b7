"""Estates from portfolios and supplements: counted once, by release, with nothing added in silence."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from osk_scan.errors import InvalidPolicy, InvalidRequest
from osk_scan.fact import Fact
from osk_scan.score import Score, Scores
from osk_scan.sovereignty import supplement as supplements
from osk_scan.sovereignty.estate import Estate, EstateSystem, Installation, ProductFacts, Sbom, known
from osk_scan.sovereignty.explain import RESTS_ON, explain
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.method_page import method_page
from osk_scan.sovereignty.scoring import score
from osk_scan.sovereignty.supplement import ProductSupplement, Supplement, SystemSupplement, apply

AS_OF = "2026-09-01"


def written(folder: Path, text: str) -> Path:
    path = folder / "supplement.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_supplement_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "agency: A\nsystems: {c1: {requries: [x]}}\n")
    with pytest.raises(InvalidPolicy, match="did you mean `requires`"):
        supplements.read(path)


def test_an_or_group_is_a_list_in_the_list(tmp_path: Path) -> None:
    path = written(tmp_path, "agency: A\nsystems: {c1: {requires: [a, [b, c]]}}\n")
    assert (("a",), ("b", "c")) == supplements.groups(supplements.read(path).systems["c1"].requires)


def test_what_a_supplement_names_in_vain_is_told(reference: Estate, method: Method) -> None:
    added = Supplement("Bezirksamt A", {"c9": SystemSupplement()}, {"nothing": ProductSupplement(layer="Keller")})
    notes = [note.de for note in apply(reference, added, method).notes]
    assert [
        "Ergänzung Bezirksamt A: Verfahren „c9“ gibt es hier nicht",
        "Ergänzung Bezirksamt A: Produkt „nothing“ gibt es hier nicht",
        "Ergänzung Bezirksamt A: Schicht „Keller“ gibt es hier nicht",
    ] == notes


def test_a_supplement_leaves_other_agencies_alone(reference: Estate, method: Method) -> None:
    added = Supplement("Bezirksamt B", {"c1": SystemSupplement(criticality="hoch")})
    assert {1} == {system.criticality for system in apply(reference, added, method).systems}


def test_criticality_weighs_the_radius(reference: Estate, method: Method) -> None:
    added = Supplement("Bezirksamt A", {"s4": SystemSupplement(criticality="sehr hoch")})
    whole = portfolio(apply(reference, added, method), method)
    assert "8/13" == whole.indicators["D6"].lo_exact


def test_stated_costs_give_the_share_of_spending(reference: Estate, method: Method) -> None:
    costs = {"office": ProductSupplement(cost_per_year="750.00"), "libreoffice": ProductSupplement(cost_per_year="250")}
    whole = portfolio(apply(reference, Supplement("Bezirksamt A", products=costs), method), method)
    spend = next(kpi for kpi in whole.kpis if kpi.id == "spend")
    assert spend.value is not None
    assert ("1/4", "1/4") == (spend.value.lo_exact, spend.value.hi_exact)


def test_costs_of_nothing_are_no_spending(reference: Estate, method: Method) -> None:
    free = {"libreoffice": ProductSupplement(cost_per_year="0")}
    whole = portfolio(apply(reference, Supplement("Bezirksamt A", products=free), method), method)
    assert [None] == [kpi.value for kpi in whole.kpis if kpi.id == "spend"]


def test_without_costs_the_share_of_spending_says_why_it_is_missing(bezirksamt: Score) -> None:
    spend = next(kpi for kpi in bezirksamt.kpis if kpi.id == "spend")
    assert (None, True) == (spend.value, spend.reason is not None)


def test_releases_share_the_requirements_of_their_product(method: Method) -> None:
    office = ProductFacts(id="office", name="Office", licence=known("proprietary"), entity=Fact(()))
    estate = Estate(
        systems=(EstateSystem(id="s", agency="A", name="s", requires=(("office",),)),),
        installations=(Installation("s", "office@2019"), Installation("s", "office@2021")),
        products={"office": office}
        | {f"office@{year}": replace(office, id=f"office@{year}", base="office") for year in (2019, 2021)},
        entities={},
    )
    assert ["1", "1"] == [h.radius.lo_exact for h in portfolio(estate, method).hotspots if h.kind == "lock-in"]


def test_an_empty_estate_has_no_indicators_and_no_zeros(method: Method) -> None:
    empty = portfolio(Estate(systems=(), installations=(), products={}, entities={}), method)
    assert ({}, None) == (empty.indicators, empty.bottleneck)


def test_scoring_twice_gives_the_same_bytes(reference: Estate, method: Method, scores: Scores) -> None:
    import msgspec

    assert msgspec.json.encode(scores) == msgspec.json.encode(score(reference, AS_OF, method))


def test_the_score_id_changes_with_the_date(reference: Estate, method: Method, scores: Scores) -> None:
    assert scores.score_id != score(reference, "2026-09-02", method).score_id


def test_a_number_expands_to_the_source_of_its_facts(scores: Scores, bezirksamt: Score, reference: Estate) -> None:
    office = next(i for i in explain(scores, bezirksamt, "D3", reference).items if i.product == "office")
    assert ("1/2", "1/2", 4) == (office.lo, office.hi, office.installations)
    assert ("1/2",) == office.facts["formats"].values
    assert "Rechenbeispiel „Bezirksamt A“ der Methode osk-souv v1" == office.facts["formats"].evidence[0].source


def test_every_indicator_is_told_on_the_method_page(method: Method, bezirksamt: Score) -> None:
    told = {entry.id for entry in method_page(method).indicators}
    assert told == set(RESTS_ON) == set(method.indicators)
    assert set(bezirksamt.indicators) <= told


def portfolio(estate: Estate, method: Method) -> Score:
    found = score(estate, AS_OF, method).of("portfolio")
    assert found is not None
    return found


def test_required_fields_are_counted_over_all_sboms_of_a_scope(reference: Estate, method: Method) -> None:
    first = Sbom("s3", "s3.cdx.json", {"ntia-2021": (30, 40), "bsi-tr-03183-2": (10, 50)})
    second = Sbom("s4", "s4.cdx.json", {"ntia-2021": (9, 10)})
    whole = portfolio(replace(reference, sboms=(first, second)), method)
    found = {id_: (one.lo_exact, one.hi_exact, one.n) for id_, one in whole.indicators.items() if one.unit == "field"}
    assert {"D7_bsi": ("1/5", "1/5", 50), "D7_ntia": ("39/50", "39/50", 50)} == found


def test_a_share_of_required_fields_opens_down_to_its_documents(reference: Estate, method: Method) -> None:
    scores = score(replace(reference, sboms=(Sbom("s3", "s3.cdx.json", {"ntia-2021": (3, 4)}),)), AS_OF, method)
    (item,) = explain(scores, scores.scopes[0], "D7_ntia").items
    assert ("s3.cdx.json", "3/4", ("s3: s3.cdx.json",)) == (item.name, item.lo, item.documents)


@pytest.mark.parametrize("as_of", ["0001-01-01", "9999-12-31", "2026-02-30", "soon"])
def test_a_day_that_nothing_can_be_judged_on_is_refused(reference: Estate, method: Method, as_of: str) -> None:
    with pytest.raises(InvalidRequest, match="as-of date"):
        score(reference, as_of, method)
