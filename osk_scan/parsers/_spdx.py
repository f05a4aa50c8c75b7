"""SPDX 2 packages and relationships as the specification writes them, and how they become components and edges."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from osk_scan.model import Kind, Origin, Relation, Scope, Stated
from osk_scan.parsers._inventory import Gathering

DOCUMENT = "SPDXRef-DOCUMENT"
_SAYS_NOTHING = (None, "", "NOASSERTION", "SPDXRef-NOASSERTION")
_SAYS_NONE = ("NONE", "SPDXRef-NONE")

_KINDS = {
    "APPLICATION": Kind.APPLICATION,
    "FRAMEWORK": Kind.FRAMEWORK,
    "LIBRARY": Kind.LIBRARY,
    "CONTAINER": Kind.CONTAINER,
    "OPERATING-SYSTEM": Kind.OPERATING_SYSTEM,
    "OPERATING_SYSTEM": Kind.OPERATING_SYSTEM,
    "DEVICE": Kind.DEVICE,
    "FIRMWARE": Kind.FIRMWARE,
    "FILE": Kind.FILE,
}
_NEEDS: dict[str, tuple[Scope, Relation]] = {
    "DEPENDS_ON": (Scope.UNKNOWN, Relation.UNKNOWN),
    "STATIC_LINK": (Scope.UNKNOWN, Relation.STATIC),
    "DYNAMIC_LINK": (Scope.UNKNOWN, Relation.DYNAMIC),
    "HAS_PREREQUISITE": (Scope.UNKNOWN, Relation.UNKNOWN),
}
"""The element on the left needs the one on the right. Source: SPDX 2.3, section 11.1, table 68."""

_NEEDED_BY: dict[str, tuple[Scope, Relation]] = {
    "DEPENDENCY_OF": (Scope.UNKNOWN, Relation.UNKNOWN),
    "RUNTIME_DEPENDENCY_OF": (Scope.RUNTIME, Relation.UNKNOWN),
    "OPTIONAL_DEPENDENCY_OF": (Scope.OPTIONAL, Relation.UNKNOWN),
    "OPTIONAL_COMPONENT_OF": (Scope.OPTIONAL, Relation.UNKNOWN),
    "PROVIDED_DEPENDENCY_OF": (Scope.PROVIDED, Relation.UNKNOWN),
    "DEV_DEPENDENCY_OF": (Scope.DEVELOPMENT, Relation.UNKNOWN),
    "DEV_TOOL_OF": (Scope.DEVELOPMENT, Relation.BUILD_TOOL),
    "BUILD_DEPENDENCY_OF": (Scope.BUILD, Relation.UNKNOWN),
    "BUILD_TOOL_OF": (Scope.BUILD, Relation.BUILD_TOOL),
    "TEST_DEPENDENCY_OF": (Scope.TEST, Relation.TEST),
    "TEST_TOOL_OF": (Scope.TEST, Relation.TEST),
    "PREREQUISITE_FOR": (Scope.UNKNOWN, Relation.UNKNOWN),
}
_WHOLE_AND_PART = ("CONTAINS", "HAS_FILES")
_PART_AND_WHOLE = ("CONTAINED_BY", "PACKAGE_OF")
_ABOUT = ("DESCRIBES", "DESCRIBE")
"""Trivy wrote the second one for a while."""

_SILENT = (*_ABOUT, "DESCRIBED_BY")

_WORDS = re.compile(r"[^\s()]+")
_SHORT_TEXT = 100
_ROLE = re.compile(r"\s*(?:Organization|Person|Tool)\s*:")


_PACKAGE_KEYS = {
    "spdx_id": "SPDXID",
    "version": "versionInfo",
    "declared": "licenseDeclared",
    "concluded": "licenseConcluded",
    "from_files": "licenseInfoFromFiles",
    "purpose": "primaryPackagePurpose",
    "file_name": "packageFileName",
    "download": "downloadLocation",
    "external_references": "externalRefs",
}


class Checksum(Struct, gc=False):
    """A checksum of the package's file."""

    algorithm: str | None = None


class ExternalReference(Struct, rename="camel", gc=False):
    """Another identity: purl, cpe, swid."""

    reference_type: str | None = None
    reference_locator: str | None = None


class Package(Struct, rename=lambda name: _PACKAGE_KEYS.get(name, name), gc=False):
    """A package, or a file that takes part in a dependency, as far as it counts."""

    name: str
    spdx_id: str | None = None
    version: str | None = None
    supplier: str | None = None
    originator: str | None = None
    declared: str | None = None
    concluded: str | None = None
    from_files: list[str] | None = None
    purpose: str | None = None
    file_name: str | None = None
    download: str | None = None
    checksums: list[Checksum] | None = None
    external_references: list[ExternalReference] | None = None


class ExtractedText(Struct, rename="camel", gc=False):
    """A license that the SPDX list does not have."""

    license_id: str
    name: str | None = None
    extracted_text: str | None = None


class Relationship(Struct, gc=False):
    """One statement about two elements."""

    source: str = field(name="spdxElementId")
    kind: str = field(name="relationshipType")
    target: str = field(name="relatedSpdxElement")


class CreationInfo(Struct, gc=False):
    """Who wrote the document, and when."""

    created: str | None = None
    creators: list[str] | None = None


def gather_package(
    gathering: Gathering, package: Package, where: str, names: Mapping[str, str], unless_said: Kind = Kind.UNKNOWN
) -> str:
    """Take one package in and return the reference it got; `names` are those of licenses the document explains."""
    purls, identifiers = _identities(package.external_references or ())
    observed = _observed(package, names) if package.from_files else None
    if observed:
        gathering.problem("license-observed", where, package.name, "; ".join(observed))
    return gathering.add(
        ref=package.spdx_id or where,
        name=package.name,
        version=_said(package.version),
        purl=purls[0] if purls else None,
        vendor=party(package.supplier) or party(package.originator),
        kind=_KINDS.get(package.purpose or "", unless_said),
        declared=_claims(package.declared, names),
        concluded=_claims(package.concluded, names),
        observed=observed,
        identifiers=(*purls[1:], *identifiers),
        stated=_stated(package),
        where=where,
    )


def origin(info: CreationInfo, namespace: str | None) -> Origin:
    """Return who made the document: tools by name, people only as whether they are named."""
    creators = info.creators or []
    makers = [creator for creator in creators if not creator.startswith("Tool:")]
    return Origin(
        authors_stated=any(party(maker) for maker in makers),
        contact_stated=any("@" in maker or "://" in maker for maker in makers),
        timestamp=info.created,
        tools=tuple(creator.removeprefix("Tool:").strip() for creator in creators if creator.startswith("Tool:")),
        uri_stated=bool(namespace),
    )


def license_names(texts: Iterable[ExtractedText]) -> dict[str, str]:
    """Return by `LicenseRef-…` what the document calls it: its name, else its text where that is one short line."""
    found: dict[str, str] = {}
    for extracted in texts:
        text = (extracted.extracted_text or "").strip()
        if said := _said(extracted.name):
            found[extracted.license_id] = said
        elif text and len(text) <= _SHORT_TEXT and "\n" not in text and _said(text) and text not in _SAYS_NONE:
            found[extracted.license_id] = text
    return found


def described(relationships: Iterable[tuple[Relationship, str]]) -> list[str]:
    """Return what the document says it is about, by its relationships."""
    found = []
    for relationship, _ in relationships:
        if relationship.kind in _ABOUT and relationship.source == DOCUMENT:
            found.append(relationship.target)
        elif relationship.kind == "DESCRIBED_BY" and relationship.target == DOCUMENT:
            found.append(relationship.source)
    return found


def takes_part(relationship: Relationship) -> bool:
    """Tell whether the relationship says that one element needs the other."""
    return relationship.kind in _NEEDS or relationship.kind in _NEEDED_BY


def gather_relationships(
    gathering: Gathering, relationships: Iterable[tuple[Relationship, str]], silent: frozenset[str]
) -> None:
    """Take in who needs and who contains whom; of `silent` elements (files, the document) only what they need."""
    untold: Counter[str] = Counter()
    for relationship, where in relationships:
        source, kind, target = relationship.source, relationship.kind, relationship.target
        if target in _SAYS_NOTHING or source in _SAYS_NOTHING:
            continue
        if kind in _NEEDS or kind in _NEEDED_BY:
            _gather_need(gathering, relationship, where)
        elif kind in _WHOLE_AND_PART or kind in _PART_AND_WHOLE:
            whole, part = (source, target) if kind in _WHOLE_AND_PART else (target, source)
            if whole not in silent and part not in silent and part not in _SAYS_NONE:
                gathering.contain(whole, part, where)
        elif kind not in _SILENT:
            untold[kind] += 1
    for kind, number in sorted(untold.items()):
        gathering.problem("not-read", "/relationships", None, f"{number} × {kind}")


def party(text: str | None) -> str | None:
    """Return the name out of `Organization: name (e-mail)`."""
    said = _said(text) or ""
    role = _ROLE.match(said)
    said = said[role.end() if role else 0 :].strip()
    name, parenthesis, inside = said.rpartition("(")
    return (name.strip() if parenthesis and inside.find(")") == len(inside) - 1 else said) or None


def _gather_need(gathering: Gathering, relationship: Relationship, where: str) -> None:
    source, target = relationship.source, relationship.target
    if relationship.kind in _NEEDED_BY:
        (scope, relation), source, target = _NEEDED_BY[relationship.kind], target, source
    else:
        scope, relation = _NEEDS[relationship.kind]
    if source in _SAYS_NONE or target in _SAYS_NONE:
        gathering.edges_known = True
    else:
        gathering.depend(source, target, where, scope, relation)


def _identities(references: Iterable[ExternalReference]) -> tuple[list[str], list[str]]:
    purls: list[str] = []
    others: list[str] = []
    for reference in references:
        locator = (reference.reference_locator or "").strip()
        match (reference.reference_type or "").rpartition("/")[2]:
            case "purl" if locator:
                purls.append(locator)
            case "cpe23Type" | "cpe22Type" if locator:
                others.append(locator)
            case "swid" if locator:
                others.append(locator if locator.startswith("swid:") else f"swid:{locator}")
    return list(dict.fromkeys(purls)), list(dict.fromkeys(others))


def _claims(text: str | None, names: Mapping[str, str]) -> tuple[str, ...] | None:
    if text in _SAYS_NOTHING:
        return None
    return () if text in _SAYS_NONE else (names.get(text, text),)


def _observed(package: Package, names: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the licenses found in files that neither of the two expressions names."""
    said = set(_WORDS.findall(f"{package.declared} {package.concluded}"))
    found = (text for text in package.from_files or () if text not in said and _said(text) and text not in _SAYS_NONE)
    return tuple(dict.fromkeys(names.get(text, text) for text in found)) or None


def _stated(package: Package) -> Stated:
    stated = Stated.NOTHING
    if "@" in (package.supplier or "") + (package.originator or ""):
        stated |= Stated.CREATOR_CONTACT
    if package.file_name:
        stated |= Stated.FILENAME
    if package.checksums:
        stated |= Stated.ANY_HASH
        if any(checksum.algorithm == "SHA512" for checksum in package.checksums):
            stated |= Stated.DISTRIBUTION_SHA512
    if _said(package.download) and package.download not in _SAYS_NONE:
        is_source = (package.download or "").startswith(("git", "hg+", "svn+", "bzr+"))
        stated |= Stated.SOURCE_URI if is_source else Stated.DISTRIBUTION_URI
    return stated


def _said(text: str | None) -> str | None:
    return None if text in _SAYS_NOTHING else text
