"""The shipped catalogue agrees with the reference example of the method."""

import pytest

from osk_scan.catalogue import Catalogue

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
