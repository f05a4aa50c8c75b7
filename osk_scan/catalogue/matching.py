"""Find the product behind a package: exact id, then display name with publisher, then words with publisher."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from osk_scan.catalogue.alias_index import AliasIndex
from osk_scan.catalogue.display_names import DisplayName, only_fillers, read_display_name, read_publisher
from osk_scan.catalogue.distributions import Distributed, distributed
from osk_scan.catalogue.parts import RUNTIME, Part, name_of_parent, sign_of_part
from osk_scan.catalogue.product import Product
from osk_scan.portfolio import PackageRow

_NAMED_BY_PEOPLE = frozenset({"product", "generic", "swid"})
"""Package types whose names are display names; a `pkg:npm/firefox` is not the browser."""

_NOT_A_LIBRARY = _NAMED_BY_PEOPLE | {"docker", "oci", "github", "chocolatey", "winget", "brew"}
"""Package types whose CPE counts: tools guess `redis:redis` for the client library `pkg:pypi/redis` too."""

_USED_BY_PEOPLE = frozenset({"specialist", "cross-cutting", "office"})
"""Layers whose clients stand for the product itself."""
_CLIENT = frozenset({"client", "smartclient"})

_LONGEST_TEXT = 300
"""Characters of a name or publisher that are looked at: more is not one."""

_LONGEST_PUBLISHER = 8
"""Words of a publisher that are looked at."""


class Match(Struct, frozen=True):
    """The product behind a package, and which rule said so."""

    product: str
    rule: str
    """`purl`, `cpe`, `winget`, `msi`, `swid`, `part-name`, `display-name+publisher`, `display-name` (the list has no
    publishers, the name is one of a kind) or `tokens+publisher`."""
    part: bool = False
    release: str | None = None
    """The year in the display name, which products such as Office do not carry in their version."""
    distributed: Distributed | None = None
    """Who maintains it instead of the maker."""


class Matcher:
    """Answers for one catalogue; built once."""

    def __init__(self, index: AliasIndex, products: dict[str, Product]) -> None:
        self._index = index
        self._products = products
        self._known_publishers: dict[str, tuple[str, ...]] = {}

    def match(self, package: PackageRow) -> Match | None:
        """Return the product of `package`, or None: nothing is guessed."""
        by_id = self._by_id(package)
        if by_id or package.type not in _NAMED_BY_PEOPLE:
            return by_id
        name, vendor = _capped(package.name, package.vendor)
        part = self.part(name, vendor)
        if part:
            return Match(part.parent, "part-name", part=True) if part.parent else None
        return self._by_name(name, vendor)

    def part(self, name: str, vendor: str | None) -> Part | None:
        """Return the parent and the reason if `name` is a part of a product, else None."""
        name, vendor = _capped(name, vendor)
        publishers = self._publishers(vendor, name)
        if any(self._index.named(publisher, read_display_name(name).words) for publisher in publishers):
            return None
        listed = next((found for publisher in publishers if (found := self._index.part(publisher, name))), None)
        if listed:
            return Part(listed, "component")
        reason = sign_of_part(name)
        if reason is None or (reason == RUNTIME and self._by_name(name, vendor)):
            return None
        parent = self._by_name(name_of_parent(name), vendor)
        return Part(parent.product if parent else None, reason)

    def _by_id(self, package: PackageRow) -> Match | None:
        if package.type != "product":
            found = self._index.purl(package.stem)
            if found:
                product, part = found
                if not (part and self._is_foreign(package, product)):
                    whole = part or self._is_part(product)
                    return Match(product, "purl", whole, distributed=self._distributed(package, product))
        for identifier in package.identifiers if package.type in _NOT_A_LIBRARY else ():
            named = self._index.identifier(identifier)
            if named:
                product, rule = named
                return Match(
                    product, rule, self._is_part(product), read_display_name(package.name[:_LONGEST_TEXT]).release
                )
        return None

    def _distributed(self, package: PackageRow, product: str) -> Distributed | None:
        distribution = self._index.distribution(package.stem)
        if distribution in (None, product) or self._is_foreign(package, distribution):
            return None
        return distributed(package.type, package.version, distribution)

    def _is_foreign(self, package: PackageRow, product: str) -> bool:
        """Tell whether somebody else's package is installed on a distribution; scanners give it that namespace too."""
        if not (package.vendor and self._index.is_distribution(product)):
            return False
        vendor = package.vendor[:_LONGEST_TEXT]
        return bool(self._publishers(vendor, "")) and not self._index.names_distributor(vendor)

    def _by_name(self, text: str, vendor: str | None) -> Match | None:
        publishers = self._publishers(vendor, text)
        if vendor and not publishers:
            return None
        name = read_display_name(text)
        for rule, look_up in (("display-name+publisher", self._by_spelling), ("tokens+publisher", self._by_words)):
            found = (look_up(publisher, name) for publisher in publishers)
            product = next((product for product in found if product), None)
            if product:
                return self._named(product, rule, name)
        return None if vendor else self._named(_first(name, self._index.unmistakable), "display-name", name)

    def _by_spelling(self, publisher: str, name: DisplayName) -> str | None:
        return _first(name, lambda words: self._index.named(publisher, words))

    def _by_words(self, publisher: str, name: DisplayName) -> str | None:
        """Return the product whose name the words begin with, if only words follow that change nothing."""
        for words in dict.fromkeys((name.words, name.unnumbered)):
            for end in range(len(words) - 1, 0, -1):
                product = self._index.named(publisher, words[:end])
                if product and only_fillers(words[end:], self._client_of(product)):
                    return product
        return None

    def _client_of(self, product: str) -> frozenset[str]:
        """Return the words for a client that is the product at the workplace; a database's client is a driver."""
        return _CLIENT if self._products[product].layer in _USED_BY_PEOPLE else frozenset()

    def _publishers(self, vendor: str | None, name: str) -> tuple[str, ...]:
        """Return the known publishers that `vendor` begins with, longest first; without a vendor, the name does."""
        if not vendor:
            words = read_display_name(name).words
            return self._known(words[: min(len(words) - 1, _LONGEST_PUBLISHER)])
        if vendor not in self._known_publishers:
            self._known_publishers[vendor] = self._known(tuple(read_publisher(vendor).split()[:_LONGEST_PUBLISHER]))
        return self._known_publishers[vendor]

    def _known(self, words: tuple[str, ...]) -> tuple[str, ...]:
        starts = (" ".join(words[:end]) for end in range(len(words), 0, -1))
        return tuple(start for start in starts if self._index.knows_publisher(start))

    def _named(self, product: str | None, rule: str, name: DisplayName) -> Match | None:
        return Match(product, rule, self._is_part(product), name.release) if product else None

    def _is_part(self, product: str) -> bool:
        return self._products[product].role == "part"


def _capped(name: str, vendor: str | None) -> tuple[str, str | None]:
    return name[:_LONGEST_TEXT], vendor[:_LONGEST_TEXT] if vendor else None


def _first(name: DisplayName, look_up: Callable[[tuple[str, ...]], str | None]) -> str | None:
    found: Iterator[str | None] = (look_up(words) for words in name.spellings())
    return next((product for product in found if product), None)
