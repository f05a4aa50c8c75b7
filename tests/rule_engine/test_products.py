from datetime import date

import pytest

from osk_scan.catalogue import Catalogue, load_catalogue
from osk_scan.model import Component, Context, Inventory
from osk_scan.rule_engine.case_portfolio import portfolio_of
from osk_scan.rule_engine.inputs import ProductFacts
from osk_scan.rule_engine.products import products_of
from osk_scan.shipped import rules_folder

OFFICE = "Microsoft Office Professional Plus 2016"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(rules_folder() / "catalogue")


def facts_of(catalogue: Catalogue, name: str, version: str, vendor: str | None, as_of: date) -> ProductFacts | None:
    component = Component(ref="1", name=name, version=version, vendor=vendor, where="line 1")
    whole = portfolio_of(Inventory(format="test", components=(component,), found=1), Context.INTERNAL, None)
    products = products_of(whole, catalogue, as_of)
    at = products.of_package[0]
    return products.facts[at] if at >= 0 else None


def test_the_catalogue_tells_vendor_license_and_support(catalogue: Catalogue) -> None:
    office = facts_of(catalogue, OFFICE, "16.0.4266", "Microsoft Corporation", date(2026, 9, 1))
    assert office is not None
    assert (office.vendor, office.license_classes) == ("Microsoft", ("proprietary",))
    assert (office.support, office.support_end) == ("expired", "2025-10-14")


def test_support_is_judged_on_the_day_of_the_assessment(catalogue: Catalogue) -> None:
    office = facts_of(catalogue, OFFICE, "16.0.4266", "Microsoft Corporation", date(2025, 1, 1))
    assert office is not None
    assert office.support == "supported"


def test_what_the_catalogue_does_not_know_has_no_facts(catalogue: Catalogue) -> None:
    assert facts_of(catalogue, "Amtsvordruck", "1", None, date(2026, 9, 1)) is None
