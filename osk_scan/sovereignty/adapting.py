"""Make the estate that is scored from what is kept, what the catalogue knows, and what agencies added."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from osk_scan.catalogue import Catalogue
from osk_scan.catalogue.matching import Match
from osk_scan.fact import Fact
from osk_scan.identity import folded
from osk_scan.licenses.expression import read_claims
from osk_scan.model import Kind
from osk_scan.portfolio import InventoryRow, Portfolio
from osk_scan.sovereignty.estate import UNKNOWN, Estate, EstateSystem, Installation, ProductFacts, Sbom
from osk_scan.sovereignty.from_catalogue import distributed_by, entities_of, facts_of, release_of
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.supplement import Supplement, apply_all

_INSTALLED = frozenset({Kind.UNKNOWN, Kind.APPLICATION, Kind.PLATFORM, Kind.OPERATING_SYSTEM, Kind.FIRMWARE})
"""Kinds that stand for software somebody installed; libraries, files and data are parts of it, with weight 0."""

_ONCE = frozenset({"deb", "rpm", "apk"})
"""Distributions split a product into many packages: together they are one installation."""


def estate_of(
    portfolio: Portfolio,
    matches: Sequence[Match | None],
    catalogue: Catalogue,
    method: Method,
    supplements: Iterable[Supplement] = (),
    sboms: tuple[Sbom, ...] = (),
) -> Estate:
    """Return who runs what; `matches` has the catalogue's answer for each package of `portfolio`."""
    register = _Register(portfolio, matches, catalogue)
    installations = tuple(i for inventory in portfolio.inventories for i in register.installed(inventory))
    bare = Estate(
        systems=_systems(portfolio, installations, register.products, method),
        installations=installations,
        products={id_: register.products[id_] for id_ in sorted(register.products)},
        entities=entities_of(catalogue),
        operating_systems=frozenset(
            id_ for id_, product in catalogue.products.items() if product.layer in method.operating_system_layers
        ),
        catalogue_version=catalogue.version,
        inventories=tuple(row.sha256 for row in portfolio.inventories),
        sboms=sboms,
    )
    return apply_all(bare, supplements, method)


class _Register:
    """Turns inventories into installations; every package is looked at once."""

    def __init__(self, portfolio: Portfolio, matches: Sequence[Match | None], catalogue: Catalogue) -> None:
        self._portfolio = portfolio
        self._matches = matches
        self._catalogue = catalogue
        self._product_of: dict[int, str | None] = {}
        self._may_be_installed = np.array(
            [
                not match.part if match else package.type == "product"
                for package, match in zip(portfolio.packages, matches, strict=True)
            ],
            dtype=np.bool_,
        )
        self.products: dict[str, ProductFacts] = {id_: facts_of(catalogue, id_) for id_ in catalogue.products}
        """All that is catalogued, so that a replacement can be asked for, and all else that is installed."""

    def installed(self, inventory: InventoryRow) -> list[Installation]:
        """Return what one inventory says is installed.

        A suite lists itself once per language, a distribution once per package: that is one installation. Only a
        list that counts (a fleet's spreadsheet) has its counts added up.
        """
        counts: dict[tuple[str, str | None], list[int]] = {}
        first: dict[tuple[str, str | None], int] = {}
        for row in self._candidates(inventory):
            product = self._product(row, is_subject=row == inventory.subject)
            if product:
                package = self._portfolio.packages[int(self._portfolio.package[row])]
                entry = product, None if package.type in _ONCE else package.version
                counts.setdefault(entry, []).append(int(self._portfolio.installations[row]))
                first.setdefault(entry, row - inventory.first)
        system = self._portfolio.systems[inventory.system].full_name
        return [
            Installation(
                system,
                entry[0],
                sum(found) if max(found) > 1 else 1,
                evidence=(inventory.document,),
                component=(inventory.id, first[entry]),
            )
            for entry, found in counts.items()
        ]

    def _candidates(self, inventory: InventoryRow) -> list[int]:
        """Return the rows that may be installations, ascending: most are libraries, which are parts of something."""
        packages = self._portfolio.package[inventory.first : inventory.first + inventory.size]
        rows = self._may_be_installed[packages]
        if inventory.subject >= 0:
            rows[inventory.subject - inventory.first] = True
        candidates: list[int] = (np.flatnonzero(rows) + inventory.first).tolist()
        return candidates

    def _product(self, row: int, *, is_subject: bool) -> str | None:
        package, kind = int(self._portfolio.package[row]), int(self._portfolio.kind[row])
        if package not in self._product_of:
            self._product_of[package] = self._look_up(package)
        found = self._product_of[package]
        if found is None and is_subject and self._matches[package] is None:
            return self._own(row)
        catalogued = self._matches[package] is not None
        return found if catalogued or kind in _INSTALLED or is_subject else None

    def _look_up(self, at: int) -> str | None:
        """Return the product of a package; None where it is part of something, or a mere library."""
        package, match = self._portfolio.packages[at], self._matches[at]
        if match is not None:
            return None if match.part else self._release(match, package.version)
        if package.type != "product" or self._catalogue.part(package.name, package.vendor):
            return None
        id_ = _uncatalogued(package.name, self._catalogue)
        return self.products.setdefault(id_, ProductFacts(id=id_, name=package.name, identified=False)).id

    def _release(self, match: Match, version: str | None) -> str:
        facts = release_of(self._catalogue, self.products[match.product], version, match.release)
        if match.distributed:
            facts = distributed_by(self._catalogue, facts, match.distributed)
        return self.products.setdefault(facts.id, facts).id

    def _own(self, row: int) -> str:
        """Return what a document is about, as far as its own license tells of it; its name is its identity."""
        name = self._portfolio.names[self._portfolio.name[row]]
        claims = self._portfolio.licenses[self._portfolio.declared[row]].claims
        id_ = _uncatalogued(name, self._catalogue)
        return self.products.setdefault(id_, ProductFacts(id=id_, name=name, licence=_licence_class(claims))).id


def _uncatalogued(name: str, catalogue: Catalogue) -> str:
    slug = re.sub(r"[^\w.+]+", "-", folded(name)).strip("-") or "unnamed"
    return f"uncatalogued-{slug}" if slug in catalogue.products else slug


def _licence_class(claims: tuple[str, ...] | None) -> Fact:
    read = read_claims(claims)
    if read.openness == "A":
        return Fact(("osi_multi", "osi_single"))
    if read.license_class in ("proprietary", "source-available"):
        return Fact((read.license_class.replace("-", "_"),))
    return UNKNOWN


def _systems(
    portfolio: Portfolio, installations: Iterable[Installation], products: dict[str, ProductFacts], method: Method
) -> tuple[EstateSystem, ...]:
    """Return the systems; without a supplement one is only known to need its operating system, if it has just one."""
    bases: dict[str, set[str]] = {}
    desks: set[str] = set()
    for installation in installations:
        product = products[installation.product]
        if product.layer in method.operating_system_layers:
            bases.setdefault(installation.system, set()).add(product.base or product.id)
        if product.layer in method.workstation_layers:
            desks.add(installation.system)
    only = {system: (tuple(found),) for system, found in bases.items() if len(found) == 1}
    names = [system.full_name for system in portfolio.systems]
    return tuple(
        EstateSystem(id=id_, agency=s.agency, name=s.name, workstation=id_ in desks, requires=only.get(id_, ()))
        for id_, s in zip(names, portfolio.systems, strict=True)
    )
