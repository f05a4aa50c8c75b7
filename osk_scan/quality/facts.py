"""What a document states about itself and each of its components, as the facts that profiles ask for."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache

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
"""Facts of a component are plain integers: flags and their hashes are made in Python, which is twenty times slower."""

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


_VERSION, _SUPPLIER, _IDENTIFIER, _LICENSE = (
    BIT[fact] for fact in (Fact.VERSION, Fact.SUPPLIER, Fact.IDENTIFIER, Fact.LICENSE)
)
_DECLARED, _CONCLUDED = _LICENSE | BIT[Fact.DECLARED_EXPRESSION], _LICENSE | BIT[Fact.CONCLUDED_EXPRESSION]


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
    found: dict[tuple[int, int], Alike] = {}
    for position, component in enumerate(inventory.components):
        key = _facts(component, position in linked), int(component.kind)  # an Enum is hashed in Python
        alike = found.get(key)
        if alike is None:
            alike = found[key] = Alike(key[0], component.kind, 0, [])
        alike.count += 1
        if alike.count <= _EXAMPLES:
            alike.first.append(position)
    return tuple(found.values())


def _facts(component: Component, linked: bool) -> int:
    facts = _flagged(int(component.stated), linked)
    if component.version and not component.version_is_range:
        facts |= _VERSION
    if component.vendor:
        facts |= _SUPPLIER
    if component.purl or any(one.startswith(_IDENTIFIERS) for one in component.identifiers):
        facts |= _IDENTIFIER
    if component.declared:
        facts |= _DECLARED if _is_expression(component.declared) else _LICENSE
    if component.concluded:
        facts |= _CONCLUDED if _is_expression(component.concluded) else _LICENSE
    return facts


@cache
def _flagged(stated: int, linked: bool) -> int:
    """Return what follows from the flags, of which there are few combinations."""
    facts = BIT[Fact.NAME] + sum(BIT[fact] for flag, fact in _OF_STATED.items() if stated & flag)
    if stated & (Stated.ANY_HASH | Stated.DISTRIBUTION_SHA512):
        facts += BIT[Fact.HASH]
    if linked:
        facts += BIT[Fact.DEPENDENCIES]
    if linked and stated & Stated.COMPLETENESS:
        facts += BIT[Fact.DEPENDENCIES_WITH_COMPLETENESS]
    return facts


@lru_cache(maxsize=65536)
def _is_expression(claims: tuple[str, ...]) -> bool:
    """Tell whether every claim is written as SPDX writes it, own `LicenseRef-` included."""
    return all(read_claims((claim,)).how in _AS_THE_LIST_WRITES_IT for claim in claims)
