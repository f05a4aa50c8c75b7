"""The lock file of Python's standard, `pylock.toml`."""

from msgspec import Struct

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._depends import Installed
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._python import folded_name, pypi_purl
from osk_scan.parsers._records import nameless
from osk_scan.parsers._toml import has_lines, toml_document, toml_entries


class _Needed(Struct, frozen=True):
    name: str | None = None


class _Package(Struct, frozen=True, omit_defaults=True):
    name: str | None = None
    version: str | None = None
    dependencies: list[_Needed] | None = None
    directory: dict[str, object] | None = None
    vcs: dict[str, object] | None = None


def recognises(glance: Glance) -> bool:
    """Tell by the lock version and the array of packages."""
    return has_lines(glance.head, r"lock-version\s*=", r"\[\[packages\]\]")


def parse(document: Document) -> Inventory:
    """Return one component for each package; edges only where the tool that locked wrote them."""
    data = toml_document(document)
    version = data.get("lock-version")
    gathering, locked, told = (
        Gathering("pylock_toml", version if isinstance(version, str) else None),
        Installed(),
        False,
    )
    for where, package in toml_entries(gathering, data, "packages", _Package):
        if not package.name:
            nameless(gathering, where, package)
            continue
        name, told = folded_name(package.name), told or package.dependencies is not None
        ref = gathering.add(
            ref=f"{name}@{package.version or ''}",
            name=package.name,
            version=package.version,
            purl=None if package.directory else pypi_purl(name, package.version),
            kind=Kind.LIBRARY,
            where=where,
        )
        locked.has(ref, name)
        needs = tuple((folded_name(needed.name),) for needed in package.dependencies or () if needed.name)
        locked.needs(ref, where, needs)
    if told:
        locked.link(gathering)
    return gathering.inventory()


PARSER = Parser(
    title="pylock.toml",
    specification="Python Packaging User Guide, pylock.toml Specification (PEP 751)",
    versions=("1.0",),
    example="uv export --format pylock.toml",
    recognises=recognises,
    parse=parse,
)
