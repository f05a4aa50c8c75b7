"""What flows: documents, what they say, and whose software it is; frozen types, no input, no output.

Everywhere: `None` means "the document does not say"; an empty value means "it says: nothing". Tuples, never lists.
"""

from enum import IntEnum, IntFlag, StrEnum
from functools import cached_property
from typing import Literal

from msgspec import Struct

Language = Literal["de", "en"]
Layer = Literal["specialist", "cross-cutting", "office", "workplace-os", "platform", "server-os", "infrastructure"]
"""Of an administration's software; what people call them stands in `catalogue.layers`."""


class Wording(Struct, frozen=True):
    """What people read, German first."""

    de: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.de if language == "de" else self.en


# --- what a document says -------------------------------------------------------------------------------------------


class Document(Struct, frozen=True, dict=True):
    """The bytes that somebody handed in, with a name that is never trusted."""

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, as hex; a table divided among thousands of systems is hashed once."""
        from hashlib import sha256

        return sha256(self.content).hexdigest()


class Kind(IntEnum):
    """What sort of thing a component is (CycloneDX 1.7 `component.type`, SPDX `primaryPackagePurpose`)."""

    UNKNOWN = 0
    APPLICATION = 1
    FRAMEWORK = 2
    LIBRARY = 3
    CONTAINER = 4
    PLATFORM = 5
    OPERATING_SYSTEM = 6
    DEVICE = 7
    FIRMWARE = 8
    FILE = 9
    DATA = 10
    MODEL = 11
    CRYPTOGRAPHIC_ASSET = 12
    SERVICE = 13


class Scope(IntEnum):
    """When a component or dependency is needed."""

    UNKNOWN = 0
    RUNTIME = 1
    OPTIONAL = 2
    PROVIDED = 3
    DEVELOPMENT = 4
    TEST = 5
    BUILD = 6
    EXCLUDED = 7


class Relation(IntEnum):
    """How the work that depends uses the component: the first part of a license question's context."""

    UNKNOWN = 0
    MERGED = 1
    STATIC = 2
    DYNAMIC = 3
    SEPARATE_PROCESS = 4
    SERVICE_CALL = 5
    BUILD_TOOL = 6
    TEST = 7
    DATA = 8


class Stated(IntFlag):
    """Which of the fields that quality profiles ask for a component states beyond those that have a place of their own.

    Source: BSI TR-03183-2 v2.1.0 section 5.2, NTIA 2021 minimum elements, CISA 2025 draft.
    """

    NOTHING = 0
    CREATOR_CONTACT = 1
    FILENAME = 2
    DISTRIBUTION_SHA512 = 4
    EXECUTABLE = 8
    ARCHIVE = 16
    STRUCTURED = 32
    SOURCE_URI = 64
    DISTRIBUTION_URI = 128
    SOURCE_HASH = 256
    SECURITY_TXT = 512
    EFFECTIVE_LICENSE = 1024
    ANY_HASH = 2048
    DEPENDENCIES_COMPLETE = 4096
    COMPLETENESS = 8192
    """Whether its dependencies are listed completely is said, be it that they are not or that nobody knows."""


class CommercialTerms(Struct, frozen=True, gc=False):
    """The commercial license a component is used under (CycloneDX 1.7 `license.licensing`)."""

    licensor: str | None = None
    expires: str | None = None
    """ISO 8601 date."""
    types: tuple[str, ...] = ()


class Component(Struct, frozen=True, kw_only=True, gc=False):
    """One entry of one inventory: an occurrence, as the document describes it."""

    ref: str
    """The document's own name for it, made unique within the inventory."""
    name: str
    namespace: str | None = None
    """Group, scope or organisation in front of the name, where the document keeps it apart."""
    version: str | None = None
    version_is_range: bool = False
    """The text in `version` is a range, a wildcard or `latest`: kept, but no version."""
    purl: str | None = None
    """Canonical package URL with version, else None."""
    vendor: str | None = None
    """Supplier, publisher or manufacturer, in this order."""
    kind: Kind = Kind.UNKNOWN
    scope: Scope = Scope.UNKNOWN
    declared: tuple[str, ...] | None = None
    """License claims as the document writes them (id, name, URL or expression); several apply together."""
    concluded: tuple[str, ...] | None = None
    """License claims that the author of the document concluded."""
    observed: tuple[str, ...] | None = None
    """License claims found in its files that are neither declared nor concluded (CycloneDX
    `evidence.licenses`, SPDX 2 `licenseInfoFromFiles`)."""
    commercial: tuple[CommercialTerms, ...] = ()
    identifiers: tuple[str, ...] = ()
    """Further identities, each with its scheme: `cpe:2.3:…`, `swid:…`, `winget:…`, `msi:{…}`."""
    stated: Stated = Stated.NOTHING
    installations: int = 1
    """How many installations this entry stands for (a spreadsheet's count column)."""
    where: str
    """Address in the document: JSON pointer, XPath, `line 12` or `sheet Clients row 7`."""


class Dependency(Struct, frozen=True, gc=False):
    """An edge between two components of one inventory, by their positions: `source` needs `target`."""

    source: int
    target: int
    scope: Scope = Scope.UNKNOWN
    relation: Relation = Relation.UNKNOWN
    alternatives: int = 0
    """Edges of one source with the same number above 0 are alternatives: one of them is enough."""


class Problem(Struct, frozen=True):
    """Part of a document was not understood: a value, never fatal, never silent. Worded by `problems`."""

    kind: str
    where: str
    component: str | None = None
    detail: str = ""


class Quarantined(Struct, frozen=True):
    """A component that could not be read, with its raw text (capped) and the reason."""

    raw: str
    problem: Problem


class Origin(Struct, frozen=True):
    """Who made the document and when; persons only as whether they are named."""

    authors_stated: bool = False
    contact_stated: bool = False
    """An e-mail address or URL of the document's creator is given."""
    timestamp: str | None = None
    tools: tuple[str, ...] = ()
    lifecycle: str | None = None
    """CycloneDX 1.7 lifecycle phase or CISA SBOM type, for example `build` or `deployed`."""
    uri_stated: bool = False
    vulnerabilities_stated: bool = False
    """The document carries data on vulnerabilities, which TR-03183-2 keeps apart from an SBOM."""


class Inventory(Struct, frozen=True, kw_only=True):
    """What one document says; immutable. Law: found = len(components) + merged + folded + len(quarantined)."""

    format: str
    spec_version: str | None = None
    subject: int | None = None
    """Position of the component that the document is about."""
    components: tuple[Component, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    edges_known: bool = False
    """False: the document says nothing of dependencies, which is not the same as that there are none."""
    found: int
    """How many components the document lists."""
    merged: int = 0
    """Listed more than once, word for word the same."""
    folded: int = 0
    """Parts of another product: language packs, hotfixes, redistributables."""
    quarantined: tuple[Quarantined, ...] = ()
    dangling: int = 0
    """Dependencies on something that the document does not list."""
    dropped_columns: tuple[str, ...] = ()
    """Columns left out for data protection, by name."""
    origin: Origin = Origin()
    problems: tuple[Problem, ...] = ()


# --- whose software it is -------------------------------------------------------------------------------------------


class Context(StrEnum):
    """The situation a system is in: what happens with it decides what licenses ask (`rules/contexts.yaml`)."""

    INTERNAL = "internal"
    HOSTED = "hosted"
    PASSED_ON = "passed-on"
    PUBLISHED = "published"


class System(Struct, frozen=True):
    """An IT system of an agency."""

    id: int
    agency: str
    name: str
    context: Context
    outbound: str | None
    """License expression under which the system itself is given away, if it is."""

    @property
    def full_name(self) -> str:
        """Agency, a slash and the name; no other system's, as a slash in the agency's is written as in an address."""
        return f"{self.agency.replace('%', '%25').replace('/', '%2F')}/{self.name}"


# --- what documents leave out ----------------------------------------------------------------------------------------


class Enrichment(Struct, frozen=True):
    """Licenses found for a package of a system that its documents do not state."""

    package: str
    """The package's key."""
    claims: tuple[str, ...]
    """As written where they were found; several apply together."""
    source: str
    """`machine`, or the index that was asked."""
    place: str
    """Path on the machine, or URL below the index."""
    found_at: str
