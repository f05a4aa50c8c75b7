"""npm's `package-lock.json` and `npm-shrinkwrap.json`, with the edges that Node.js resolves."""

from collections.abc import Iterator

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._npm import Entry, Names, found_from, name_at, npm_license, npm_purl
from osk_scan.parsers._records import each, json_document
from osk_scan.problems import refused

_ROOT = "."
_MAX_PATH = 4_096
_MAX_DEPTH = 200
"""Levels of nesting in version 1; each is decoded from the text of the one above."""

Place = tuple[str, Entry]
"""JSON pointer and entry."""


class _Lock(Struct, frozen=True, rename="camel"):
    name: str | None = None
    version: str | None = None
    lockfile_version: int = 1
    packages: dict[str, Raw] | None = None
    dependencies: dict[str, Raw] | None = None


class _Nested(Struct, frozen=True):
    """An entry of version 1, which nests what is installed below it."""

    version: str | None = None
    resolved: str | bool | None = None
    dev: bool = False
    optional: bool = False
    requires: Names | bool | None = None
    dependencies: dict[str, Raw] | None = None


def recognises(glance: Glance) -> bool:
    """Tell by `lockfileVersion`, which Bun's text lockfile has too, but with other members."""
    members = glance.json
    return "lockfileVersion" in members and "workspaces" not in members and "configVersion" not in members


def parse(document: Document) -> Inventory:
    """Return the project as subject and one component for each place a package is installed in."""
    lock = json_document(document, _Lock)
    gathering = Gathering("npm_package_lock", str(lock.lockfile_version))
    gathering.edges_known = True
    if lock.packages is not None:
        packages = each(gathering, lock.packages.items(), Entry, "/packages")
        places = dict(_short_enough(gathering, packages))
    else:
        places = dict(_flattened(gathering, lock, document))
    refs = _components(gathering, lock, places)
    _edges(gathering, places, refs)
    return gathering.inventory()


def _short_enough(gathering: Gathering, packages: Iterator[tuple[str, str, Entry]]) -> Iterator[tuple[str, Place]]:
    """Yield the entries whose path can be one; resolving walks up a path folder by folder."""
    for path, pointer, entry in packages:
        if len(path) > _MAX_PATH:
            gathering.quarantine("cap-exceeded", pointer[:200], path, f"a path longer than {_MAX_PATH} characters")
        else:
            yield path, (pointer, entry)


def _flattened(gathering: Gathering, lock: _Lock, document: Document) -> Iterator[tuple[str, Place]]:
    """Yield the entries of version 1 under the paths that later versions write."""
    open_levels = [("", "", lock.dependencies or {})]
    while open_levels:
        folder, where, level = open_levels.pop()
        if folder.count("node_modules/") > _MAX_DEPTH:
            raise refused("cap-exceeded", document.name, f"nested deeper than {_MAX_DEPTH} levels")
        for name, pointer, entry in each(gathering, level.items(), _Nested, f"{where}/dependencies"):
            path = f"{folder}node_modules/{name}"
            yield path, (pointer, _as_entry(entry))
            if entry.dependencies:
                open_levels.append((f"{path}/", pointer, entry.dependencies))


def _as_entry(nested: _Nested) -> Entry:
    requires = nested.requires if isinstance(nested.requires, dict) else None
    name, version = None, nested.version
    if version and version.startswith("npm:"):
        name, _, version = version[4:].rpartition("@")
    return Entry(name=name, version=version, dev=nested.dev, optional=nested.optional, dependencies=requires)


def _components(gathering: Gathering, lock: _Lock, places: dict[str, Place]) -> dict[str, str]:
    """Add the components and return the reference of each path; a link has that of what it points to."""
    refs: dict[str, str] = {}
    for path, (pointer, entry) in places.items():
        if not path:
            refs[path] = _add_project(gathering, lock, pointer, entry)
        elif not entry.link:
            refs[path] = _add_package(gathering, path, pointer, entry)
    if not places.get("") and lock.name:
        refs[""] = _add_project(gathering, lock, "", Entry())
    for path, (_, entry) in places.items():
        if entry.link and isinstance(entry.resolved, str) and entry.resolved in refs:
            refs[path] = refs[entry.resolved]
    return refs


def _add_project(gathering: Gathering, lock: _Lock, pointer: str, entry: Entry) -> str:
    name = entry.name or lock.name
    if not name:
        return ""
    gathering.subject_ref = gathering.add(
        ref=_ROOT,
        name=name,
        version=entry.version or lock.version,
        kind=Kind.APPLICATION,
        declared=npm_license(entry.license),
        where=pointer or "/",
    )
    return _ROOT


def _add_package(gathering: Gathering, path: str, pointer: str, entry: Entry) -> str:
    name = entry.name or name_at(path)
    scope, _, bare = name.rpartition("/")
    ours = "node_modules/" not in path
    return gathering.add(
        ref=path,
        name=bare or name,
        namespace=scope or None,
        version=entry.version,
        purl=None if ours else npm_purl(name, entry.version),
        kind=Kind.APPLICATION if ours else Kind.LIBRARY,
        scope=entry.scope,
        declared=npm_license(entry.license),
        where=pointer,
    )


def _edges(gathering: Gathering, places: dict[str, Place], refs: dict[str, str]) -> None:
    for path, (pointer, entry) in places.items():
        source = refs.get(path)
        if not source or entry.link:
            continue
        for name, scope, must_be_there in entry.needs():
            place = found_from(path, name, places)
            if place is not None or must_be_there:
                gathering.depend(source, refs.get(place or "", name) if place else name, pointer, scope)


PARSER = Parser(
    title="npm package-lock",
    specification="npm documentation, package-lock.json, lockfileVersion 1 to 3",
    versions=("1", "2", "3"),
    example="npm install --package-lock-only",
    recognises=recognises,
    shape="json",
    marks=("lockfileVersion",),
    parse=parse,
)
