"""A small file of facts: products with the names they are installed under, for estates without a catalogue."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from osk_scan.fact import Evidence, Fact
from osk_scan.sovereignty.estate import UNKNOWN, Entity, Estate, EstateSystem, Exit, Installation, ProductFacts
from osk_scan.sovereignty.supplement import Needs, groups
from osk_scan.yaml_reading import load_policy

Values = str | tuple[str, ...] | None
"""One value: known. Several: disputed. None: unknown."""


class ListedEntity(Struct, frozen=True, forbid_unknown_fields=True):
    """A controlling entity of the file."""

    name: str
    jurisdiction: Values = None


class ListedProduct(Struct, frozen=True, forbid_unknown_fields=True):
    """A product of the file; `names` are the display names it is installed under."""

    name: str
    names: tuple[str, ...]
    layer: str | None = None
    licence: Values = None
    entity: Values = None
    alternative: Values = None
    formats: Values = None
    deployment: Values = None
    sbom: Values = None
    vitality: Values = None
    support_end: Values = None
    extended_end: Values = None
    alternatives: tuple[str, ...] = ()
    requires: Needs = ()


class FactsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The file; its source is the evidence of every fact in it."""

    source: str
    retrieved: str
    entities: dict[str, ListedEntity]
    products: dict[str, ListedProduct]

    def known_products(self) -> dict[str, ProductFacts]:
        """Return the products as the method wants them."""
        return {id_: self._product(id_, listed) for id_, listed in self.products.items()}

    def known_entities(self) -> dict[str, Entity]:
        """Return the controlling entities."""
        return {id_: Entity(id_, e.name, self._fact(e.jurisdiction)) for id_, e in self.entities.items()}

    def _product(self, id_: str, listed: ListedProduct) -> ProductFacts:
        return ProductFacts(
            id=id_,
            name=listed.name,
            layer=listed.layer,
            licence=self._fact(listed.licence),
            entity=self._fact(listed.entity),
            alternative=self._fact(listed.alternative),
            formats=self._fact(listed.formats),
            deployment=self._fact(listed.deployment),
            sbom=self._fact(listed.sbom),
            vitality=self._fact(listed.vitality),
            support_end=self._fact(listed.support_end),
            extended_end=self._fact(listed.extended_end),
            exits=tuple(Exit(id_) for id_ in listed.alternatives),
            requires=groups(listed.requires),
        )

    def _fact(self, values: Values) -> Fact:
        if values is None:
            return UNKNOWN
        return Fact((values,) if isinstance(values, str) else values, (Evidence(self.source, self.retrieved),))


def read(path: Path) -> FactsFile:
    """Return the facts file at `path`.

    Raises:
        InvalidPolicy: it says something that no facts file can say.
    """
    return load_policy(path, FactsFile)


def estate(facts: FactsFile, agency: str, programs: Mapping[str, Iterable[str]]) -> Estate:
    """Return the estate of one agency from the display names installed on each system; unlisted names are unknown."""
    id_of = {name: id_ for id_, listed in facts.products.items() for name in listed.names}
    products = facts.known_products()
    installations = []
    for system, names in programs.items():
        for name in names:
            id_ = id_of.get(name, f"unmatched:{name}")
            products.setdefault(id_, ProductFacts(id=id_, name=name, identified=False))
            installations.append(Installation(system, id_))
    systems = tuple(EstateSystem(id=system, agency=agency, name=system) for system in programs)
    return Estate(
        systems=systems, installations=tuple(installations), products=products, entities=facts.known_entities()
    )
