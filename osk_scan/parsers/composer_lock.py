"""Composer's lock file."""

import re

from msgspec import Raw, Struct, field

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._depends import Installed
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._npm import choice
from osk_scan.parsers._purls import purl
from osk_scan.parsers._records import each, json_document, nameless, numbered

_PLATFORM = re.compile(r"php(?:-.*)?|hhvm|(?:ext|lib)-.*|composer(?:-.*)?")


class _Lock(Struct, frozen=True):
    packages: list[Raw] = []
    development: list[Raw] | None = field(name="packages-dev", default=None)


class _Package(Struct, frozen=True, omit_defaults=True):
    name: str | None = None
    version: str | None = None
    license: list[str] | str | None = None
    require: dict[str, str] | list[str] = {}
    provide: dict[str, str] | list[str] = {}
    replace: dict[str, str] | list[str] = {}


def recognises(glance: Glance) -> bool:
    """Tell by the content hash, or by packages beside development packages."""
    return glance.json.keys() >= {"packages", "content-hash"} or glance.json.keys() >= {"packages", "packages-dev"}


def parse(document: Document) -> Inventory:
    """Return one component for each package; what PHP itself brings is no component and no edge."""
    lock = json_document(document, _Lock)
    gathering, locked = Gathering("composer_lock"), Installed()
    for group, listed in (("packages", lock.packages), ("packages-dev", lock.development or [])):
        scope = Scope.RUNTIME if group == "packages" else Scope.DEVELOPMENT
        for _, where, package in each(gathering, numbered(listed), _Package, f"/{group}"):
            if package.name:
                _take(gathering, locked, where, package.name, package, scope)
            else:
                nameless(gathering, where, package)
    locked.link(gathering)
    return gathering.inventory()


def _take(gathering: Gathering, locked: Installed, where: str, name: str, package: _Package, scope: Scope) -> None:
    vendor, _, bare = name.rpartition("/")
    claims = [package.license] if isinstance(package.license, str) else package.license
    ref = gathering.add(
        ref=f"{name}@{package.version or ''}",
        name=bare,
        namespace=vendor or None,
        version=package.version,
        purl=purl("composer", bare.lower(), package.version, vendor.lower()),
        kind=Kind.LIBRARY,
        scope=scope,
        declared=None if claims is None else (choice(claims),) if claims else (),
        where=where,
    )
    locked.has(ref, name.lower(), provides=tuple(other.lower() for other in (*package.provide, *package.replace)))
    needs = tuple((needed.lower(),) for needed in package.require if not _PLATFORM.fullmatch(needed))
    locked.needs(ref, where, needs)


PARSER = Parser(
    title="composer.lock",
    specification="Composer documentation, composer.lock; a list of licenses is a choice (The composer.json schema)",
    versions=(),
    example="composer update --lock",
    recognises=recognises,
    shape="json",
    marks=(
        "packages",
        "content-hash",
    ),
    parse=parse,
)
