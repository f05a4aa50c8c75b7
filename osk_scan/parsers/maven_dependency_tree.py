"""Java dependencies as `mvn dependency:tree` prints them."""

import re

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of
from osk_scan.parsers._maven import SCOPES, Coordinates

_LINE = re.compile(
    r"(?:\[INFO\] )?(?P<indent>(?:[|] {2}| {3})*(?:[+\\]- )?)(?P<said>\(?[\w.-]+(?::[^\s:()]+){3,5})(?P<rest>.*)"
)
_BRANCH = re.compile(r"(?:\[INFO\] )?(?:[|] {2}| {3})*[+\\]- [\w.-]+:[\w.-]+:[\w.-]+:")


def recognises(glance: Glance) -> bool:
    """Tell by a branch of the tree with coordinates at its end."""
    return any(_BRANCH.match(line) for line in glance.lines)


def parse(document: Document) -> Inventory:
    """Return the projects and one component for each artifact; one shown again is merged."""
    gathering = Gathering("maven_dependency_tree")
    gathering.edges_known = True
    path: list[str] = []
    for where, line in lines_of(document):
        found = _LINE.fullmatch(line)
        if not found:
            if _BRANCH.match(line):
                gathering.quarantine("unreadable-entry", where, line, line)
            continue
        depth = len(found["indent"]) // 3
        path = path[:depth]
        path.append(_take(gathering, where, found["said"].lstrip("("), found["rest"], path[-1] if path else ""))
    return gathering.inventory()


def _take(gathering: Gathering, where: str, said: str, rest: str, above: str) -> str:
    """Add what one line says and return its reference; the outermost line is a project and has no scope."""
    parts = said.split(":")
    scope = SCOPES.get(parts[-1], Scope.UNKNOWN) if above else Scope.UNKNOWN
    if above:
        parts = parts[:-1]
    group, artifact, type_ = parts[:3]
    coordinates = Coordinates(group, artifact, type_, ":".join(parts[3:-1]), parts[-1])
    ref = gathering.add(
        ref=coordinates.ref,
        name=artifact,
        namespace=group,
        version=coordinates.version,
        purl=coordinates.purl,
        kind=Kind.LIBRARY if above else Kind.APPLICATION,
        where=where,
    )
    if above:
        scope = Scope.OPTIONAL if "optional" in rest else scope
        gathering.depend(above, ref, where, scope)
    else:
        gathering.subject_ref = gathering.subject_ref or ref
    return ref


PARSER = Parser(
    title="mvn dependency:tree",
    specification="Apache Maven Dependency Plugin, dependency:tree, outputType text",
    versions=(),
    example="mvn dependency:tree -DoutputFile=tree.txt",
    recognises=recognises,
    parse=parse,
)
