"""The shipped catalogue agrees with the reference example of the method."""

import pytest

from osk_scan.catalogue import Catalogue
from osk_scan.catalogue.loading import read_file
from osk_scan.shipped import rules_folder

HALF = ("windows-11", "windows-server", "active-directory", "office", "exchange")
ONE = ("acrobat-reader", "firefox", "libreoffice", "debian", "postgresql")


@pytest.mark.parametrize(
    ("product", "sigma"), [*((product, "1/2") for product in HALF), *((product, "1") for product in ONE)]
)
def test_replaceability_is_the_smaller_of_alternative_and_format(
    catalogue: Catalogue, product: str, sigma: str
) -> None:
    facts = catalogue.products[product]
    assert facts.alternative.known
    assert facts.format_openness.known
    assert sigma == min(facts.alternative.values[0], facts.format_openness.values[0], key=("0", "1/2", "1").index)


@pytest.mark.parametrize(
    ("product", "jurisdiction"),
    [
        ("windows-11", "US"),
        ("acrobat-reader", "US"),
        ("firefox", "US"),
        ("libreoffice", "DE"),
        ("debian", "community"),
        ("postgresql", "community"),
    ],
)
def test_the_jurisdiction_is_that_of_the_controlling_entity(
    catalogue: Catalogue, product: str, jurisdiction: str
) -> None:
    assert (jurisdiction,) == catalogue.jurisdiction(product).values


def test_the_first_wave_is_large_enough(catalogue: Catalogue) -> None:
    entities = {entity for product in catalogue.products for entity in catalogue.controlling_entity(product).values}
    assert len(catalogue.products) >= 150
    assert len(entities) >= 80


def test_full_replaceability_of_proprietary_software_names_the_public_body(catalogue: Catalogue) -> None:
    silent = [
        product.id
        for product in catalogue.products.values()
        if "proprietary" in product.licence_class().values
        and product.alternative.values == ("1",)
        and not any(alternative.used_by for alternative in product.alternatives)
    ]
    assert [] == silent


def test_every_alternative_is_open(catalogue: Catalogue) -> None:
    closed = {
        alternative.product
        for product in catalogue.products.values()
        for alternative in product.alternatives
        if not any(value.startswith("osi") for value in catalogue.products[alternative.product].licence_class().values)
    }
    assert set() == closed


def test_what_runs_on_a_java_runtime_runs_on_each_that_is_catalogued(catalogue: Catalogue) -> None:
    runtimes = set(read_file(rules_folder() / "catalogue" / "products" / "java-runtimes.yaml").products)
    groups = (group.any_of for one in catalogue.products.values() for group in one.requires or ())
    lacking = {group for group in groups if {"openjdk", "eclipse-temurin"} <= set(group) and not runtimes <= set(group)}
    assert set() == lacking


def test_a_linux_server_is_no_open_workplace(catalogue: Catalogue) -> None:
    desks = {id_: one for id_, one in catalogue.products.items() if one.layer == "workplace-os"}
    assert {"windows-11"} <= desks.keys()
    assert set() == {id_ for id_, one in desks.items() if one.licence_class().values != ("proprietary",)}


def test_nothing_requires_itself(catalogue: Catalogue) -> None:
    circular = [
        product.id
        for product in catalogue.products.values()
        for requirement in product.requires or ()
        if product.id in requirement.any_of
    ]
    assert [] == circular
