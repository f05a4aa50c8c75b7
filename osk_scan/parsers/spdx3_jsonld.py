"""SPDX 3.0 as JSON-LD: a graph whose packages, licenses, agents and relationships are nodes of their own."""

import re
from collections import Counter

from msgspec import Raw, Struct, field

from osk_scan.model import Document, Inventory, Kind, Origin, Scope, Stated
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._entries import quarantine, tell, tell_duplicates
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._reading import NOTHING, Reader, Unreadable, json_bytes, members, outermost, shown, stated
from osk_scan.parsers._spdx3 import (
    FILES,
    KINDS,
    NEEDS,
    PACKAGES,
    SCOPES,
    Element,
    Graph,
    identities,
    is_no_assertion,
    is_none,
    listed,
    relationship_type,
    stated_fields,
)
from osk_scan.parsers._spdx3_files import stated_by_relationships

VERSIONS = ("3.0", "3.0.0", "3.0.1")

_CONTEXT = re.compile(r"spdx-context\.jsonld|spdx\.org/rdf/v?3")
_MARK = re.compile(r'"@context"\s*:\s*(?:\[\s*)?"[^"]*(?:spdx-context\.jsonld|spdx\.org/rdf/v?3)')
_SILENT = frozenset({"describes", "hasDeclaredLicense", "hasConcludedLicense", "hasDistributionArtifact"})


class _Outermost(Struct):
    graph: list[Raw] | None = field(name="@graph", default=None)


_outermost = Reader(_Outermost, "@graph")
_element = Reader(Element, "type")
_Placed = tuple[Element, str]


def recognises(glance: Glance) -> bool:
    """Tell whether the context is SPDX 3's; of a broken document, whether its head says so."""
    if glance.json:
        return bool(_CONTEXT.search(shown(glance.json.get("@context", NOTHING))))
    return glance.head.startswith("{") and bool(_MARK.search(glance.head))


def parse(document: Document) -> Inventory:
    """Return what an SPDX 3 JSON-LD document says."""
    top, _ = outermost(document, _outermost)
    gathering = Gathering("spdx3_jsonld")
    tell_duplicates(gathering, document.content)
    raws = top.graph if top.graph is not None else [Raw(json_bytes(document))]
    placed = _read_elements(gathering, raws, "/@graph" if top.graph is not None else "")
    graph = Graph(element for element, _ in placed)
    relationships = [(element, where) for element, where in placed if element.relationship]
    _gather_version(gathering, placed)
    _gather_origin(gathering, placed, graph)
    _gather_packages(gathering, placed, graph, _claims(relationships, graph))
    _gather_subject(gathering, placed, relationships)
    _gather_relationships(gathering, relationships, graph)
    return gathering.inventory()


def _read_elements(gathering: Gathering, raws: list[Raw], folder: str) -> list[_Placed]:
    placed: list[_Placed] = []
    for at, raw in enumerate(raws):
        where = f"{folder}/{at}" if folder else "/"
        try:
            element, dropped = _element.read(raw)
        except Unreadable as fault:
            if shown(members(raw).get("type", NOTHING)).strip('"') in PACKAGES:
                quarantine(gathering, fault, raw, where)
            else:
                gathering.problem(fault.kind, where + fault.pointer, None, str(fault))
            continue
        tell(gathering, dropped, where, element.name)
        if element.type in PACKAGES and not (element.name or "").strip():
            gathering.quarantine("missing-name", where, shown(raw))
            continue
        placed.append((element, where))
    return placed


def _gather_version(gathering: Gathering, placed: list[_Placed]) -> None:
    gathering.spec_version = next((element.spec_version for element, _ in placed if element.spec_version), None)
    if gathering.spec_version and gathering.spec_version not in VERSIONS:
        gathering.problem("newer-version", "/@graph", None, gathering.spec_version)


def _gather_origin(gathering: Gathering, placed: list[_Placed], graph: Graph) -> None:
    documents = [element for element, _ in placed if element.type == "SpdxDocument"]
    info = _creation_info(documents[0], graph) if documents else None
    if info is None:
        info = next((element for element, _ in placed if element.type == "CreationInfo"), None)
    if info is not None:
        gathering.origin = Origin(
            authors_stated=bool(listed(info.created_by)),
            contact_stated=graph.reachable(info.created_by),
            timestamp=info.created,
            tools=tuple(graph.names(info.created_using)),
            lifecycle=next((type_ for element, _ in placed for type_ in listed(element.sbom_types)), None),
            uri_stated=any("://" in (document.id or "") for document in documents),
        )


def _creation_info(document: Element, graph: Graph) -> Element | None:
    """Return the creation info that `document` points to or holds."""
    if not stated(document.creation_info):
        return None
    try:
        return _element.read(document.creation_info)[0]
    except Unreadable:
        return graph.get(shown(document.creation_info).strip('"'))


def _claims(relationships: list[_Placed], graph: Graph) -> dict[tuple[str, str], tuple[str, ...] | None]:
    """Return by (relationship type, element) the licenses stated; `NONE` alone says that there are none."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for element, _ in relationships:
        kind = relationship_type(element.relationship)
        if kind in ("hasDeclaredLicense", "hasConcludedLicense") and element.source:
            texts = found.setdefault((kind, element.source), {})
            texts.update((graph.license(ref), None) for ref in listed(element.targets))
    return {key: _claim(texts) for key, texts in found.items()}


def _claim(texts: dict[str, None]) -> tuple[str, ...] | None:
    claims = tuple(text for text in texts if text not in ("NONE", "NOASSERTION"))
    return claims if claims or "NONE" in texts else None


def _gather_packages(
    gathering: Gathering,
    placed: list[_Placed],
    graph: Graph,
    claims: dict[tuple[str, str], tuple[str, ...] | None],
) -> None:
    needed = {
        ref
        for element, _ in placed
        if relationship_type(element.relationship) in NEEDS
        for ref in (element.source or "", *listed(element.targets))
    }
    elsewhere = stated_by_relationships((element for element, _ in placed if element.relationship), graph)
    for element, where in placed:
        is_file = element.type in FILES and element.id in needed and bool(element.name)
        if element.type not in PACKAGES and not is_file:
            continue
        purl, identifiers = identities(element)
        suppliers = graph.names(element.supplied_by) or graph.names(element.originated_by)
        gathering.add(
            ref=element.id or where,
            name=element.name or "",
            version=element.version or None,
            purl=purl,
            vendor=suppliers[0] if suppliers else None,
            kind=KINDS.get(element.purpose or "", Kind.FILE if is_file else PACKAGES.get(element.type, Kind.UNKNOWN)),
            declared=claims.get(("hasDeclaredLicense", element.id or "")),
            concluded=claims.get(("hasConcludedLicense", element.id or "")),
            identifiers=identifiers,
            stated=stated_fields(element, graph) | elsewhere.get(element.id or "", Stated.NOTHING),
            where=where,
        )


def _gather_subject(gathering: Gathering, placed: list[_Placed], relationships: list[_Placed]) -> None:
    """Find the one package that the document, or the SBOM in it, is about."""
    about: dict[str, None] = {}
    for element, _ in placed:
        if element.type in ("SpdxDocument", "software_Sbom", "Bom"):
            about.update(dict.fromkeys(listed(element.root)))
    for element, _ in relationships:
        if relationship_type(element.relationship) == "describes":
            about.update(dict.fromkeys(listed(element.targets)))
    packages = [ref for ref in about if gathering.knows(ref)]
    if len(packages) == 1:
        gathering.subject_ref = packages[0]


def _gather_relationships(gathering: Gathering, relationships: list[_Placed], graph: Graph) -> None:
    untold: Counter[str] = Counter()
    for element, where in relationships:
        kind = relationship_type(element.relationship)
        if not element.source or kind in _SILENT:
            continue
        targets = [ref for ref in listed(element.targets) if not is_no_assertion(ref) and not _is_agent(graph, ref)]
        if kind in NEEDS:
            _gather_need(gathering, element, kind, targets, where)
        elif kind == "contains":
            for target in targets:
                if _is_package(graph, element.source) and _is_package(graph, target):
                    gathering.contain(element.source, target, where)
        else:
            untold[kind] += 1
    for kind, number in sorted(untold.items()):
        gathering.problem("not-read", "/@graph", None, f"{number} × {kind}")


def _gather_need(gathering: Gathering, element: Element, kind: str, targets: list[str], where: str) -> None:
    scope, relation = NEEDS[kind]
    scope = SCOPES.get(element.scope or "", scope) if scope in (Scope.UNKNOWN, Scope.BUILD) else scope
    source = element.source or ""
    if targets or element.completeness == "complete":
        gathering.edges_known = True
    if kind == "dependsOn" and element.completeness == "complete":
        gathering.complete([source])
    for target in targets:
        if not is_none(target):
            gathering.depend(source, target, where, scope, relation)


def _is_agent(graph: Graph, ref: str) -> bool:
    """Tell whether `ref` is a tool, a person or another node that can never be a component."""
    element = graph.get(ref)
    return element is not None and element.type not in PACKAGES and element.type not in FILES


def _is_package(graph: Graph, ref: str) -> bool:
    element = graph.get(ref)
    return element is None or element.type in PACKAGES


PARSER = Parser(
    title="SPDX 3 JSON-LD",
    specification="SPDX Specification 3.0.1",
    versions=VERSIONS,
    example="pixi-sbom --format spdx-3.0-jsonld",
    recognises=recognises,
    shape="json",
    marks=("@context",),
    parse=parse,
)
