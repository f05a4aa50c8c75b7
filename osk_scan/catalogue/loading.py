"""Read a folder of catalogue files, and the overlays that an advisor keeps beside it, into one catalogue."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, structs

from osk_scan.catalogue.catalogue import Catalogue
from osk_scan.catalogue.entries import (
    CatalogueFile,
    Cited,
    Id,
    ProductAddition,
    ProductEntry,
    RawCatalogueFile,
    SourceEntry,
    VendorEntry,
)
from osk_scan.catalogue.resolving import Resolver, refer
from osk_scan.errors import InvalidPolicy, one_line
from osk_scan.yaml_reading import convert_policy, load_policy

E = TypeVar("E", bound=Struct)
Placed = dict[str, tuple[str, E]]
"""Entries by id, each with the name of its file."""


def load_catalogue(folder: Path, overlays: tuple[Path, ...] = ()) -> Catalogue:
    """Return the catalogue of all YAML files under `folder`, corrected and extended by `overlays` in their order.

    Raises:
        InvalidPolicy: for a fact without evidence, an alias of two products, an unknown key or reference.
    """
    merged = _Merged()
    paths = sorted(folder.rglob("*.yaml"), key=lambda path: path.relative_to(folder).as_posix())
    if not paths:
        raise InvalidPolicy(str(folder), "holds no catalogue files", "point to the folder with products/*.yaml")
    for path in paths:
        merged.take(path)
    merged.apply_additions(replace=False)
    for overlay in overlays:
        merged.take(overlay, replace=True)
        merged.apply_additions(replace=True)
    return _resolved(merged)


def read_file(path: Path) -> CatalogueFile:
    """Return one catalogue file, checked key by key.

    Raises:
        InvalidPolicy: naming file, entry, key and the nearest known key.
    """
    raw = load_policy(path, RawCatalogueFile)

    def entries(section: str, kind: type[E]) -> dict[str, E]:
        found: dict[str, object] = getattr(raw, section)
        for key in found:
            convert_policy(key, Id, f"{path.name} {section}.{one_line(str(key), 60)}")
        return {key: convert_policy(plain, kind, f"{path.name} {section}.{key}") for key, plain in found.items()}

    file = CatalogueFile(
        entries("sources", SourceEntry),
        entries("vendors", VendorEntry),
        entries("products", ProductEntry),
        entries("additions", ProductAddition),
    )
    _refuse_impossible_days(file, path.name)
    return file


def _refuse_impossible_days(file: CatalogueFile, name: str) -> None:
    """Refuse what has the shape of a day and is none, and support that ends before it is extended."""
    for key, source in file.sources.items():
        _day(source.retrieved, f"{name} sources.{key}.retrieved")
    for section, products in (("products", file.products), ("additions", file.additions)):
        for key, product in products.items():
            for cycle, support in product.support.items():
                where = f"{name} {section}.{key}.support.{cycle}"
                until, extended = _day(support.until, where), _day(support.extended, where)
                if until and extended and extended < until:
                    raise InvalidPolicy(where, "is extended to a day before it ends", "exchange the two days")


def _day(text: str | None, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidPolicy(where, f"`{text}` is no day", "write it as 2026-11-23") from None


class _Merged:
    """All files' entries under their ids, before references are followed."""

    def __init__(self) -> None:
        self.sources: Placed[SourceEntry] = {}
        self.vendors: Placed[VendorEntry] = {}
        self.products: Placed[ProductEntry] = {}
        self._additions: list[tuple[str, str, ProductAddition]] = []

    def take(self, path: Path, *, replace: bool = False) -> None:
        """Add the entries of one file; only an overlay may describe again what is described already."""
        file = read_file(path)
        _add(self.sources, file.sources, path.name, replace=replace)
        _add(self.vendors, file.vendors, path.name, replace=replace)
        _add(self.products, file.products, path.name, replace=replace)
        self._additions.extend((product, path.name, addition) for product, addition in file.additions.items())

    def apply_additions(self, *, replace: bool) -> None:
        """Bring the waiting additions into the products they speak of."""
        for product, file, addition in self._additions:
            refer(f"{file} additions.{product}", "product", product, self.products)
            self._refuse_unknown_sources(addition, f"{file} additions.{product}")
            place, entry = self.products[product]
            self.products[product] = (place, _with(entry, addition, f"{file} additions.{product}", replace=replace))
        self._additions.clear()

    def _refuse_unknown_sources(self, addition: ProductAddition, where: str) -> None:
        """Tell a missing source where it is cited: once merged, the product's own file would be blamed."""
        for field, source in _citations(addition):
            for key in (source,) if isinstance(source, str) else source:
                refer(f"{where}.{field}.source", "source", key, self.sources)


def _add(known: Placed[E], more: dict[str, E], file: str, *, replace: bool) -> None:
    for key, entry in more.items():
        if key in known and not replace:
            raise InvalidPolicy(f"{file} {key}", f"is described already in {known[key][0]}", "keep one of the two")
        known[key] = (file, entry)


def _with(entry: ProductEntry, addition: ProductAddition, where: str, *, replace: bool) -> ProductEntry:
    """Return `entry` with what `addition` says; aliases and support cycles add up, other facts are said once."""
    said = {field: value for field in _FACTS if (value := getattr(addition, field)) is not None}
    twice = sorted(said.keys() & {field for field in _FACTS if getattr(entry, field) is not None})
    twice += [f"support.{cycle}" for cycle in sorted(entry.support.keys() & addition.support.keys())]
    if twice and not replace:
        raise InvalidPolicy(f"{where}.{twice[0]}", "is said already where the product is described", "keep one")
    aliases = {
        kind: tuple(dict.fromkeys((*getattr(entry.aliases, kind), *getattr(addition.aliases, kind))))
        for kind in entry.aliases.__struct_fields__
    }
    support = {**entry.support, **addition.support}
    return structs.replace(entry, support=support, aliases=type(entry.aliases)(**aliases), **said)


_FACTS = tuple(field for field in ProductAddition.__struct_fields__ if field not in {"support", "aliases"})


def _citations(addition: ProductAddition) -> Iterator[tuple[str, Cited]]:
    """Yield each fact's key with what it cites."""
    for field in _FACTS:
        fact = getattr(addition, field)
        for stated in fact if isinstance(fact, tuple) else (fact,) if fact else ():
            yield field, stated.source
    for example in addition.alternative.by if addition.alternative else ():
        yield "alternative.by", example.source
    for name, cycle in addition.support.items():
        yield f"support.{name}", cycle.source


def _resolved(merged: _Merged) -> Catalogue:
    sources = {key: entry for key, (_, entry) in merged.sources.items()}
    resolver = Resolver(sources, merged.vendors, merged.products)
    vendors = {
        key: resolver.vendor(key, entry, f"{file} vendors.{key}")
        for key, (file, entry) in sorted(merged.vendors.items())
    }
    products = {
        key: resolver.product(key, entry, f"{file} products.{key}")
        for key, (file, entry) in sorted(merged.products.items())
    }
    catalogue = Catalogue(vendors, products)
    _ = catalogue.matcher  # built here, so that a colliding alias is refused while loading
    return catalogue
