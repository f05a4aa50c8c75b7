"""Who runs what, what is known of it and what needs what: everything the method judges, and nothing it does not."""

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from osk_scan.fact import Fact
from osk_scan.model import Wording

UNKNOWN = Fact(())
"""No value is excluded: the whole domain."""

OSI_CLASSES = frozenset({"osi_multi", "osi_single"})

DOMAINS: dict[str, tuple[str, ...]] = {
    "licence": ("osi_multi", "osi_single", "source_available", "proprietary"),
    "alternative": ("0", "1/2", "1"),
    "formats": ("0", "1/2", "1"),
    "deployment": ("saas", "cloud_tethered", "activated_onprem", "offline"),
    "sbom": ("none", "toplevel", "complete"),
    "vitality": ("0", "1", "2", "3"),
}
"""Finite domains; controlling entities, jurisdictions and dates have open ones."""

COMMUNITY = "community"
"""Jurisdiction of a community project: no seat, and no state that could order it."""

NO_END_ANNOUNCED = "none announced"
"""A support date that the vendor has not set; not the same as support for ever."""

AndOr = tuple[tuple[str, ...], ...]
"""AND of OR groups: one member of every group is needed."""


def known(value: str) -> Fact:
    """Return the fact with one possible value and no evidence, for estates made by hand."""
    return Fact((value,))


class Exit(Struct, frozen=True):
    """An open product with the same function, and the public body that runs it in production."""

    product: str
    used_by: str | None = None
    sources: tuple[str, ...] = ()
    name: str = ""
    """As people know the product; empty: they know it by its id."""


class ProductFacts(Struct, frozen=True, kw_only=True):
    """What is known of a product, every fact a set of possible values with evidence (SOVEREIGNTY section 2)."""

    id: str
    name: str
    layer: str | None = None
    identified: bool = True
    """False: an installation whose product nobody knows."""
    licence: Fact = UNKNOWN
    entity: Fact = UNKNOWN
    """Ids of controlling entities."""
    alternative: Fact = UNKNOWN
    formats: Fact = UNKNOWN
    deployment: Fact = UNKNOWN
    sbom: Fact = UNKNOWN
    vitality: Fact = UNKNOWN
    support_end: Fact = UNKNOWN
    """ISO 8601 date of the last day of regular support, or `NO_END_ANNOUNCED`."""
    extended_end: Fact = UNKNOWN
    """The same for extended (paid or LTS) support; `never` where there is none."""
    relicensed: bool = False
    exits: tuple[Exit, ...] = ()
    requires: AndOr = ()
    base: str | None = None
    """The product that this is a release of: it shares its requirements and fails with it."""

    def possible(self, fact: str) -> tuple[str, ...]:
        """Return the possible values of a fact with a finite domain."""
        stated: Fact = getattr(self, fact)
        return stated.values or DOMAINS[fact]

    @property
    def may_be_osi(self) -> bool:
        """Whether an OSI-approved license is possible."""
        return not OSI_CLASSES.isdisjoint(self.possible("licence"))

    @property
    def must_be_osi(self) -> bool:
        """Whether nothing but an OSI-approved license is possible."""
        return OSI_CLASSES.issuperset(self.possible("licence"))


class Entity(Struct, frozen=True):
    """Who ultimately controls vendors; a community project is its own entity."""

    id: str
    name: str
    jurisdiction: Fact = UNKNOWN
    """ISO 3166-1 alpha-2 code of the seat, or `COMMUNITY`."""


class EstateSystem(Struct, frozen=True, kw_only=True):
    """An IT system, as the method sees it."""

    id: str
    agency: str
    name: str
    criticality: int = 1
    """Weight c in the radii."""
    workstation: bool = False
    requires: AndOr = ()


class Installation(Struct, frozen=True):
    """So many installations of a product on a system."""

    system: str
    product: str
    count: int = 1
    layer: str | None = None
    """Overrides the product's layer."""
    evidence: tuple[str, ...] = ()
    """Document and place, for example `c1.csv line 4`."""
    component: tuple[int, int] | None = None
    """Inventory and position of the (first) component that says so, for those who look the place up."""
    cost: str | None = None
    """Yearly, in euros, as a decimal."""
    contract_end: str | None = None
    """ISO 8601 date."""


class Sbom(Struct, frozen=True):
    """A document that lists what a system is made of, and how completely."""

    system: str
    document: str
    stated: dict[str, tuple[int, int]]
    """By quality profile: required fields stated, and those that apply."""


class Estate(Struct, frozen=True, kw_only=True, dict=True):
    """Everything that is scored together."""

    systems: tuple[EstateSystem, ...]
    installations: tuple[Installation, ...]
    products: dict[str, ProductFacts]
    entities: dict[str, Entity]
    catalogue_version: str = ""
    operating_systems: frozenset[str] = frozenset()
    """Products that a machine runs on: a choice between them is settled by what the system itself has installed."""
    inventories: tuple[str, ...] = ()
    """SHA-256 of the documents that count, in their order; supplements after the inventories."""
    notes: tuple[Wording, ...] = ()
    sboms: tuple[Sbom, ...] = ()
    own_needs: dict[str, dict[str, AndOr]] = {}
    """By agency and product: of the product's requirements those that hold on the agency's own systems only."""

    def needs_everywhere(self, product: str) -> AndOr:
        """Return the requirements of a product that hold whoever runs it."""
        own = {group for needs in self.own_needs.values() for group in needs.get(product, ())}
        return tuple(group for group in self.products[product].requires if group not in own)

    @cached_property
    def system_index(self) -> dict[str, int]:
        """Position of each system."""
        return {system.id: i for i, system in enumerate(self.systems)}

    def base(self, product: str) -> str:
        """Return the node that stands for `product` in requirements: itself, or what it is a release of."""
        known = self.products.get(product)
        return known.base if known and known.base else product

    def layer_of(self, installation: Installation) -> str | None:
        """Return the layer an installation lies in."""
        return installation.layer or self.products[installation.product].layer


class Holding(Struct, frozen=True):
    """A product and how many installations of it a scope has."""

    product: ProductFacts
    count: int


def holdings(estate: Estate, installations: Iterable[Installation]) -> tuple[Holding, ...]:
    """Count installations per product, by product id: what every share is computed from."""
    counts: dict[str, int] = {}
    for installation in installations:
        counts[installation.product] = counts.get(installation.product, 0) + installation.count
    return tuple(Holding(estate.products[product], counts[product]) for product in sorted(counts))
