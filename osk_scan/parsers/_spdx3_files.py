"""What SPDX 3 says of a package through its files and sources, the way BSI TR-03183-2 wants it said."""

from collections.abc import Iterable

from osk_scan.model import Stated
from osk_scan.parsers._spdx3 import Element, Graph, listed, relationship_type

_STRUCTURED = frozenset({"container", "firmware"})
_EFFECTIVE = ("hasEffectiveLicense", "hasEffectiveLicence")


def stated_by_relationships(relationships: Iterable[Element], graph: Graph) -> dict[str, Stated]:
    """Return by package what is stated of it elsewhere in the graph.

    Source: BSI TR-03183-2 v2.1.0, section 8.2, mapping to SPDX 3.0.1.
    """
    found: dict[str, Stated] = {}
    for element in relationships:
        source = element.source or ""
        match relationship_type(element.relationship):
            case "hasDistributionArtifact":
                for file in graph.elements(element.targets):
                    found[source] = found.get(source, Stated.NOTHING) | _of_file(file)
            case "generates":
                origin = graph.get(source)
                for target in listed(element.targets) if origin and origin.purpose == "source" else ():
                    found[target] = found.get(target, Stated.NOTHING) | _of_source(origin)
            case "other" if element.comment in _EFFECTIVE:
                found[source] = found.get(source, Stated.NOTHING) | Stated.EFFECTIVE_LICENSE
            case _ if element.completeness in ("complete", "incomplete", "noAssertion"):
                found[source] = found.get(source, Stated.NOTHING) | _of_completeness(element)
    return found


def _of_file(file: Element) -> Stated:
    """Return what a distributed file states; a purpose that is not in its list of purposes is stated as not there."""
    said = Stated.FILENAME if file.name else Stated.NOTHING
    algorithms = {checksum.algorithm for checksum in file.checksums or ()}
    if algorithms:
        said |= Stated.ANY_HASH
    if "sha512" in algorithms:
        said |= Stated.DISTRIBUTION_SHA512
    if file.purposes:
        said |= Stated.EXECUTABLE | Stated.ARCHIVE
        said |= Stated.STRUCTURED if _STRUCTURED & set(listed(file.purposes)) else Stated.NOTHING
    if any(reference.type == "binaryArtifact" for reference in file.references or ()):
        said |= Stated.DISTRIBUTION_URI
    return said


def _of_source(source: Element | None) -> Stated:
    said = Stated.NOTHING
    if source and any((reference.type or "").lower() == "sourceartifact" for reference in source.references or ()):
        said |= Stated.SOURCE_URI
    if source and source.checksums:
        said |= Stated.SOURCE_HASH
    return said


def _of_completeness(element: Element) -> Stated:
    kinds = ("dependsOn", "contains")
    return Stated.COMPLETENESS if relationship_type(element.relationship) in kinds else Stated.NOTHING
