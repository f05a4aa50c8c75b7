"""What is shared tells of no agency with few systems, and of no single system."""

from io import BytesIO

import pytest
from msgspec.structs import replace

from osk_scan.exporters import exporters
from osk_scan.exporters._contract import Exporter
from osk_scan.model import Context, System, Wording
from osk_scan.pipeline.sharing import shared
from osk_scan.pipeline.telling import export, rendered
from osk_scan.results import Results
from osk_scan.score import Score
from tests.reports.sample_scores import sample_scores, scope
from tests.reports.samples import finding, sample_results

HIDDEN = "Geheimverfahren"


def of_size(name: str, systems: int, kind: str = "agency") -> Score:
    return replace(scope(kind, name), n_systems=systems)


def kept(*sizes: int) -> list[str]:
    agencies = [of_size(f"Amt {number}", size) for number, size in enumerate(sizes)]
    whole = of_size("", sum(sizes), "portfolio")
    systems = tuple(System(1, one.name, HIDDEN, Context.INTERNAL, None) for one in agencies)
    scores = shared(sample_results(scores=sample_scores(whole, *agencies), systems=systems), 5).scores
    return [found.name for found in scores.scopes if found.scope == "agency"]


def test_an_agency_of_four_systems_is_withheld_and_one_of_five_is_not() -> None:
    assert ["Amt 2", "Amt 3"] == kept(4, 4, 5, 6)


def test_a_single_small_agency_takes_the_next_one_with_it_so_that_no_difference_tells_of_it() -> None:
    assert ["Amt 2"] == kept(4, 5, 6)
    assert ["Amt 0", "Amt 1"] == kept(5, 6)


def test_a_portfolio_of_four_systems_has_nothing_to_share() -> None:
    assert () == shared(sample_results(scores=sample_scores(of_size("", 4, "portfolio"))), 5).scores.scopes


def test_a_withheld_agency_has_no_report_and_is_not_given_the_profile_of_all() -> None:
    whole, small = of_size("", 20, "portfolio"), of_size("Bezirksamt A", 4)
    assert () == shared(sample_results(scores=sample_scores(whole, small)), 5).scores.scopes


def test_products_that_stop_fewer_than_five_systems_are_not_named() -> None:
    before = sample_results()
    after = shared(before, 5).scores.scopes[0]
    assert {"Office 2021", "FachApp X"} <= {spot.name for spot in before.scores.scopes[0].hotspots}
    assert ["Windows 11"] == [spot.name for spot in after.hotspots]
    assert {"Microsoft"} == {vendor.name for vendor in after.vendors}
    assert all(not spot.systems and not any(hint.used_by for hint in spot.exits) for spot in after.hotspots)


def test_what_many_machines_of_one_system_run_is_not_named() -> None:
    """A list of clients is one system, with hundreds of installations."""
    (whole, *others), many = sample_scores().scopes, 600
    asked = tuple(
        replace(item, name=f"auf {systems}", installations=many, installed_on=systems)
        for item, systems in zip(whole.clarify[:2], (4, 5), strict=True)
    )
    spots = tuple(replace(spot, installations=many, installed_on=4) for spot in whole.hotspots)
    results = sample_results(scores=sample_scores(replace(whole, clarify=asked, hotspots=spots), *others))
    after = shared(results, 5).scores.scopes[0]
    assert (["auf 5"], ()) == ([item.name for item in after.clarify], after.hotspots)


def test_a_statement_about_five_systems_is_shared_without_their_names_and_one_about_four_is_not() -> None:
    wide = [finding(n, system=f"{HIDDEN} {n}", message=Wording("fünf", "five")) for n in range(5)]
    narrow = [finding(9 + n, system=f"{HIDDEN} {n}", message=Wording("vier", "four")) for n in range(4)]
    found = list(shared(sample_results(findings=(*wide, *narrow)), 5).findings)
    assert ["fünf"] * 5 == [one.message.de for one in found]
    assert {(None, (), ())} == {(one.system, one.path, one.evidence) for one in found}


def secretive() -> Results:
    """Return results whose system is named in findings, systems, receipts and hotspots."""
    spots = tuple(replace(spot, systems=(HIDDEN,)) for spot in scope().hotspots)
    wide = tuple(finding(n, system=f"{HIDDEN} {n}", path=(HIDDEN, "x")) for n in range(5))
    results = sample_results(scores=sample_scores(replace(scope(), hotspots=spots)), findings=wide)
    named = tuple(replace(receipt, system=HIDDEN, document=HIDDEN) for receipt in results.receipts)
    return replace(results, systems=(System(1, "Bezirksamt A", HIDDEN, Context.INTERNAL, None),), receipts=named)


@pytest.mark.parametrize("name", [name for name, one in exporters().items() if isinstance(one, Exporter)])
def test_no_shared_export_names_a_system(name: str) -> None:
    stream = BytesIO()
    export(shared(secretive(), 5), name, None, stream)
    assert HIDDEN.encode() not in stream.getvalue()


def test_the_shared_report_names_no_system_and_says_that_something_is_withheld() -> None:
    assert HIDDEN in rendered(secretive(), ".html").decode()
    page = rendered(shared(secretive(), 5), ".html").decode()
    assert HIDDEN not in page
    assert "Was fehlt, ist nicht null." in page
    assert "Keine offenen Lizenzbefunde" not in page
