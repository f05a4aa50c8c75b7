"""Read `publiccode.yml`: what a public body says of the open software it develops.

Source: publiccode.yml standard 0.2 to 0.4.
"""

import re
from collections.abc import Mapping

import msgspec
from msgspec import Struct, field

from osk_scan.catalogue.entries import (
    AliasesEntry,
    CatalogueFile,
    ExampleEntry,
    ProductAddition,
    ProductEntry,
    SourceEntry,
    Stated,
    StatedAlternative,
    StatedLicence,
    VendorEntry,
)
from osk_scan.catalogue.importers.overlay import Imported
from osk_scan.catalogue.product import Product
from osk_scan.errors import InvalidRequest, one_line
from osk_scan.model import Layer
from osk_scan.yaml_reading import UnreadableYaml, read_yaml


class _Legal(Struct, frozen=True):
    license: str = ""
    main_copyright_owner: str | None = field(default=None, name="mainCopyrightOwner")
    repo_owner: str | None = field(default=None, name="repoOwner")


class _PublicCode(Struct, frozen=True):
    name: str
    url: str = ""
    legal: _Legal = _Legal()
    used_by: tuple[str, ...] = field(default=(), name="usedBy")


def import_publiccode(content: bytes, products: Mapping[str, Product], retrieved: str, layer: Layer) -> Imported:
    """Return what a `publiccode.yml` adds: users of a catalogued product, or a product that the catalogue lacks.

    The standard is for open software, so its license is an open one; the file does not say which layer the software
    belongs to: `layer` does.

    Raises:
        InvalidRequest: where `content` is no `publiccode.yml`.
    """
    told = _read(content)
    source = SourceEntry(title=f"publiccode.yml: {told.name}", url=told.url, retrieved=retrieved, author=_owner(told))
    key = _id(told.name)
    citation = f"publiccode-{key}"
    known = products.get(key)
    users = tuple(ExampleEntry(key, citation, used_by=body) for body in told.used_by)
    alternative = StatedAlternative(is_=1 if users else "1/2", source=citation, by=users) if users else None
    if known:
        additions = {key: ProductAddition(alternative=alternative)} if alternative else {}
        left_out = () if users else (f"{told.name}: is catalogued already, and the file names no users",)
        return Imported(CatalogueFile({citation: source}, {}, {}, additions), left_out)
    vendor = _id(_owner(told))
    product = ProductEntry(
        name=told.name,
        vendor=vendor,
        layer=layer,
        licence_class=StatedLicence(is_=("osi_multi", "osi_single"), source=citation) if told.legal.license else None,
        alternative=alternative,
        aliases=AliasesEntry(purl=_purls(told.url)),
    )
    entry = VendorEntry(name=_owner(told), controlling_entity=Stated(is_=vendor, source=citation))
    left_out = (f"{told.name}: does not say whether one or many hold the copyright, nor where the owner sits",)
    return Imported(CatalogueFile({citation: source}, {vendor: entry}, {key: product}, {}), left_out)


def _read(content: bytes) -> _PublicCode:
    try:
        return msgspec.convert(read_yaml(content), _PublicCode)
    except UnreadableYaml as error:
        raise InvalidRequest(f"publiccode.yml line {error.line}", str(error), "mend the YAML") from None
    except msgspec.ValidationError as error:
        raise InvalidRequest("publiccode.yml", one_line(str(error)), "see the publiccode.yml standard") from None


def _owner(told: _PublicCode) -> str:
    return told.legal.main_copyright_owner or told.legal.repo_owner or told.name


_UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}


def _id(name: str) -> str:
    """Return a name as the catalogue's ids are spelled."""
    spelled = name.casefold().translate(_UMLAUTS)
    return re.sub(r"[^a-z0-9]+", "-", spelled).strip("-")[:40].strip("-") or "unnamed"


def _purls(url: str) -> tuple[str, ...]:
    found = re.fullmatch(r"https://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?/?", url)
    return (f"pkg:github/{found[1]}/{found[2]}".lower(),) if found else ()
