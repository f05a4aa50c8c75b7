"""Make the estate that is scored from what is kept, what the catalogue knows, and what agencies added."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.catalogue import Catalogue
from osk_scan.catalogue.matching import Match
from osk_scan.catalogue.product import Product
from osk_scan.catalogue.support import cycles_of
from osk_scan.identity import folded
from osk_scan.licenses.expression import read_claims
from osk_scan.model import Fact, Kind
from osk_scan.portfolio import PackageRow, Portfolio
from osk_scan.sovereignty.estate import (
    NO_END_ANNOUNCED,
    UNKNOWN,
    Entity,
    Estate,
    EstateSystem,
    Installation,
    ProductFacts,
)
from osk_scan.sovereignty.policy import Policy
from osk_scan.sovereignty.supplement import Supplement, apply

_INSTALLED = frozenset({Kind.UNKNOWN, Kind.APPLICATION, Kind.PLATFORM, Kind.OPERATING_SYSTEM, Kind.FIRMWARE})
"""Kinds that stand for software somebody installed; libraries, files and data are parts of it, with weight 0."""

_ONCE = frozenset({"deb", "rpm", "apk"})
"""Distributions split a product into many packages: together they are one installation."""


class _Seen(Struct, frozen=True):
    """One package of the portfolio as an installation: of a product, in one of its versions."""

    product: str
    package: PackageRow
    match: Match | None


def estate_of(
    portfolio: Portfolio,
    matches: Sequence[Match | None],
    catalogue: Catalogue,
    method: Policy,
    supplements: Iterable[Supplement] = (),
) -> Estate:
    """Return who runs what; `matches` has the catalogue's answer for each package of `portfolio`."""
    seen = {at: found for at in range(len(portfolio.packages)) if (found := _seen(portfolio, at, matches, catalogue))}
    counts = _counts(portfolio, seen, catalogue)
    products = _products(portfolio, seen, {product for _, product in counts}, catalogue)
    names = [f"{system.agency}/{system.name}" for system in portfolio.systems]
    estate = Estate(
        systems=tuple(
            _system(names[at], system.agency, system.name, [products[p] for s, p in counts if s == at], method)
            for at, system in enumerate(portfolio.systems)
        ),
        installations=tuple(
            Installation(names[at], product, count, evidence=_documents(portfolio, at))
            for (at, product), count in sorted(counts.items())
        ),
        products=products,
        entities=_entities(products.values(), catalogue),
        catalogue_version=catalogue.version,
        inventories=tuple(row.sha256 for row in portfolio.inventories),
    )
    for supplement in supplements:
        estate = apply(estate, supplement, method)
    return estate


def _seen(portfolio: Portfolio, at: int, matches: Sequence[Match | None], catalogue: Catalogue) -> _Seen | None:
    """Return what a package is an installation of; None where it is part of something, or a mere library."""
    package, match = portfolio.packages[at], matches[at]
    if match is not None:
        return None if match.part else _Seen(match.product, package, match)
    if package.type != "product" or catalogue.is_part(package.name, package.vendor):
        return None
    return _Seen(_uncatalogued(package.name, catalogue), package, None)


def _uncatalogued(name: str, catalogue: Catalogue) -> str:
    slug = re.sub(r"[^\w.+]+", "-", folded(name)).strip("-") or "unnamed"
    return f"uncatalogued-{slug}" if slug in catalogue.products else slug


def _counts(portfolio: Portfolio, seen: dict[int, _Seen], catalogue: Catalogue) -> Counter[tuple[int, str]]:
    """Count installations by (system, product)."""
    counts: Counter[tuple[int, str]] = Counter()
    subjects = {row.subject for row in portfolio.inventories}
    for row in range(portfolio.size):
        package = int(portfolio.package[row])
        system = int(portfolio.system[row])
        if package in seen and (seen[package].match or int(portfolio.kind[row]) in _INSTALLED or row in subjects):
            key = (system, seen[package].product)
            once = portfolio.packages[package].type in _ONCE
            counts[key] = 1 if once else counts[key] + int(portfolio.installations[row])
        elif row in subjects:
            counts[system, _uncatalogued(portfolio.names[portfolio.name[row]], catalogue)] += 1
    return counts


def _products(
    portfolio: Portfolio, seen: dict[int, _Seen], installed: set[str], catalogue: Catalogue
) -> dict[str, ProductFacts]:
    """Return the facts on everything installed, and on what that needs."""
    versions: dict[str, list[_Seen]] = {}
    for found in seen.values():
        versions.setdefault(found.product, []).append(found)
    own = _own_products(portfolio, catalogue)
    products: dict[str, ProductFacts] = {}
    waiting = sorted(installed)
    while waiting:
        id_ = waiting.pop()
        if id_ not in products:
            known = catalogue.products.get(id_)
            products[id_] = (
                _catalogued(known, versions.get(id_, []), catalogue)
                if known
                else own.get(id_) or _unknown(id_, versions)
            )
            waiting += [need for group in products[id_].requires for need in group]
    return products


def _catalogued(product: Product, seen: list[_Seen], catalogue: Catalogue) -> ProductFacts:
    """Return what the catalogue knows; where versions differ, each of their values stays possible."""
    cycles = [cycles_of(product, s.package.version, s.match.release if s.match else None) for s in seen]
    settled = bool(cycles) and all(cycles)
    evidence = tuple(dict.fromkeys(e for found in cycles for cycle in found for e in cycle.evidence))
    ends = dict.fromkeys(cycle.until or NO_END_ANNOUNCED for found in cycles for cycle in found)
    extended = dict.fromkeys(cycle.extended_until or "never" for found in cycles for cycle in found)
    classes = [product.licence_class(s.package.version) for s in seen] or [product.licence_class()]
    return ProductFacts(
        id=product.id,
        name=product.name,
        layer=product.layer,
        licence=_union(classes),
        entity=catalogue.controlling_entity(product.id),
        alternative=product.alternative,
        formats=product.format_openness,
        deployment=product.deployment_mode,
        sbom=product.sbom,
        vitality=product.vitality,
        support_end=Fact(tuple(ends), evidence) if settled else UNKNOWN,
        extended_end=Fact(tuple(extended), evidence) if settled else UNKNOWN,
        relicensed=len({ranged.fact.values for ranged in product.licences}) > 1,
        alternatives=tuple(alternative.product for alternative in product.alternatives),
        requires=tuple(requirement.any_of for requirement in product.requires or ()),
    )


def _union(facts: list[Fact]) -> Fact:
    if any(not fact.values for fact in facts):
        return UNKNOWN
    return Fact(
        tuple(dict.fromkeys(value for fact in facts for value in fact.values)),
        tuple(dict.fromkeys(evidence for fact in facts for evidence in fact.evidence)),
    )


def _unknown(id_: str, versions: dict[str, list[_Seen]]) -> ProductFacts:
    """Return a product that nobody catalogued: its name is all that is known."""
    names = [seen.package.name for seen in versions.get(id_, [])]
    return ProductFacts(id=id_, name=names[0] if names else id_, identified=False)


def _own_products(portfolio: Portfolio, catalogue: Catalogue) -> dict[str, ProductFacts]:
    """Return what the documents are about, as far as their own licenses tell of it."""
    own: dict[str, ProductFacts] = {}
    for inventory in portfolio.inventories:
        if inventory.subject >= 0:
            name = portfolio.names[portfolio.name[inventory.subject]]
            claims = portfolio.licenses[portfolio.declared[inventory.subject]].claims
            id_ = _uncatalogued(name, catalogue)
            own[id_] = ProductFacts(id=id_, name=name, identified=True, licence=_licence_class(claims))
    return own


def _licence_class(claims: tuple[str, ...] | None) -> Fact:
    read = read_claims(claims)
    if read.openness == "A":
        return Fact(("osi_multi", "osi_single"))
    if read.license_class in ("proprietary", "source-available"):
        return Fact((read.license_class.replace("-", "_"),))
    return UNKNOWN


def _system(id_: str, agency: str, name: str, runs: list[ProductFacts], method: Policy) -> EstateSystem:
    """Return a system; without a supplement it is only known to need its operating system, if it has just one."""
    bases = [product.id for product in runs if product.layer in method.operating_system_layers]
    system = EstateSystem(
        id=id_,
        agency=agency,
        name=name,
        workstation=any(product.layer in method.workstation_layers for product in runs),
    )
    return replace(system, requires=((bases[0],),)) if len(bases) == 1 else system


def _entities(products: Iterable[ProductFacts], catalogue: Catalogue) -> dict[str, Entity]:
    ids = sorted({id_ for product in products for id_ in product.entity.values})
    return {id_: Entity(id_, catalogue.vendors[id_].name, catalogue.vendors[id_].jurisdiction) for id_ in ids}


def _documents(portfolio: Portfolio, system: int) -> tuple[str, ...]:
    return tuple(row.document for row in portfolio.inventories if row.system == system)
