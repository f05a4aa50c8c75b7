"""What rules are judged on besides the portfolio: facts on products by package, and the numbers of the scores."""

from collections.abc import Iterator

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from osk_scan.catalogue import Catalogue
from osk_scan.catalogue.matching import Match
from osk_scan.catalogue.support import support_status
from osk_scan.indicator import Indicator
from osk_scan.portfolio import PackageRow, Portfolio
from osk_scan.rule_engine.inputs import KnownProduct, Measure, Products
from osk_scan.score import Score, Scores
from osk_scan.sovereignty.supplement import Supplement


def products_of(
    portfolio: Portfolio,
    matches: tuple[Match | None, ...],
    catalogue: Catalogue,
    as_of: str,
    added: tuple[Supplement, ...],
) -> Products:
    """Return what the catalogue knows, asked once for each package, and how agencies say they run it themselves.

    Parts of products have no facts of their own.
    """
    facts: list[KnownProduct] = []
    of_package = np.full(len(portfolio.packages), -1, dtype=np.int32)
    known: list[tuple[int, str]] = []
    for at, (package, match) in enumerate(zip(portfolio.packages, matches, strict=True)):
        if match is not None and not match.part:
            of_package[at] = len(facts)
            facts.append(_facts(package, match, catalogue, as_of))
            known.append((at, match.product))
    of_agency = {one.agency: _as_run(one, of_package, known, facts) for one in added}
    return Products(tuple(facts), of_package, of_agency)


def _as_run(
    supplement: Supplement, of_package: NDArray[np.int32], known: list[tuple[int, str]], facts: list[KnownProduct]
) -> NDArray[np.int32]:
    """Return the facts of each package as one agency runs it; those that differ are added to `facts`."""
    own = of_package.copy()
    for at, product in known:
        entry = supplement.products.get(product)
        if entry and entry.deployment:
            own[at] = len(facts)
            facts.append(replace(facts[of_package[at]], deployment=(entry.deployment,)))
    return own


def _facts(package: PackageRow, match: Match, catalogue: Catalogue, as_of: str) -> KnownProduct:
    product = catalogue.products[match.product]
    entity = catalogue.controlling_entity(match.product)
    name, support = product.name, support_status(product, package.version, as_of, match.release)
    if match.distributed:
        distribution = catalogue.products[match.distributed.distribution]
        name = f"{name} ({distribution.name})"
        support = support_status(distribution, match.distributed.release, as_of)
    return KnownProduct(
        product=name,
        vendor=" / ".join(catalogue.vendors[id_].name for id_ in entity.values if id_ in catalogue.vendors) or None,
        license_classes=product.licence_class(package.version).values,
        deployment=product.deployment_mode.values,
        support=support.status,
        support_end=support.until,
    )


def measures_of(scores: Scores) -> tuple[Measure, ...]:
    """Return the numbers that rules may judge, in the order of the scores."""
    return tuple(measure for scope in scores.scopes if scope.scope != "layer" for measure in _measures(scope))


def _measures(scope: Score) -> Iterator[Measure]:
    agency = scope.name if scope.scope == "agency" else None
    for one in scope.indicators.values():
        yield Measure(indicator=one.id, lo=one.low, hi=one.high, agency=agency, vendor=_leader(scope, one))
    for hotspot in scope.hotspots:
        if hotspot.kind == "lock-in":
            value = hotspot.value
            yield Measure(indicator="hotspot", lo=value.low, hi=value.high, agency=agency, product=hotspot.name)


def _leader(scope: Score, indicator: Indicator) -> str | None:
    """Return the entity known to stop most; concentration and shares have no single one.

    None as well where what stops most is a product of which nobody knows yet who controls it.
    """
    if indicator.id != "D6":
        return None
    return next((one.name for one in scope.vendors if one.radius.lo_exact == indicator.lo_exact), None)
