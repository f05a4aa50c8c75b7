"""Follow the references of catalogue entries: from source keys to evidence, from ids to vendors and products."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from osk_scan.catalogue.entries import (
    AliasesEntry,
    CycleEntry,
    ProductEntry,
    SourceEntry,
    Stated,
    StatedAlternative,
    StatedLicence,
    VendorEntry,
)
from osk_scan.catalogue.product import Aliases, Alternative, Product, RangedFact, Requirement, SupportCycle
from osk_scan.catalogue.vendor import UNKNOWN, Vendor
from osk_scan.catalogue.versions import UnreadableRange, read_range
from osk_scan.errors import InvalidPolicy
from osk_scan.fact import Evidence, Fact


class Resolver:
    """Turns entries into vendors and products; knows what can be referred to."""

    def __init__(
        self,
        sources: Mapping[str, SourceEntry],
        vendors: Mapping[str, object],
        products: Mapping[str, object],
    ) -> None:
        self._evidence = {key: _evidence(entry) for key, entry in sources.items()}
        self._vendors = vendors
        self._products = products

    def vendor(self, key: str, entry: VendorEntry, where: str) -> Vendor:
        """Return the vendor of an entry."""
        controlling = self._fact(entry.controlling_entity, f"{where}.controlling_entity")
        for entity in controlling.values:
            refer(f"{where}.controlling_entity", "vendor", entity, self._vendors)
        return Vendor(
            id=key,
            name=entry.name,
            publishers=entry.publishers,
            controlling_entity=controlling,
            jurisdiction=self._fact(entry.jurisdiction, f"{where}.jurisdiction"),
        )

    def product(self, key: str, entry: ProductEntry, where: str) -> Product:
        """Return the product of an entry."""
        refer(f"{where}.vendor", "vendor", entry.vendor, self._vendors)
        return Product(
            id=key,
            name=entry.name,
            vendor=entry.vendor,
            layer=entry.layer,
            role=entry.role,
            licences=self._licences(entry.licence_class, f"{where}.licence_class"),
            deployment_mode=self._fact(entry.deployment_mode, f"{where}.deployment_mode"),
            alternative=self._fact(entry.alternative, f"{where}.alternative"),
            alternatives=self._alternatives(entry.alternative, f"{where}.alternative.by"),
            format_openness=self._fact(entry.format_openness, f"{where}.format_openness"),
            sbom=self._fact(entry.sbom, f"{where}.sbom"),
            vitality=self._fact(entry.vitality, f"{where}.vitality"),
            requires=self._requires(entry, f"{where}.requires"),
            support=tuple(self._cycle(name, cycle, f"{where}.support.{name}") for name, cycle in entry.support.items()),
            aliases=_aliases(entry.aliases),
        )

    def _cited(self, source: str | tuple[str, ...], where: str) -> tuple[Evidence, ...]:
        keys = (source,) if isinstance(source, str) else source
        for key in keys:
            refer(f"{where}.source", "source", key, self._evidence)
        return tuple(self._evidence[key] for key in keys)

    def _fact(self, stated: Stated[Any] | None, where: str) -> Fact:
        if stated is None:
            return UNKNOWN
        values = stated.is_ if isinstance(stated.is_, tuple) else (stated.is_,)
        return Fact(tuple(dict.fromkeys(map(str, values))), self._cited(stated.source, where))

    def _licences(self, stated: StatedLicence | tuple[StatedLicence, ...] | None, where: str) -> tuple[RangedFact, ...]:
        entries = stated if isinstance(stated, tuple) else (stated,) if stated else ()
        for entry in entries:
            try:
                read_range(entry.versions)
            except UnreadableRange as error:
                raise InvalidPolicy(f"{where}.versions", str(error), "write bounds such as `>=7.4,<8.0`") from None
        return tuple(RangedFact(entry.versions, self._fact(entry, where)) for entry in entries)

    def _alternatives(self, stated: StatedAlternative | None, where: str) -> tuple[Alternative, ...]:
        examples = stated.by if stated else ()
        for example in examples:
            refer(where, "product", example.product, self._products)
        return tuple(Alternative(e.product, e.used_by, self._cited(e.source, where)) for e in examples)

    def _requires(self, entry: ProductEntry, where: str) -> tuple[Requirement, ...] | None:
        if entry.requires is None:
            return None
        evidence = self._cited(entry.requires.source, where)
        groups = [group if isinstance(group, tuple) else (group,) for group in entry.requires.all]
        for needed in (product for group in groups for product in group):
            refer(where, "product", needed, self._products)
        return tuple(Requirement(group, evidence) for group in groups)

    def _cycle(self, name: str, cycle: CycleEntry, where: str) -> SupportCycle:
        return SupportCycle(
            cycle=name,
            versions=cycle.versions or (name,),
            until=cycle.until,
            extended_until=cycle.extended,
            evidence=self._cited(cycle.source, where),
        )


def _evidence(entry: SourceEntry) -> Evidence:
    title = ", ".join(part for part in (entry.title, entry.url, entry.license) if part)
    return Evidence(title, entry.retrieved, entry.author, entry.confidence)


def _aliases(entry: AliasesEntry) -> Aliases:
    return Aliases(**{kind: getattr(entry, kind) for kind in entry.__struct_fields__})


def refer(where: str, kind: str, key: str, known: Mapping[str, object]) -> None:
    """Refuse a reference to nothing, naming the nearest id.

    Raises:
        InvalidPolicy: where `known` has no `key`.
    """
    if key in known:
        return
    nearest = get_close_matches(key, sorted(known), 1)
    advice = f"did you mean `{nearest[0]}`?" if nearest else f"describe the {kind}, or leave the reference out"
    raise InvalidPolicy(where, f"there is no {kind} `{key}`", advice)
