"""What a document states about itself and each of its components, as the facts that profiles ask for."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from msgspec import Struct

from osk_scan.licenses.expression import read_claims
from osk_scan.model import Component, Inventory, Kind, Stated

_EXAMPLES = 3
_AS_THE_LIST_WRITES_IT = ("spdx-id", "spdx-expression")
_IDENTIFIERS = ("cpe:", "swid:")


class Fact(StrEnum):
    """What can be stated; of the document up to `URI`, of each component from `NAME` on."""

    FORMAT = "format"
    NO_VULNERABILITIES = "no-vulnerabilities"
    AUTHOR = "author"
    AUTHOR_CONTACT = "author-contact"
    TIMESTAMP = "timestamp"
    TOOL = "tool"
    GENERATION_CONTEXT = "generation-context"
    URI = "uri"
    NAME = "name"
    VERSION = "version"
    SUPPLIER = "supplier"
    CREATOR_CONTACT = "creator-contact"
    IDENTIFIER = "identifier"
    DEPENDENCIES = "dependencies"
    DEPENDENCIES_WITH_COMPLETENESS = "dependencies-with-completeness"
    LICENSE = "license"
    DECLARED_EXPRESSION = "declared-expression"
    CONCLUDED_EXPRESSION = "concluded-expression"
    EFFECTIVE_LICENSE = "effective-license"
    HASH = "hash"
    DEPLOYABLE_SHA512 = "deployable-sha512"
    SOURCE_HASH = "source-hash"
    FILENAME = "filename"
    EXECUTABLE = "executable"
    ARCHIVE = "archive"
    STRUCTURED = "structured"
    SOURCE_URI = "source-uri"
    DEPLOYABLE_URI = "deployable-uri"
    SECURITY_TXT = "security-txt"


BIT = {fact: 1 << at for at, fact in enumerate(Fact)}
"""Facts of a component are added up as plain integers, which are twenty times faster than flags."""

_OF_STATED = {
    Stated.CREATOR_CONTACT: Fact.CREATOR_CONTACT,
    Stated.FILENAME: Fact.FILENAME,
    Stated.DISTRIBUTION_SHA512: Fact.DEPLOYABLE_SHA512,
    Stated.EXECUTABLE: Fact.EXECUTABLE,
    Stated.ARCHIVE: Fact.ARCHIVE,
    Stated.STRUCTURED: Fact.STRUCTURED,
    Stated.SOURCE_URI: Fact.SOURCE_URI,
    Stated.DISTRIBUTION_URI: Fact.DEPLOYABLE_URI,
    Stated.SOURCE_HASH: Fact.SOURCE_HASH,
    Stated.SECURITY_TXT: Fact.SECURITY_TXT,
    Stated.EFFECTIVE_LICENSE: Fact.EFFECTIVE_LICENSE,
}


class Alike(Struct):
    """Components that state the same facts."""

    facts: int
    """Sum of `BIT`s."""
    kind: Kind
    count: int
    first: list[int]
    """Positions of the first few."""


def of_document(inventory: Inventory, formats: Mapping[str, str]) -> frozenset[Fact]:
    """Return what the document states; its format counts where `formats` has it in this version or an earlier one."""
    origin = inventory.origin
    least = formats.get(inventory.format)
    said = {
        Fact.FORMAT: least is not None and _at_least(inventory.spec_version or "", least),
        Fact.NO_VULNERABILITIES: not origin.vulnerabilities_stated,
        Fact.AUTHOR: origin.authors_stated,
        Fact.AUTHOR_CONTACT: origin.contact_stated,
        Fact.TIMESTAMP: origin.timestamp,
        Fact.TOOL: origin.tools,
        Fact.GENERATION_CONTEXT: origin.lifecycle,
        Fact.URI: origin.uri_stated,
    }
    return frozenset(fact for fact, answer in said.items() if answer)


def _at_least(version: str, least: str) -> bool:
    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(".") if part.isdecimal()]

    return numbers(version) >= numbers(least)


def of_components(inventory: Inventory) -> tuple[Alike, ...]:
    """Return the components by what they state: few combinations, however many components there are."""
    linked = {end for edge in inventory.dependencies for end in (edge.source, edge.target)}
    if inventory.edges_known and inventory.subject is not None:
        linked.add(inventory.subject)
    found: dict[tuple[int, Kind], Alike] = {}
    for position, component in enumerate(inventory.components):
        facts = _facts(component, position in linked)
        alike = found.get((facts, component.kind))
        if alike is None:
            alike = found[facts, component.kind] = Alike(facts, component.kind, 0, [])
        alike.count += 1
        if alike.count <= _EXAMPLES:
            alike.first.append(position)
    return tuple(found.values())


def _facts(component: Component, linked: bool) -> int:
    facts = BIT[Fact.NAME] | _flagged(component.stated)
    if component.version and not component.version_is_range:
        facts |= BIT[Fact.VERSION]
    if component.vendor:
        facts |= BIT[Fact.SUPPLIER]
    if component.purl or (component.identifiers and component.identifiers[0].startswith(_IDENTIFIERS)):
        facts |= BIT[Fact.IDENTIFIER]
    if linked:
        facts |= BIT[Fact.DEPENDENCIES]
        if component.stated & Stated.COMPLETENESS:
            facts |= BIT[Fact.DEPENDENCIES_WITH_COMPLETENESS]
    if component.declared:
        facts |= BIT[Fact.LICENSE] | _if_expression(component.declared, Fact.DECLARED_EXPRESSION)
    if component.concluded:
        facts |= BIT[Fact.LICENSE] | _if_expression(component.concluded, Fact.CONCLUDED_EXPRESSION)
    return facts


@cache
def _flagged(stated: Stated) -> int:
    facts = sum(BIT[fact] for flag, fact in _OF_STATED.items() if stated & flag)
    has_hash = stated & (Stated.ANY_HASH | Stated.DISTRIBUTION_SHA512)
    return facts | BIT[Fact.HASH] if has_hash else facts


@cache
def _if_expression(claims: tuple[str, ...], fact: Fact) -> int:
    """Return the fact's bit where every claim is written as SPDX writes it, own `LicenseRef-` included."""
    return BIT[fact] if all(read_claims((claim,)).how in _AS_THE_LIST_WRITES_IT for claim in claims) else 0
