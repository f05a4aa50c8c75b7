"""Poetry's lock file."""

from msgspec import Struct

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._depends import Installed
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._python import folded_name, pypi_purl
from osk_scan.parsers._records import nameless
from osk_scan.parsers._toml import has_lines, toml_document, toml_entries


class _Source(Struct, frozen=True):
    type: str | None = None


class _Package(Struct, frozen=True, omit_defaults=True):
    name: str | None = None
    version: str | None = None
    category: str | None = None
    groups: list[str] | None = None
    optional: bool = False
    source: _Source | None = None
    dependencies: dict[str, object] = {}

    @property
    def scope(self) -> Scope:
        """When the package is needed: old locks tell a category, new ones groups."""
        groups = self.groups if self.groups is not None else [self.category or ""]
        if "main" in groups or groups == [""]:
            return Scope.OPTIONAL if self.optional else Scope.RUNTIME
        return Scope.TEST if groups and all(group.startswith("test") for group in groups) else Scope.DEVELOPMENT


def recognises(glance: Glance) -> bool:
    """Tell by the array of packages that state Python versions."""
    return has_lines(glance.head, r"\[\[package\]\]", r"python-versions\s*=")


def parse(document: Document) -> Inventory:
    """Return one component for each package; where several versions of one name are locked, they are alternatives."""
    gathering, locked = Gathering("poetry_lock"), Installed()
    for where, package in toml_entries(gathering, toml_document(document), "package", _Package):
        if not package.name:
            nameless(gathering, where, package)
            continue
        name = folded_name(package.name)
        ours = package.source is not None and package.source.type in ("directory", "file")
        ref = gathering.add(
            ref=f"{name}@{package.version or ''}",
            name=package.name,
            version=package.version,
            purl=None if ours else pypi_purl(name, package.version),
            kind=Kind.LIBRARY,
            scope=package.scope,
            where=where,
        )
        locked.has(ref, name)
        for needed, constraint in package.dependencies.items():
            _need(locked, ref, where, needed, constraint)
    locked.link(gathering)
    return gathering.inventory()


def _need(locked: Installed, ref: str, where: str, needed: str, constraint: object) -> None:
    optional = isinstance(constraint, dict) and constraint.get("optional") is True
    scope = Scope.OPTIONAL if optional else Scope.RUNTIME
    locked.needs(ref, where, ((folded_name(needed),),), scope=scope, must=not optional)


PARSER = Parser(
    title="poetry.lock",
    specification="Poetry documentation, poetry.lock, lock-version 1.0 to 2.1",
    versions=("1.0", "1.1", "2.0", "2.1"),
    example="poetry lock",
    recognises=recognises,
    parse=parse,
)
