"""The index over all aliases of a catalogue: every look-up is a few dictionary reads; collisions are refused."""

import re
from collections.abc import Mapping
from typing import TypeVar

from osk_scan.catalogue.display_names import folded_part, read_display_name, read_publisher
from osk_scan.catalogue.product import Product
from osk_scan.catalogue.vendor import Vendor
from osk_scan.errors import InvalidPolicy

_VERSION_IN_NAME = re.compile(r"\d[\d.]*")

Words = tuple[str, ...]
K = TypeVar("K")


class AliasIndex:
    """From spellings to product ids."""

    def __init__(self, products: Mapping[str, Product], vendors: Mapping[str, Vendor]) -> None:
        self._ids: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        self._prefix_lengths: tuple[int, ...] = ()
        self._parts_by_purl = _PurlPatterns()
        self._purls = _PurlPatterns()
        self._names: dict[tuple[str, Words], str] = {}
        self._unmistakable: dict[Words, str] = {}
        self._publishers: set[str] = set()
        self._distributions: set[str] = set()
        self._distributors: set[str] = set()
        self._part_names: dict[str, list[tuple[str, str]]] = {}
        for product in products.values():
            self._take_ids(product)
            self._take_names(product, _publishers(product, vendors[product.vendor]))
        lengths = {len(prefix) for prefix in self._prefixes}
        self._prefix_lengths = tuple(sorted(lengths, reverse=True))
        self._part_patterns: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = {}

    def purl(self, stem: str) -> tuple[str, bool] | None:
        """Return product and whether it is a part, for a purl without version."""
        product = self._purls.find(stem)
        if product:
            return product, False
        parent = self._parts_by_purl.find(stem)
        return (parent, True) if parent else None

    def identifier(self, identifier: str) -> tuple[str, str] | None:
        """Return product and scheme for `cpe:2.3:…`, `winget:…`, `msi:{…}`, `swid:…`."""
        scheme, _, rest = identifier.partition(":")
        key = _cpe_key(identifier) if scheme == "cpe" else f"{scheme}:{rest.casefold()}"
        found = self._ids.get(key)
        if not found:
            found = next((product for n in self._prefix_lengths if (product := self._prefixes.get(key[:n]))), None)
        return (found, scheme) if found else None

    def named(self, publisher: str, words: Words) -> str | None:
        """Return the product that `publisher` calls `words`."""
        return self._names.get((publisher, _without(publisher, words)))

    def unmistakable(self, words: Words) -> str | None:
        """Return the product of a name that needs no publisher beside it."""
        return self._unmistakable.get(words)

    def knows_publisher(self, publisher: str) -> bool:
        """Tell whether any product comes from `publisher`."""
        return publisher in self._publishers

    def distribution(self, stem: str) -> str | None:
        """Return the distribution whose packages stand in the namespace of a purl without version."""
        whole = self._parts_by_purl.find(stem)
        return whole if whole in self._distributions else None

    def is_distribution(self, product: str) -> bool:
        """Tell whether every package of a namespace is a part of `product`, whatever its name."""
        return product in self._distributions

    def names_distributor(self, vendor: str) -> bool:
        """Tell whether a distribution's maker stands anywhere in `vendor`, be it in an e-mail address."""
        folded = vendor.casefold()
        return any(name in folded for name in self._distributors)

    def part(self, publisher: str, name: str) -> str | None:
        """Return the product that `name` is listed as a part of."""
        if publisher not in self._part_names:
            return None
        patterns = self._part_patterns.get(publisher)
        if patterns is None:
            patterns = self._part_patterns[publisher] = _alternation(self._part_names[publisher])
        found = patterns[0].fullmatch(folded_part(name))
        return patterns[1][(found.lastindex or 1) - 1] if found else None

    def _take_ids(self, product: Product) -> None:
        for pattern in product.aliases.purl:
            self._purls.add(pattern, product.id)
        for pattern in product.aliases.part_purl:
            self._parts_by_purl.add(pattern, product.id)
            if pattern.endswith("/*"):
                self._distributions.add(product.id)
        for scheme in ("cpe", "winget", "msi", "swid"):
            for alias in getattr(product.aliases, scheme):
                self._take_id(f"{scheme}:{alias.casefold()}", product.id)

    def _take_id(self, key: str, product: str) -> None:
        if key.endswith("*"):
            _put(self._prefixes, key[:-1], product, key)
        else:
            _put(self._ids, key, product, key)

    def _take_names(self, product: Product, publishers: tuple[str, ...]) -> None:
        self._publishers.update(publishers)
        if product.id in self._distributions:
            self._distributors.update(publishers)
        for text in product.aliases.names:
            _put(self._unmistakable, read_display_name(text).words, product.id, text)
        for text in (product.name, *product.aliases.names, *product.aliases.common_names):
            words = read_display_name(text).words
            for publisher in publishers:
                _put(self._names, (publisher, _without(publisher, words)), product.id, text)
        listed = [(glob, product.id) for glob in product.aliases.part_names]
        for publisher in publishers if listed else ():
            self._part_names.setdefault(publisher, []).extend(listed)


class _PurlPatterns:
    """Patterns over purl stems, found without trying one after the other."""

    def __init__(self) -> None:
        self._exact: dict[tuple[str, str, str], str] = {}
        self._prefixes: dict[tuple[str, str, str], str] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        """By purl type: how long the prefixes of names are, longest first."""

    def add(self, pattern: str, product: str) -> None:
        """Let `pattern` stand for `product`."""
        purl_type, namespace, name = _purl_fields(pattern)
        lengths = self._lengths.setdefault(purl_type, ())
        if name.endswith("*"):
            _put(self._prefixes, (purl_type, namespace, name[:-1]), product, pattern)
            self._lengths[purl_type] = tuple(sorted({len(name) - 1, *lengths}, reverse=True))
        else:
            _put(self._exact, (purl_type, namespace, name), product, pattern)

    def find(self, stem: str) -> str | None:
        """Return the product of the most exact pattern that holds `stem`."""
        purl_type, namespace, name = _purl_fields(stem)
        lengths = self._lengths.get(purl_type)
        if lengths is None:
            return None
        numbered = _VERSION_IN_NAME.sub("#", name)
        for space in (namespace, "*"):
            found = self._exact.get((purl_type, space, name)) or self._exact.get((purl_type, space, numbered))
            if found:
                return found
        for length in lengths:
            for start in dict.fromkeys((name[:length], numbered[:length])):
                found = self._prefixes.get((purl_type, namespace, start)) or self._prefixes.get((purl_type, "*", start))
                if found:
                    return found
        return None


def _purl_fields(stem: str) -> tuple[str, str, str]:
    head, _, name = stem.removeprefix("pkg:").rpartition("/")
    purl_type, _, namespace = head.partition("/")
    return purl_type, namespace, name


def _cpe_key(identifier: str) -> str:
    """Return `cpe:vendor:product` of a CPE 2.2 URI or 2.3 formatted string."""
    fields = re.split(r"(?<!\\):", identifier.replace("cpe:/", "cpe:2.3:", 1))
    return ":".join(("cpe", *fields[3:5])).casefold()


def _publishers(product: Product, vendor: Vendor) -> tuple[str, ...]:
    """Return who the product comes from; device management exports put the CPE's vendor into this column."""
    of_cpe = (cpe.partition(":")[0].replace("_", " ") for cpe in product.aliases.cpe)
    texts = (vendor.name, *vendor.publishers, *product.aliases.publishers, *of_cpe)
    return tuple(dict.fromkeys(read_publisher(text) for text in texts))


def _without(publisher: str, words: Words) -> Words:
    """Return `words` without the publisher's own name in front, where something remains."""
    own = tuple(publisher.split())
    for brand in (own, own[:1]):
        if len(words) > len(brand) and words[: len(brand)] == brand:
            return words[len(brand) :]
    return words


def _alternation(globs: list[tuple[str, str]]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    patterns = ["(" + ".*".join(re.escape(piece) for piece in folded_glob(glob).split("*")) + ")" for glob, _ in globs]
    return re.compile("|".join(patterns) or "(?!)"), tuple(product for _, product in globs)


def folded_glob(glob: str) -> str:
    """Return a part's pattern in the spelling it is compared in; its asterisks stay."""
    return "*".join(folded_part(piece) if piece.strip() else "" for piece in glob.split("*"))


def _put(index: dict[K, str], key: K, product: str, alias: str) -> None:
    other = index.setdefault(key, product)
    if other != product:
        raise InvalidPolicy(
            f"catalogue product {product}", f"the alias `{alias}` belongs to {other} too", "leave it to one of the two"
        )
