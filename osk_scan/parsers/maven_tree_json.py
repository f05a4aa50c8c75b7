"""Java dependencies as `mvn dependency:tree -DoutputType=json` writes them."""

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._maven import SCOPES, Coordinates
from osk_scan.parsers._records import each, json_document, nameless, numbered
from osk_scan.problems import refused

_MAX_DEPTH = 200


class _Node(Struct, frozen=True, rename="camel"):
    group_id: str = ""
    artifact_id: str = ""
    version: str = ""
    type: str = "jar"
    scope: str = ""
    classifier: str = ""
    optional: str | bool = False
    children: list[Raw] = []


def recognises(glance: Glance) -> bool:
    """Tell by coordinates with the scope and type of a tree's node."""
    return glance.json.keys() >= {"groupId", "artifactId", "version", "type", "scope"}


def parse(document: Document) -> Inventory:
    """Return the project as subject and one component for each artifact; one shown again is merged."""
    root = json_document(document, _Node)
    gathering = Gathering("maven_tree_json")
    gathering.edges_known = True
    gathering.subject_ref = _take(gathering, "/", root, Kind.APPLICATION)
    open_nodes = [(gathering.subject_ref, "", root, 0)]
    while open_nodes:
        above, where, node, depth = open_nodes.pop()
        if depth > _MAX_DEPTH:
            raise refused("cap-exceeded", document.name, f"nested deeper than {_MAX_DEPTH} levels")
        for _, at, child in each(gathering, numbered(node.children), _Node, f"{where}/children"):
            if not child.artifact_id:
                nameless(gathering, at, child)
                continue
            ref = _take(gathering, at, child, Kind.LIBRARY)
            optional = str(child.optional).lower() == "true"
            gathering.depend(above, ref, at, Scope.OPTIONAL if optional else SCOPES.get(child.scope, Scope.UNKNOWN))
            open_nodes.append((ref, at, child, depth + 1))
    return gathering.inventory()


def _take(gathering: Gathering, where: str, node: _Node, kind: Kind) -> str:
    coordinates = Coordinates(node.group_id, node.artifact_id, node.type, node.classifier, node.version)
    return gathering.add(
        ref=coordinates.ref,
        name=node.artifact_id,
        namespace=node.group_id or None,
        version=node.version or None,
        purl=coordinates.purl,
        kind=kind,
        where=where,
    )


PARSER = Parser(
    title="mvn dependency:tree (JSON)",
    specification="Apache Maven Dependency Plugin 3.7, dependency:tree, outputType json",
    versions=(),
    example="mvn dependency:tree -DoutputType=json -DoutputFile=tree.json",
    recognises=recognises,
    shape="json",
    marks=(
        "groupId",
        "artifactId",
    ),
    parse=parse,
)
