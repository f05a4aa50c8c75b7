"""Installed npm packages as `npm ls --all --json` writes them, as a tree."""

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._npm import npm_purl
from osk_scan.parsers._records import each, json_document
from osk_scan.problems import refused

_MAX_DEPTH = 200


class _Node(Struct, frozen=True):
    name: str | None = None
    version: str | None = None
    missing: bool = False
    dependencies: dict[str, Raw] = {}


def recognises(glance: Glance) -> bool:
    """Tell by dependencies that are objects with a version; a package.json has texts, a lockfile more members."""
    members = glance.json
    raw = bytes(members.get("dependencies", b"")).lstrip(b"{ \t\r\n")
    first = raw.partition(b"{")[0]
    is_tree = raw.startswith(b'"') and first.rstrip().endswith(b":") and first.count(b'"') == 2
    return is_tree and "lockfileVersion" not in members and bytes(members.get("version", b'"')).startswith(b'"')


def parse(document: Document) -> Inventory:
    """Return one component for each name and version; where the tree shows one again, that is merged."""
    root = json_document(document, _Node)
    gathering = Gathering("npm_ls_json")
    gathering.edges_known = True
    if root.name:
        gathering.subject_ref = gathering.add(
            ref=".", name=root.name, version=root.version, kind=Kind.APPLICATION, where="/"
        )
    open_nodes = [("." if root.name else "", "", root, 0)]
    while open_nodes:
        above, where, node, depth = open_nodes.pop()
        if depth > _MAX_DEPTH:
            raise refused("cap-exceeded", document.name, f"nested deeper than {_MAX_DEPTH} levels")
        for name, at, entry in each(gathering, node.dependencies.items(), _Node, f"{where}/dependencies"):
            ref = f"{name}@{entry.version}" if entry.version else name
            if above:
                gathering.depend(above, ref, at, Scope.RUNTIME)
            if not entry.missing and (entry.version or entry.dependencies):
                _take(gathering, at, ref, name, entry.version)
                open_nodes.append((ref, at, entry, depth + 1))
    return gathering.inventory()


def _take(gathering: Gathering, where: str, ref: str, name: str, version: str | None) -> None:
    scope, _, bare = name.rpartition("/")
    gathering.add(
        ref=ref,
        name=bare,
        namespace=scope or None,
        version=version,
        purl=npm_purl(name, version),
        kind=Kind.LIBRARY,
        where=where,
    )


PARSER = Parser(
    title="npm ls (JSON)",
    specification="npm documentation, npm-ls, --all --json",
    versions=(),
    example="npm ls --all --json",
    recognises=recognises,
    shape="json",
    marks=("dependencies",),
    parse=parse,
)
