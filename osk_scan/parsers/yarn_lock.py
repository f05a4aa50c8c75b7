"""The lockfile of Yarn 1."""

import re
from collections.abc import Iterator

from msgspec import Struct

from osk_scan.model import Document, Inventory, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of
from osk_scan.parsers._yarn import Described, name_in

_PAIR = re.compile(r'\s*("[^"]*"|[^\s"]+)\s+("[^"]*"|\S+)\s*')
_SCOPES = {"dependencies:": Scope.RUNTIME, "optionalDependencies:": Scope.OPTIONAL}


class _Entry(Struct):
    where: str
    descriptors: list[str]
    version: str | None = None
    needs: list[tuple[str, str, Scope]] = []


def recognises(glance: Glance) -> bool:
    """Tell by the heading, or by an entry with an indented version below it."""
    if "# yarn lockfile v1" in glance.head[:400]:
        return True
    return bool(re.match(r'(?:#.*\n\s*)*"?@?[\w./-]+@[^\n]*:\n  "?(?:version|resolved|integrity)"? ', glance.head))


def parse(document: Document) -> Inventory:
    """Return one component for each entry, linked by the descriptors they ask for each other with."""
    gathering = Gathering("yarn_lock", "1")
    described = Described(gathering)
    for entry in _entries(gathering, document):
        ref = described.add(entry.descriptors, name_in(entry.descriptors[0]), entry.version, entry.where)
        for name, wanted, scope in entry.needs:
            described.needs(ref, entry.where, name, wanted, scope, must=scope is not Scope.OPTIONAL)
    described.link()
    return gathering.inventory()


def _entries(gathering: Gathering, document: Document) -> Iterator[_Entry]:
    entry, scope = None, None
    for where, line in lines_of(document):
        if line.startswith("#"):
            continue
        if not line[0].isspace():
            if entry:
                yield entry
            entry, scope = _begun(gathering, where, line), None
        elif entry and not line.startswith("    "):
            scope = _SCOPES.get(line.strip())
            found = _PAIR.fullmatch(line)
            if found and found[1].strip('"') == "version":
                entry.version = found[2].strip('"')
        elif entry and scope is not None and (found := _PAIR.fullmatch(line)):
            entry.needs.append((found[1].strip('"'), found[2].strip('"'), scope))
    if entry:
        yield entry


def _begun(gathering: Gathering, where: str, line: str) -> _Entry | None:
    descriptors = [part.strip().strip('"') for part in line.rstrip(":").split(",")]
    if not line.endswith(":") or not all("@" in part for part in descriptors):
        gathering.quarantine("unreadable-entry", where, line, line)
        return None
    return _Entry(where, descriptors, None, [])


PARSER = Parser(
    title="yarn.lock (Yarn 1)",
    specification="Yarn Classic documentation, yarn.lock",
    versions=("1",),
    example="yarn install",
    recognises=recognises,
    parse=parse,
)
