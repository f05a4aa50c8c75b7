"""Ask the catalogue once for each package of a portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osk_scan.catalogue.support import support_status
from osk_scan.rule_engine.column import numbered
from osk_scan.rule_engine.inputs import ProductFacts, Products

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from osk_scan.catalogue import Catalogue, Match
    from osk_scan.portfolio import PackageRow, Portfolio


def products_of(portfolio: Portfolio, catalogue: Catalogue, as_of: date) -> Products:
    """Return what the catalogue knows of the portfolio's packages."""
    return products_from(
        portfolio.packages, [catalogue.match(package) for package in portfolio.packages], catalogue, as_of
    )


def products_from(
    packages: Sequence[PackageRow], matches: Sequence[Match | None], catalogue: Catalogue, as_of: date
) -> Products:
    """Return what the catalogue knows of `packages`, given what they were matched with."""
    found = [
        _facts(package, match, catalogue, as_of) if match else None
        for package, match in zip(packages, matches, strict=True)
    ]
    facts, codes = numbered([None, *found])
    return Products(tuple(fact for fact in facts if fact), codes[1:] - 1)


def _facts(package: PackageRow, match: Match, catalogue: Catalogue, as_of: date) -> ProductFacts:
    """Return the facts of one package; a part's version is its own and says nothing of the product's support."""
    product = catalogue.products[match.product]
    controlling = catalogue.controlling_entity(match.product).values
    names = [catalogue.vendors[entity].name for entity in controlling]
    vendor = " / ".join(names) or catalogue.vendors[product.vendor].name
    if match.part:
        return ProductFacts(product.name, vendor, product.licence_class().values)
    support = support_status(product, package.version, as_of.isoformat(), match.release)
    return ProductFacts(
        product=product.name,
        vendor=vendor,
        license_classes=product.licence_class(package.version).values,
        deployment=product.deployment_mode.values,
        support=support.status,
        support_end=support.until,
    )
