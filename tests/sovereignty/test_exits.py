"""Ways out of a product: what agencies of the portfolio already run comes first; who runs what stays with them."""

import pytest

from osk_scan.fact import Evidence
from osk_scan.model import Context, System
from osk_scan.pipeline.narrowing import scores_for
from osk_scan.pipeline.sharing import shared
from osk_scan.portfolio import Basis
from osk_scan.results import Results
from osk_scan.score import ExitHint, Scores
from osk_scan.sovereignty.estate import Estate, EstateSystem, Exit, Installation, ProductFacts, known
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.scoring import score
from osk_scan.sovereignty.supplement import ProductSupplement, Supplement, apply
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database

WAYS = (
    Exit("z-most", sources=("catalogue",)),
    Exit("b-other-layer"),
    Exit("a-nobody", "Stadt Musterstadt", ("page",)),
    Exit("a-nobody", "Land Musterland", ("report",), "Nobody Office"),
    Exit("y-one"),
)


def office_of(layer: str, id_: str) -> ProductFacts:
    return ProductFacts(id=id_, name=id_.title(), layer=layer, licence=known("osi_multi"))


@pytest.fixture
def estate() -> Estate:
    """A closed office on every system of A; B and C run one way out, C another, A one of another layer."""
    closed = ProductFacts(
        id="closed",
        name="Closed",
        layer="office",
        licence=known("proprietary"),
        alternative=known("0"),
        formats=known("0"),
        exits=WAYS,
    )
    systems = tuple(
        EstateSystem(id=f"{agency}/{i}", agency=agency, name=f"{i}", requires=(("closed",),))
        for agency in "ABC"
        for i in range(5)
    )
    ways = (("B/0", "z-most"), ("C/0", "z-most"), ("C/1", "y-one"), ("A/0", "b-other-layer"))
    installed = (*(Installation(s.id, "closed") for s in systems), *(Installation(*way) for way in ways))
    products = (
        closed,
        office_of("office", "z-most"),
        office_of("office", "y-one"),
        office_of("platform", "b-other-layer"),
    )
    return Estate(systems=systems, installations=installed, products={p.id: p for p in products}, entities={})


@pytest.fixture
def scores(estate: Estate, method: Method) -> Scores:
    return score(estate, "2026-09-01", method)


def ways_out(scores: Scores, scope: str, name: str = "") -> tuple[ExitHint, ...]:
    found = scores.of(scope, name)
    assert found is not None
    return next(spot.exits for spot in found.hotspots if spot.product == "closed")


def test_what_most_agencies_run_for_the_same_layer_comes_first(scores: Scores) -> None:
    hints = ways_out(scores, "agency", "A")
    assert [("z-most", ("B", "C")), ("y-one", ("C",)), ("a-nobody", ()), ("b-other-layer", ())] == [
        (hint.product, hint.used_by) for hint in hints
    ]


def test_what_nobody_here_runs_says_who_is_documented_to(scores: Scores) -> None:
    nobody = next(hint for hint in ways_out(scores, "portfolio") if hint.product == "a-nobody")
    assert ("Stadt Musterstadt", "Land Musterland") == nobody.documented
    assert (*nobody.documented, "page", "report") == nobody.evidence


def assessment_of(scores: Scores) -> Assessment:
    import msgspec

    systems = tuple(System(i, agency, f"{i}", Context.INTERNAL, None) for i, agency in enumerate("ABC"))
    return Assessment(
        id="1",
        scope="",
        as_of=scores.as_of,
        software=None,
        rules_version="",
        catalogue_version="",
        basis=Basis(systems, ()),
        scores=msgspec.json.encode(scores),
        findings=0,
        result="",
    )


def seen_by(agency: str, scores: Scores) -> Scores:
    with Database(":memory:") as db:  # type: ignore[arg-type]  # SQLite's own name for a database in memory
        return scores_for(db, assessment_of(scores), agency)


def test_an_agency_sees_of_others_neither_names_nor_order(scores: Scores) -> None:
    hints = ways_out(seen_by("A", scores), "agency", "A")
    assert [("a-nobody", ()), ("b-other-layer", ()), ("y-one", ()), ("z-most", ())] == [
        (hint.product, hint.used_by) for hint in hints
    ]


def test_an_agency_sees_that_it_runs_a_way_out_itself(scores: Scores) -> None:
    first = ways_out(seen_by("C", scores), "agency", "C")[:2]
    assert [("y-one", ("C",)), ("z-most", ("C",))] == [(hint.product, hint.used_by) for hint in first]


def test_an_agency_does_not_see_who_else_said_something_of_a_product(estate: Estate, method: Method) -> None:
    said = Supplement("B", products={"closed": ProductSupplement(deployment="saas")}, source="Referat in B")
    scores = seen_by("A", score(apply(estate, said, method), "2026-09-01", method))
    assert (Evidence("Ergänzung einer anderen Behörde", "", ""),) == scores.products["closed"].facts[
        "deployment"
    ].evidence


def test_what_is_shared_names_ways_out_by_product_alone(scores: Scores, method: Method) -> None:
    results = Results(
        assessment="1",
        as_of=scores.as_of,
        software="",
        rules_version="",
        catalogue_version="",
        scores=scores,
        not_claimed=(),
        systems=assessment_of(scores).basis.systems,
    )
    hints = ways_out(shared(results, 5).scores, "portfolio")
    assert [("a-nobody", ()), ("b-other-layer", ()), ("y-one", ()), ("z-most", ())] == [
        (hint.product, hint.used_by) for hint in hints
    ]
