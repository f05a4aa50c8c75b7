"""pnpm's lockfile, versions 5 to 9."""

import re
from collections.abc import Iterator

from msgspec import Struct

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._npm import npm_purl
from osk_scan.parsers._toml import has_lines
from osk_scan.parsers._yaml import fitting, mapping, yaml_document

_KEYS = (
    re.compile(r"/?(?P<name>(?:@[^/]+/)?[^@/]+)@(?P<version>[^(]+)(?:\(.*)?"),
    re.compile(r"(?:[\w-]+\.[\w.-]+)?/(?P<name>(?:@[^/]+/)?[^@/]+)/(?P<version>\d[^/(_]*)(?:[_(].*)?"),
)
"""Keys of versions 6 to 9 and of version 5, which may begin with a host; peers stand behind."""
_GROUPS = (
    ("dependencies", Scope.RUNTIME),
    ("optionalDependencies", Scope.OPTIONAL),
    ("devDependencies", Scope.DEVELOPMENT),
)


class _Package(Struct, frozen=True):
    name: str | None = None
    version: str | None = None
    dev: bool | None = None
    optional: bool | None = None

    @property
    def scope(self) -> Scope:
        """When the package is needed; from version 9 the lockfile no longer says."""
        if self.dev is None and self.optional is None:
            return Scope.UNKNOWN
        return Scope.DEVELOPMENT if self.dev else Scope.OPTIONAL if self.optional else Scope.RUNTIME


def recognises(glance: Glance) -> bool:
    """Tell by the lockfile's version and a member that only pnpm has."""
    return has_lines(
        glance.head, r"lockfileVersion:\s*['\"]?\d", r"(?:importers|packages|specifiers|settings|dependencies):"
    )


def parse(document: Document) -> Inventory:
    """Return one component for each key under `packages`; importers are the project's own."""
    data = yaml_document(document)
    version = str(data.get("lockfileVersion", ""))
    gathering = Gathering("pnpm_lock", version or None)
    gathering.edges_known = True
    for key, value in mapping(data.get("packages")).items():
        _take(gathering, key, value)
    shots = mapping(data.get("snapshots")) or mapping(data.get("packages"))
    for key, value in shots.items():
        source = key if gathering.knows(key) else key.partition("(")[0]
        _edges(gathering, source, f"/packages/{source}", mapping(value))
    for path, importer in _importers(data):
        ref = gathering.add(
            ref=f"importer {path}", name=f"importer {path}", kind=Kind.APPLICATION, where=f"/importers/{path}"
        )
        gathering.subject_ref = ref if path == "." else gathering.subject_ref
        _edges(gathering, ref, f"/importers/{path}", importer)
    return gathering.inventory()


def _importers(data: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    if "importers" in data:
        for path, importer in mapping(data["importers"]).items():
            yield path, mapping(importer)
    elif any(group in data for group, _ in _GROUPS):
        yield ".", data


def _take(gathering: Gathering, key: str, value: object) -> None:
    where = f"/packages/{key}"
    package = fitting(gathering, where, value, _Package)
    if package is None:
        return
    found = next((match for pattern in _KEYS if (match := pattern.fullmatch(key))), None)
    name = package.name or (found["name"] if found else None)
    if name is None:
        gathering.quarantine("missing-name", where, key)
        return
    version = package.version or (found["version"] if found else None)
    scope, _, bare = name.rpartition("/")
    gathering.add(
        ref=key,
        name=bare,
        namespace=scope or None,
        version=version,
        purl=npm_purl(name, version),
        kind=Kind.LIBRARY,
        scope=package.scope,
        where=where,
    )


def _edges(gathering: Gathering, source: str, where: str, entry: dict[str, object]) -> None:
    for group, scope in _GROUPS:
        for name, wanted in mapping(entry.get(group)).items():
            version = mapping(wanted).get("version", "") if isinstance(wanted, dict) else wanted
            target = _key_of(gathering, name, str(version))
            if target:
                gathering.depend(source, target, where, scope)


def _key_of(gathering: Gathering, name: str, version: str) -> str | None:
    """Return the key under `packages` that a dependency's version leads to; a link leads to a folder of ours."""
    if version.startswith(("link:", "workspace:", "file:..")):
        return None
    bare = version.partition("(")[0]
    for key in (version, f"/{name}/{version}", f"/{name}@{version}", f"{name}@{version}", f"{name}@{bare}", bare):
        if gathering.knows(key):
            return key
    return f"{name}@{version}"


PARSER = Parser(
    title="pnpm-lock",
    specification="pnpm documentation, pnpm-lock.yaml; lockfile versions 5.1 to 9.0",
    versions=("5.1", "5.2", "5.3", "5.4", "6.0", "6.1", "9.0"),
    example="pnpm install --lockfile-only",
    recognises=recognises,
    parse=parse,
)
