"""How catalogue files are written: the shapes of their YAML, from which the JSON Schema is made."""

from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from osk_scan.catalogue.product import DeploymentMode, LicenceClass, Role, SbomDepth
from osk_scan.model import Layer

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Date = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Texts = tuple[str, ...]
Alias = Annotated[str, Meta(pattern=r"[^*\s]")]
"""Something must stand before or after an asterisk: alone it would mean all software."""
PurlPattern = Annotated[str, Meta(pattern=r"^pkg:[a-z0-9.+-]+/\S+$")]
CpePattern = Annotated[str, Meta(pattern=r"^[^:*]+:[^:*]")]
Jurisdiction = Annotated[str, Meta(pattern=r"^([A-Z]{2}|community)$")]
WrittenDegree = Literal[0, 1, "0", "1/2", "1"]
WrittenVitality = Literal[0, 1, 2, 3, "0", "1", "2", "3"]

T = TypeVar("T")


class SourceEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Evidence that facts cite by its key."""

    title: str
    retrieved: Date
    url: str = ""
    license: str = ""
    """SPDX id, where facts were taken over from a database."""
    author: str = "osk-scan"
    confidence: Literal["high", "medium", "low"] = "medium"


Cited = str | Annotated[tuple[str, ...], Meta(min_length=1)]
"""Keys of sources; a fact without is refused."""


class Stated(Struct, Generic[T], frozen=True, forbid_unknown_fields=True, rename={"is_": "is"}):
    """A fact: one value, or the list of those that stay possible."""

    is_: T | Annotated[tuple[T, ...], Meta(min_length=1)]
    source: Cited


class StatedLicence(Stated[LicenceClass], frozen=True, forbid_unknown_fields=True, rename={"is_": "is"}):
    """A licence class, for all versions or a range of them."""

    versions: str = ""


class ExampleEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """An alternative and who uses it in production."""

    product: Id
    source: Cited
    used_by: str | None = None


class StatedAlternative(Stated[WrittenDegree], frozen=True, forbid_unknown_fields=True, rename={"is_": "is"}):
    """How well the product can be replaced, with the open products that do it elsewhere."""

    by: tuple[ExampleEntry, ...] = ()


class RequirementEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """AND of OR groups: `all: [windows-server, [postgresql, mariadb]]`."""

    all: tuple[Id | tuple[Id, ...], ...]
    source: Cited


class CycleEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Support of one release."""

    until: Date | None
    source: Cited
    extended: Date | None = None
    versions: tuple[str, ...] = ()


class AliasesEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """The spellings of a product in inventories, by kind."""

    purl: tuple[PurlPattern, ...] = ()
    cpe: tuple[CpePattern, ...] = ()
    winget: tuple[Alias, ...] = ()
    msi: tuple[Alias, ...] = ()
    swid: tuple[Alias, ...] = ()
    names: tuple[Alias, ...] = ()
    common_names: tuple[Alias, ...] = ()
    publishers: tuple[Alias, ...] = ()
    part_purl: tuple[PurlPattern, ...] = ()
    part_names: tuple[Alias, ...] = ()
    endoflife: tuple[Alias, ...] = ()


class ProductAddition(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What can be said of a product; what is left out is unknown."""

    licence_class: StatedLicence | tuple[StatedLicence, ...] | None = None
    deployment_mode: Stated[DeploymentMode] | None = None
    alternative: StatedAlternative | None = None
    format_openness: Stated[WrittenDegree] | None = None
    sbom: Stated[SbomDepth] | None = None
    vitality: Stated[WrittenVitality] | None = None
    requires: RequirementEntry | None = None
    support: dict[str, CycleEntry] = {}
    aliases: AliasesEntry = AliasesEntry()


class ProductEntry(ProductAddition, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A product with its name and place."""

    name: str
    vendor: Id
    layer: Layer
    role: Role = "product"


class VendorEntry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A vendor, foundation or community project."""

    name: str
    publishers: Texts = ()
    controlling_entity: Stated[Id] | None = None
    jurisdiction: Stated[Jurisdiction] | None = None


class CatalogueFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the catalogue; any of the four sections may be left out."""

    sources: dict[Id, SourceEntry] = {}
    vendors: dict[Id, VendorEntry] = {}
    products: dict[Id, ProductEntry] = {}
    additions: dict[Id, ProductAddition] = {}
    """More facts on products that another file describes."""


class RawCatalogueFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The same before its entries are looked at, so that a mistake is told with the entry's own key."""

    sources: dict[str, Any] = {}
    vendors: dict[str, Any] = {}
    products: dict[str, Any] = {}
    additions: dict[str, Any] = {}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a catalogue file."""
    schema = msgspec.json.schema(CatalogueFile)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "osk-scan catalogue file", **schema}
