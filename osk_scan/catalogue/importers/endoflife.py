"""Read support dates from endoflife.date: documents of its API v1, and the list of products in its source form."""

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct, field

from osk_scan.catalogue.entries import CatalogueFile, CycleEntry, ProductAddition, SourceEntry
from osk_scan.catalogue.importers.overlay import Imported
from osk_scan.catalogue.product import Product
from osk_scan.day import is_day
from osk_scan.errors import InvalidRequest, one_line

_BUILD = re.compile(r"\d+\.\d+\.\d+")


class _Latest(Struct, frozen=True):
    name: str | None = None


class _Release(Struct, frozen=True):
    """One release in either form; `eol` is a date or whether the end has come."""

    name: str = ""
    cycle: str | int | float = field(default="", name="releaseCycle")
    label: str | None = None
    release_label: str | None = field(default=None, name="releaseLabel")
    eol: str | bool | None = None
    eoes: str | bool | None = None
    eol_from: str | None = field(default=None, name="eolFrom")
    eoes_from: str | None = field(default=None, name="eoesFrom")
    is_eol: bool | None = field(default=None, name="isEol")
    latest: _Latest | str | None = None

    @property
    def id(self) -> str:
        return self.name or str(self.cycle)

    @property
    def end(self) -> str | bool | None:
        return self.eol if self.eol is not None else self.eol_from if self.eol_from else self.is_eol

    @property
    def newest(self) -> str | None:
        return self.latest.name if isinstance(self.latest, _Latest) else self.latest


class _Product(Struct, frozen=True):
    name: str = ""
    id: str = ""
    releases: tuple[_Release, ...] = ()


def import_endoflife(content: bytes, products: Mapping[str, Product], retrieved: str) -> Imported:
    """Return the support cycles of catalogued products that `content` speaks of.

    Products say under `aliases.endoflife` what they are called there: `debian`, or `windows:11-` for those releases
    whose name starts with `11-`.

    Raises:
        InvalidRequest: where `content` is no document of endoflife.date.
    """
    documents = {document.name or document.id: document for document in _documents(content)}
    additions: dict[str, ProductAddition] = {}
    left_out: list[str] = []
    for product in products.values():
        for alias in product.aliases.endoflife:
            name, _, prefix = alias.partition(":")
            cycles = _cycles(documents.get(name, _Product()), prefix, left_out)
            if cycles:
                additions[product.id] = ProductAddition(support=cycles)
    source = SourceEntry(
        title="endoflife.date",
        url="https://endoflife.date",
        license="MIT",
        retrieved=retrieved,
        author="endoflife.date contributors",
    )
    return Imported(CatalogueFile({_SOURCE: source}, {}, {}, dict(sorted(additions.items()))), tuple(left_out))


_SOURCE = "endoflife-date"


def _documents(content: bytes) -> tuple[_Product, ...]:
    """Return the products of a v1 document (one or all) or of the list form."""
    try:
        plain: Any = msgspec.json.decode(content.removeprefix(BOM_UTF8))
        if isinstance(plain, dict) and "result" in plain:
            plain = plain["result"]
        return msgspec.convert(plain if isinstance(plain, list) else [plain], tuple[_Product, ...])
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        raise InvalidRequest(
            "endoflife.date document", one_line(str(error)), "download https://endoflife.date/api/v1/products/full"
        ) from None


def _cycles(document: _Product, prefix: str, left_out: list[str]) -> dict[str, CycleEntry]:
    found: dict[str, CycleEntry] = {}
    for release in document.releases:
        if not release.id.startswith(prefix):
            continue
        end = release.end
        if end is True or end is None:
            left_out.append(f"{document.name or document.id} {release.id}: says no date of its end")
            continue
        if isinstance(end, str) and not is_day(end):
            left_out.append(one_line(f"{document.name or document.id} {release.id}: `{end}` is no day"))
            continue
        found[release.id] = CycleEntry(
            until=end or None,
            source=_SOURCE,
            extended=_later(release, end),
            versions=() if _prefixes(release, prefix) == (release.id,) else _prefixes(release, prefix),
        )
    return found


def _later(release: _Release, end: str | bool) -> str | None:
    extended = release.eoes_from or release.eoes
    later = isinstance(extended, str) and isinstance(end, str) and is_day(extended) and extended > end
    return extended if later and isinstance(extended, str) else None


def _prefixes(release: _Release, prefix: str) -> tuple[str, ...]:
    """Return the version prefixes of a release: its name, the year in its label, and the build where it differs."""
    own = release.id.removeprefix(prefix)
    year = re.match(r"(?:19|20)\d\d(?: R2)?", release.label or release.release_label or "")
    build = _BUILD.match(release.newest or "")
    told = [own, *([year[0].lower().replace(" ", "-")] if year else [])]
    if build and not (release.newest or "").startswith(own):
        told.append(build[0])
    return tuple(dict.fromkeys(told))
