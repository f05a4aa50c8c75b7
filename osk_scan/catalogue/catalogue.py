"""The catalogue as others ask it: whose product a package is, who controls it, and what edition says so."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import msgspec

from osk_scan.catalogue.alias_index import AliasIndex
from osk_scan.catalogue.matching import Match, Matcher
from osk_scan.catalogue.parts import Part
from osk_scan.catalogue.product import Product
from osk_scan.catalogue.vendor import UNKNOWN, Vendor
from osk_scan.fact import Fact
from osk_scan.portfolio import PackageRow


@dataclass(frozen=True)
class Catalogue:
    """Vendors and products by id."""

    vendors: dict[str, Vendor]
    products: dict[str, Product]

    @cached_property
    def version(self) -> str:
        """SHA-256 over everything the catalogue says, whatever files it is spread over."""
        content = msgspec.json.encode((self.vendors, self.products), order="deterministic")
        return sha256(content).hexdigest()

    @cached_property
    def matcher(self) -> Matcher:
        """The index over all aliases.

        Raises:
            InvalidPolicy: where two products share an alias.
        """
        return Matcher(AliasIndex(self.products, self.vendors), self.products)

    def match(self, package: PackageRow) -> Match | None:
        """Return the product of `package` and the rule that says so, or None."""
        return self.matcher.match(package)

    def part(self, name: str, vendor: str | None) -> Part | None:
        """Return parent and reason if a display name is one of an update, language pack, redistributable or helper."""
        return self.matcher.part(name, vendor)

    def controlling_entity(self, product: str) -> Fact:
        """Return the ids of the entities that may ultimately control `product`."""
        return self.vendors[self.products[product].vendor].controlling_entity

    def jurisdiction(self, product: str) -> Fact:
        """Return the jurisdictions of the entities that may ultimately control `product`."""
        seats = [self.vendors[entity].jurisdiction for entity in self.controlling_entity(product).values]
        if not seats or any(not seat.values for seat in seats):
            return UNKNOWN
        values = dict.fromkeys(value for seat in seats for value in seat.values)
        return Fact(tuple(values), tuple(dict.fromkeys(item for seat in seats for item in seat.evidence)))
