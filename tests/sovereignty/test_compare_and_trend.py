"""Comparison by dominance and the two parts of a trend."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from osk_scan.errors import InvalidRequest
from osk_scan.fact import Fact
from osk_scan.score import Score
from osk_scan.sovereignty.compare import compare, dominance, layer_mix, standardised, strata
from osk_scan.sovereignty.estate import Entity, Estate, EstateSystem, Installation, ProductFacts, known
from osk_scan.sovereignty.interval import Interval
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.replacing import Replacement, replaced
from osk_scan.sovereignty.scope import portfolio
from osk_scan.sovereignty.scoring import judge, score
from osk_scan.sovereignty.supplement import Supplement, SystemSupplement, apply
from osk_scan.sovereignty.trend import trend
from tests.sovereignty.random_estates import METHOD, VALUES, completions, estates, learned, unknown_facts

AS_OF = "2026-09-01"
A = Interval(Fraction("0.3667"), Fraction("0.40"))
B = Interval(Fraction("0.38"), Fraction("0.52"))
C = Interval(Fraction("0.41"), Fraction("0.45"))


def test_overlapping_intervals_are_not_distinguishable() -> None:
    assert ("not distinguishable", "not distinguishable") == (dominance(A, B), dominance(B, C))


def test_a_scope_is_below_another_only_if_the_intervals_do_not_meet() -> None:
    assert ("below", "above") == (dominance(A, C), dominance(C, A))


def two_layered(agencies: dict[str, tuple[int, int, int]]) -> Estate:
    """Agencies as (systems, closed office installations, open server installations) per system."""
    products = {
        "office": ProductFacts(id="office", name="Office", layer="office", licence=known("proprietary")),
        "linux": ProductFacts(id="linux", name="Linux", layer="server-os", licence=known("osi_multi")),
    }
    systems = tuple(
        EstateSystem(id=f"{agency}{i}", agency=agency, name=f"{agency}{i}")
        for agency, (count, _, _) in agencies.items()
        for i in range(count)
    )
    installed = tuple(
        Installation(f"{agency}{i}", product, number)
        for agency, (count, closed, open_) in agencies.items()
        for i in range(count)
        for product, number in (("office", closed), ("linux", open_))
        if number
    )
    return Estate(systems=systems, installations=installed, products=products, entities={"e": Entity("e", "e")})


def test_a_different_layer_mix_alone_makes_no_difference(method: Method) -> None:
    estate = two_layered({"A": (5, 3, 1), "B": (5, 1, 3)})
    found = compare(judge(estate, AS_OF, method), "D1")
    values = [row.value and row.value.lo_exact for row in found.scopes]
    assert (["1/4", "3/4"], ["not distinguishable"]) == (values, [pair.verdict for pair in found.pairs])


def test_an_agency_of_four_systems_is_suppressed(method: Method) -> None:
    found = compare(judge(two_layered({"A": (4, 1, 1), "B": (5, 1, 1)}), AS_OF, method), "D1")
    assert [None, "1/2"] == [row.value and row.value.lo_exact for row in found.scopes]
    assert ["suppressed"] == [pair.verdict for pair in found.pairs]


@pytest.mark.parametrize("indicator", ["D1", "D9"])
def test_what_has_nothing_in_common_is_not_called_indistinguishable(method: Method, indicator: str) -> None:
    found = compare(judge(two_layered({"A": (5, 3, 0), "B": (5, 0, 3)}), AS_OF, method), indicator)
    assert ["not comparable"] == [pair.verdict for pair in found.pairs]


def with_unlayered(estate: Estate, agency: str, count: int, licence: Fact) -> Estate:
    """The same with a product that is in no layer that anybody knows."""
    special = ProductFacts(id="special", name="Special", licence=licence)
    installed = (*estate.installations, Installation(f"{agency}0", "special", count))
    return replace(estate, installations=installed, products=estate.products | {"special": special})


def test_what_is_in_no_known_layer_may_lie_in_any(method: Method) -> None:
    estate = two_layered({"A": (5, 0, 2), "B": (5, 1, 1)})
    blind = with_unlayered(estate, "A", 90, Fact(("proprietary",)))
    found = compare(judge(blind, AS_OF, method), "D1").scopes[0].standardised
    assert found is not None
    assert ("1/10", "1", "outer") == (found.lo_exact, found.hi_exact, found.bound)


def test_agencies_are_compared_over_the_layers_that_both_have(method: Method) -> None:
    found = compare(judge(two_layered({"A": (5, 4, 1), "B": (5, 0, 1)}), AS_OF, method), "D1")
    assert ["office"] == [*found.scopes[1].left_out]
    assert ["not distinguishable"] == [pair.verdict for pair in found.pairs]


@given(estates(("licence", "sbom", "alternative")))
@settings(max_examples=25, deadline=None)
def test_standardised_values_enclose_every_completion_and_every_layer_of_what_has_none(estate: Estate) -> None:
    judged = judge(estate, AS_OF, METHOD)
    mix = layer_mix(judged)
    for name in ("D1", "D3", "D7"):
        told = standardised(strata(portfolio(estate)), judged.contributions, name, mix)
        values = [
            standardised(strata(portfolio(one)), judge(one, AS_OF, METHOD).contributions, name, mix)
            for complete in islice(completions(estate, ("licence", "sbom", "alternative")), 0, 200, 8)
            for one in layered(complete, tuple(mix))
        ]
        for value in values:
            assert told is None or (value is not None and told.lo <= value.lo == value.hi <= told.hi), name


def layered(estate: Estate, layers: tuple[str, ...]) -> Iterator[Estate]:
    """Every way to put what is in no known layer into one."""
    without = [id_ for id_, product in estate.products.items() if product.layer is None]
    for choice in product(layers, repeat=len(without)):
        placed = {id_: replace(estate.products[id_], layer=at) for id_, at in zip(without, choice, strict=True)}
        yield replace(estate, products=estate.products | placed)


def portfolio_score(estate: Estate, method: Method) -> Score:
    found = score(estate, AS_OF, method).of("portfolio")
    assert found is not None
    return found


def test_a_trend_parts_real_change_from_better_knowledge(reference: Estate, method: Method) -> None:
    learned = replace(reference.products["fachapp-x"], licence=Fact(("osi_multi",)))
    better_known = replace(reference, products={**reference.products, "fachapp-x": learned})
    today = replaced(better_known, Replacement("office", "libreoffice"))
    developments = trend(*(portfolio_score(e, method) for e in (reference, better_known, better_known, today)))
    d1 = next(d for d in developments if d.id == "D1")
    assert ("2/15", "2/15") == (d1.real.lo, d1.real.hi)
    assert ("1/30", "0") == (d1.revision.lo, d1.revision.hi)


def test_the_parts_of_a_trend_add_up(reference: Estate, method: Method) -> None:
    today = replaced(reference, Replacement("office", "libreoffice"))
    critical = {"s4": SystemSupplement(criticality="sehr hoch")}
    supplemented = apply(reference, Supplement("Bezirksamt A", critical), method)
    now = apply(today, Supplement("Bezirksamt A", critical), method)
    found = trend(*(portfolio_score(e, method) for e in (reference, reference, supplemented, now)))
    for d in found:
        parts = (d.real, d.supplement, d.revision)
        assert d.now.low - d.then.low == sum(Fraction(part.lo) for part in parts), d.id
        assert d.now.high - d.then.high == sum(Fraction(part.hi) for part in parts), d.id
    assert {"D6", "W"} == {d.id for d in found if (d.supplement.lo, d.supplement.hi) != ("0", "0")}


def test_scores_of_different_scopes_have_no_trend(reference: Estate, method: Method) -> None:
    scores = score(reference, AS_OF, method)
    whole, agency = scores.scopes[0], scores.scopes[1]
    with pytest.raises(InvalidRequest, match="do not belong together"):
        trend(whole, whole, whole, agency)


@given(estates(tuple(VALUES)), st.data())
@settings(max_examples=25, deadline=None)
def test_what_is_only_known_better_is_no_real_change(estate: Estate, data: st.DataObject) -> None:
    unknown = unknown_facts(estate)
    if not unknown:
        return
    id_, fact, value = data.draw(st.sampled_from(unknown))
    known = replace(estate, products=estate.products | {id_: learned(estate.products[id_], fact, value)})
    then, now = portfolio_score(estate, METHOD), portfolio_score(known, METHOD)
    for one in trend(then, now, now, now):
        assert ("0", "0") == (one.real.lo, one.real.hi) == (one.supplement.lo, one.supplement.hi)
        assert one.id in ("Q1", "D8_unknown") or one.then.bound == "at-least" or Fraction(one.revision.hi) <= 0, one.id
        assert one.id in ("Q1", "D8_unknown") or one.then.bound == "at-most" or Fraction(one.revision.lo) >= 0, one.id
