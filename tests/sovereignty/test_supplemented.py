"""What agencies add reaches the numbers that rest on it: criticality, layers, alternatives of one vendor."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from osk_scan.fact import Fact
from osk_scan.score import Score, VendorRadius
from osk_scan.sovereignty.compare import Comparison, compare
from osk_scan.sovereignty.estate import Entity, Estate, EstateSystem, Installation, ProductFacts, known
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.scoring import judge, score
from osk_scan.sovereignty.supplement import ProductSupplement, Supplement, SystemSupplement, apply, apply_all

AS_OF = "2026-09-01"


def closed(id_: str, layer: str | None = "platform") -> ProductFacts:
    return ProductFacts(
        id=id_,
        name=id_,
        layer=layer,
        licence=known("proprietary"),
        entity=known("one"),
        alternative=known("0"),
        formats=known("0"),
    )


@pytest.fixture
def estate() -> Estate:
    """Two agencies of five systems; the first system of each needs a closed product, a second one is of no layer."""
    systems = tuple(
        EstateSystem(id=f"{agency}/{i}", agency=agency, name=f"{i}", requires=(("first",),) if i == 0 else ())
        for agency in "AB"
        for i in range(5)
    )
    installed = tuple(Installation(f"{agency}/0", id_) for agency in "AB" for id_ in ("first", "second"))
    return Estate(
        systems=systems,
        installations=installed,
        products={"first": closed("first"), "second": closed("second", None)},
        entities={"one": Entity("one", "One", Fact(("US",)))},
    )


def of_agency(estate: Estate, method: Method, agency: str = "A") -> Score:
    found = score(estate, AS_OF, method).of("agency", agency)
    assert found is not None
    return found


def compared(estate: Estate, method: Method, indicator: str) -> Comparison:
    return compare(judge(estate, AS_OF, method), indicator)


@pytest.mark.parametrize(("level", "share"), [("normal", "1/5"), ("hoch", "1/3"), ("sehr hoch", "1/2")])
def test_protection_need_weighs_radius_and_hotspot(estate: Estate, method: Method, level: str, share: str) -> None:
    added = Supplement("A", {"0": SystemSupplement(criticality=level)})  # type: ignore[arg-type]  # one of the three
    found = of_agency(apply(estate, added, method), method)
    spot = next(spot for spot in found.hotspots if spot.product == "first")
    assert (share, share) == (spot.radius.lo_exact, spot.value.lo_exact)
    assert share == found.indicators["D6"].lo_exact


def test_protection_need_of_one_agency_decides_a_comparison_and_leaves_the_other_as_it_is(
    estate: Estate, method: Method
) -> None:
    added = Supplement("A", {"0": SystemSupplement(criticality="sehr hoch")})
    found = compared(apply(estate, added, method), method, "D6")
    assert ["1/2", "1/5"] == [row.value.lo_exact for row in found.scopes if row.value]
    assert ["above"] == [pair.verdict for pair in found.pairs]


def test_a_layer_that_an_agency_states_is_its_own(estate: Estate, method: Method) -> None:
    added = Supplement("A", products={"second": ProductSupplement(layer="Büro-Software")})
    scores = score(apply(estate, added, method), AS_OF, method)
    layer = scores.of("layer", "office")
    assert layer is not None
    assert {"second": 1} == layer.installations
    assert [(), ("office",)] == [row.left_out for row in compared(apply(estate, added, method), method, "D1").scopes]


def needing_either(estate: Estate, second: Fact, method: Method) -> dict[str, VendorRadius]:
    """The vendors where every system needs one of two products, of which the second is controlled by `second`."""
    either = replace(
        estate,
        systems=tuple(replace(system, requires=(("first", "second"),)) for system in estate.systems),
        products={**estate.products, "second": replace(estate.products["second"], entity=second)},
        entities={**estate.entities, "two": Entity("two", "Two", Fact(("DE",)))},
    )
    return {vendor.entity: vendor for vendor in score(either, AS_OF, method).scopes[0].vendors}


def test_alternatives_of_one_vendor_are_no_second_source(estate: Estate, method: Method) -> None:
    one, other = needing_either(estate, known("one"), method), needing_either(estate, known("two"), method)
    assert Fraction(1) == one["one"].radius.low
    assert Fraction(0) == other["one"].radius.low


def radius(scores: Score, product: str) -> tuple[Fraction, Fraction]:
    spot = next(spot for spot in scores.hotspots if spot.product == product)
    return spot.radius.low, spot.radius.high


def test_what_an_agency_says_a_product_needs_holds_on_its_own_systems_only(estate: Estate, method: Method) -> None:
    added = Supplement("A", products={"first": ProductSupplement(requires=("second",))})
    supplemented = apply(estate, added, method)
    assert (Fraction(1, 5), Fraction(1, 5)) == radius(of_agency(supplemented, method, "A"), "second")
    assert (Fraction(0), Fraction(0)) == radius(of_agency(supplemented, method, "B"), "second")
    assert Fraction(1, 10) == radius(score(supplemented, AS_OF, method).scopes[0], "second")[0]


def test_what_needs_a_product_that_needs_more_at_one_agency_stops_there(estate: Estate, method: Method) -> None:
    above = closed("above")
    chain = replace(
        estate,
        products={**estate.products, "above": replace(above, requires=(("first",),))},
        systems=tuple(replace(system, requires=(("above",),)) for system in estate.systems),
    )
    added = Supplement("A", products={"first": ProductSupplement(requires=("second",))})
    supplemented = apply(chain, added, method)
    found = {agency: radius(of_agency(supplemented, method, agency), "second") for agency in "AB"}
    assert {"A": (Fraction(1), Fraction(1)), "B": (Fraction(0), Fraction(0))} == found


def test_agencies_that_say_the_same_need_it_alike(estate: Estate, method: Method) -> None:
    supplemented = estate
    for agency in "AB":
        said = Supplement(agency, products={"first": ProductSupplement(requires=("second",))})
        supplemented = apply(supplemented, said, method)
    for agency in "AB":
        assert (Fraction(1, 5), Fraction(1, 5)) == radius(of_agency(supplemented, method, agency), "second")


def deployments(estate: Estate, method: Method, **modes: str) -> tuple[str, ...]:
    added = [
        Supplement(agency, products={"first": ProductSupplement(deployment=mode)})  # type: ignore[arg-type]  # a mode
        for agency, mode in modes.items()
    ]
    offline = {**estate.products, "first": replace(estate.products["first"], deployment=known("offline"))}
    return apply_all(replace(estate, products=offline), added, method).products["first"].deployment.values


def test_how_one_agency_runs_a_product_does_not_tell_how_others_do(estate: Estate, method: Method) -> None:
    assert {"offline", "saas"} == set(deployments(estate, method, A="saas"))
    assert ("saas",) == deployments(estate, method, A="saas", B="saas")
    assert {"saas", "activated_onprem"} == set(deployments(estate, method, A="saas", B="activated_onprem"))


def test_an_agency_that_alone_runs_a_product_says_how_it_is_run(estate: Estate, method: Method) -> None:
    only = replace(estate, installations=tuple(i for i in estate.installations if i.system.startswith("A")))
    assert ("saas",) == deployments(only, method, A="saas", B="offline")
