"""The elements of an SPDX 3 graph, and what they say together: names of agents, licenses as expressions."""

import re
from collections.abc import Iterable

from msgspec import Raw, Struct, field

from osk_scan.model import Kind, Relation, Scope, Stated
from osk_scan.parsers._reading import NOTHING

PACKAGES = {"software_Package": Kind.UNKNOWN, "ai_AIPackage": Kind.MODEL, "dataset_DatasetPackage": Kind.DATA}
FILES = ("software_File", "software_SoftwareArtifact")

KINDS = {
    "application": Kind.APPLICATION,
    "framework": Kind.FRAMEWORK,
    "library": Kind.LIBRARY,
    "module": Kind.LIBRARY,
    "container": Kind.CONTAINER,
    "platform": Kind.PLATFORM,
    "operatingSystem": Kind.OPERATING_SYSTEM,
    "device": Kind.DEVICE,
    "deviceDriver": Kind.LIBRARY,
    "firmware": Kind.FIRMWARE,
    "file": Kind.FILE,
    "data": Kind.DATA,
    "model": Kind.MODEL,
}
NEEDS: dict[str, tuple[Scope, Relation]] = {
    "dependsOn": (Scope.UNKNOWN, Relation.UNKNOWN),
    "hasPrerequisite": (Scope.UNKNOWN, Relation.UNKNOWN),
    "hasDynamicLink": (Scope.UNKNOWN, Relation.DYNAMIC),
    "hasStaticLink": (Scope.UNKNOWN, Relation.STATIC),
    "hasOptionalDependency": (Scope.OPTIONAL, Relation.UNKNOWN),
    "hasOptionalComponent": (Scope.OPTIONAL, Relation.UNKNOWN),
    "hasProvidedDependency": (Scope.PROVIDED, Relation.UNKNOWN),
    "trainedOn": (Scope.UNKNOWN, Relation.DATA),
    "usesTool": (Scope.BUILD, Relation.BUILD_TOOL),
}
"""The element on the left needs those on the right. Source: SPDX 3.0.1, Core, vocabulary RelationshipType."""

SCOPES = {"runtime": Scope.RUNTIME, "development": Scope.DEVELOPMENT, "test": Scope.TEST, "build": Scope.BUILD}
"""Source: SPDX 3.0.1, Core, vocabulary LifecycleScopeType; `design` and `other` are no scope here."""

_JOINED = {"ConjunctiveLicenseSet": " AND ", "DisjunctiveLicenseSet": " OR "}
_NONE, _NO_ASSERTION = re.compile(r"None(?:Element|License)?$"), re.compile(r"NoAssertion(?:Element|License)?$")
_MAX_DEPTH = 20
"""License sets in license sets; real ones have two levels, and references can form a ring."""

_LONGEST = 20_000
"""Characters of one expression: sets that share members could double it at each level."""


class Identifier(Struct, gc=False):
    """Another identity of an element."""

    type: str | None = field(name="externalIdentifierType", default=None)
    identifier: str | None = None


class Checksum(Struct, gc=False):
    """A checksum, of which only the algorithm counts."""

    algorithm: str | None = None


class Reference(Struct, gc=False):
    """Where something about an element can be found, of which only the type counts."""

    type: str | None = field(name="externalRefType", default=None)


class Element(Struct, gc=False):
    """A node of the graph, of whatever type, as far as it counts."""

    type: str
    id: str | None = field(name="spdxId", default=None)
    blank_id: str | None = field(name="@id", default=None)
    name: str | None = None
    creation_info: Raw = field(name="creationInfo", default=NOTHING)
    root: list[str] | str | None = field(name="rootElement", default=None)
    version: str | None = field(name="software_packageVersion", default=None)
    purl: str | None = field(name="software_packageUrl", default=None)
    download: str | None = field(name="software_downloadLocation", default=None)
    purpose: str | None = field(name="software_primaryPurpose", default=None)
    purposes: list[str] | str | None = field(name="software_additionalPurpose", default=None)
    sbom_types: list[str] | str | None = field(name="software_sbomType", default=None)
    comment: str | None = None
    references: list[Reference] | None = field(name="externalRef", default=None)
    source: str | None = field(name="from", default=None)
    targets: list[str] | str | None = field(name="to", default=None)
    relationship: str | None = field(name="relationshipType", default=None)
    scope: str | None = None
    completeness: str | None = None
    supplied_by: list[str] | str | None = field(name="suppliedBy", default=None)
    originated_by: list[str] | str | None = field(name="originatedBy", default=None)
    identifiers: list[Identifier] | None = field(name="externalIdentifier", default=None)
    checksums: list[Checksum] | None = field(name="verifiedUsing", default=None)
    expression: str | None = field(name="simplelicensing_licenseExpression", default=None)
    license_id: str | None = field(name="expandedlicensing_licenseId", default=None)
    license_members: list[str] | str | None = field(name="expandedlicensing_member", default=None)
    spec_version: str | None = field(name="specVersion", default=None)
    created: str | None = None
    created_by: list[str] | str | None = field(name="createdBy", default=None)
    created_using: list[str] | str | None = field(name="createdUsing", default=None)


class Graph:
    """The elements of one document by their identifiers."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._by_id = {element.id or element.blank_id or "": element for element in elements}
        self._licenses: dict[str, str] = {}

    def get(self, ref: str) -> Element | None:
        """Return the element of that identifier."""
        return self._by_id.get(ref)

    def elements(self, refs: list[str] | str | None) -> list[Element]:
        """Return the elements that are in the document."""
        return [element for ref in listed(refs) if (element := self._by_id.get(ref))]

    def names(self, refs: list[str] | str | None) -> list[str]:
        """Return the names of the elements that are in the document and have one."""
        found = (self._by_id.get(ref) for ref in listed(refs))
        return [element.name for element in found if element and element.name]

    def reachable(self, refs: list[str] | str | None) -> bool:
        """Tell whether one of these agents states an e-mail address or URL."""
        found = (self._by_id.get(ref) for ref in listed(refs))
        return any(identifier.identifier for element in found if element for identifier in element.identifiers or ())

    def license(self, ref: str, depth: int = 0) -> str:
        """Return a license element as an expression; `NONE` and `NOASSERTION` are words of their own."""
        if ref not in self._licenses:
            self._licenses[ref] = "NOASSERTION"  # What a set that contains itself finds in its own place.
            text = self._license(ref, depth)
            self._licenses[ref] = text if len(text) <= _LONGEST else "NOASSERTION"
        return self._licenses[ref]

    def _license(self, ref: str, depth: int) -> str:
        node = self._by_id.get(ref)
        kind = node.type.rpartition("_")[2] if node else ""
        if node and kind in _JOINED and depth < _MAX_DEPTH:
            parts = [self.license(member, depth + 1) for member in listed(node.license_members)]
            return _JOINED[kind].join(f"({part})" if " " in part else part for part in parts)
        stated = (node.expression or node.license_id or node.name) if node else None
        if stated:
            return stated
        if is_none(ref):
            return "NONE"
        return "NOASSERTION" if is_no_assertion(ref) else ref.rpartition("/")[2] or ref


def listed(refs: list[str] | str | None) -> list[str]:
    """Return references as a list; JSON-LD may write one without brackets."""
    return [refs] if isinstance(refs, str) else refs or []


def is_none(ref: str) -> bool:
    """Tell whether `ref` is the individual that stands for nothing (`NoneElement`, `NoneLicense`, `None`)."""
    return bool(_NONE.search(ref))


def is_no_assertion(ref: str) -> bool:
    """Tell whether `ref` is the individual that stands for saying nothing."""
    return ref == "NOASSERTION" or bool(_NO_ASSERTION.search(ref))


def relationship_type(text: str | None) -> str:
    """Return the type as the vocabulary spells it; some tools write `DEPENDS_ON` as SPDX 2 did."""
    if not text or ("_" not in text and not text.isupper()):
        return text or ""
    first, *others = text.lower().split("_")
    return first + "".join(part.capitalize() for part in others)


def identities(element: Element) -> tuple[str | None, tuple[str, ...]]:
    """Return the purl and the other identifiers of a package."""
    purls = [element.purl] if element.purl else []
    others: list[str] = []
    for identifier in element.identifiers or ():
        if not identifier.identifier:
            continue
        match identifier.type:
            case "packageUrl" | "packageURL" | "purl":
                purls.append(identifier.identifier)
            case "cpe23" | "cpe22":
                others.append(identifier.identifier)
            case "swid":
                others.append(f"swid:{identifier.identifier.removeprefix('swid:')}")
    unique = list(dict.fromkeys(purls))
    return (unique[0] if unique else None), (*unique[1:], *dict.fromkeys(others))


def stated_fields(element: Element, graph: Graph) -> Stated:
    """Return which of the fields that quality profiles ask for a package states."""
    said = Stated.NOTHING
    if element.checksums:
        said |= Stated.ANY_HASH
    if element.download and element.download not in ("NONE", "NOASSERTION"):
        said |= Stated.SOURCE_URI if element.download.startswith("git") else Stated.DISTRIBUTION_URI
    if graph.reachable(element.supplied_by) or graph.reachable(element.originated_by):
        said |= Stated.CREATOR_CONTACT
    return said
