"""uv's lock file, with the projects of its workspace."""

from msgspec import Struct, field

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._depends import Installed
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._python import folded_name, pypi_purl
from osk_scan.parsers._records import nameless
from osk_scan.parsers._toml import has_lines, toml_document, toml_entries

_OURS = ("virtual", "editable", "directory", "path")


class _Needed(Struct, frozen=True):
    name: str
    version: str | None = None


class _Package(Struct, frozen=True, omit_defaults=True):
    name: str | None = None
    version: str | None = None
    source: dict[str, str | bool] = {}
    dependencies: list[_Needed] = []
    optional: dict[str, list[_Needed]] = field(name="optional-dependencies", default={})
    development: dict[str, list[_Needed]] = field(name="dev-dependencies", default={})


def recognises(glance: Glance) -> bool:
    """Tell by the array of packages whose sources are tables."""
    return has_lines(glance.head, r"\[\[package\]\]", r"source\s*=\s*\{")


def parse(document: Document) -> Inventory:
    """Return one component for each package; the project in the same folder is the subject."""
    gathering, locked = Gathering("uv_lock"), Installed()
    for where, package in toml_entries(gathering, toml_document(document), "package", _Package):
        if package.name:
            _take(gathering, locked, where, package.name, package)
        else:
            nameless(gathering, where, package)
    locked.link(gathering)
    return gathering.inventory()


def _take(gathering: Gathering, locked: Installed, where: str, name: str, package: _Package) -> None:
    ours = any(key in package.source for key in _OURS)
    ref = gathering.add(
        ref=f"{name}@{package.version or ''}",
        name=name,
        version=package.version,
        purl=None if ours else pypi_purl(name, package.version),
        kind=Kind.APPLICATION if ours else Kind.LIBRARY,
        where=where,
    )
    if ours and "." in package.source.values():
        gathering.subject_ref = ref
    locked.has(ref, folded_name(name))
    locked.has(ref, f"{folded_name(name)}@{package.version}")
    _need(locked, ref, where, package.dependencies, Scope.RUNTIME)
    for needed in package.optional.values():
        _need(locked, ref, where, needed, Scope.OPTIONAL)
    for needed in package.development.values():
        _need(locked, ref, where, needed, Scope.DEVELOPMENT)


def _need(locked: Installed, ref: str, where: str, needed: list[_Needed], scope: Scope) -> None:
    """Note needs; where forks of the resolution lock several versions, uv writes the one that is meant."""
    names = (folded_name(one.name) + (f"@{one.version}" if one.version else "") for one in needed)
    locked.needs(ref, where, tuple((name,) for name in names), scope=scope)


PARSER = Parser(
    title="uv.lock",
    specification="uv documentation, Locking and syncing; lockfile version 1",
    versions=("1",),
    example="uv lock",
    recognises=recognises,
    parse=parse,
)
