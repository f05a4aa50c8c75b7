"""NuGet's `packages.lock.json`."""

import re

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._purls import purl
from osk_scan.parsers._records import each, escaped, json_document, json_part

_FRAMEWORK = re.compile(rb'\{\s*"(?:net|\.NET|MonoAndroid|native|UAP|Xamarin)', re.IGNORECASE)


class _Lock(Struct, frozen=True):
    version: int
    dependencies: dict[str, Raw] = {}


class _Entry(Struct, frozen=True):
    type: str | None = None
    resolved: str | None = None
    dependencies: dict[str, str] = {}


def recognises(glance: Glance) -> bool:
    """Tell by a numbered version and a framework as the first key."""
    members = glance.json
    dependencies = bytes(members.get("dependencies", b""))
    is_lock = bytes(members.get("version", b"")).isdigit() and "lockfileVersion" not in members
    return is_lock and bool(_FRAMEWORK.match(dependencies))


def parse(document: Document) -> Inventory:
    """Return one component for each package and version; what several frameworks share is merged."""
    lock = json_document(document, _Lock)
    gathering = Gathering("nuget_packages_lock", str(lock.version))
    gathering.edges_known = True
    for framework, raw in lock.dependencies.items():
        where = f"/dependencies/{escaped(framework)}"
        found = list(each(gathering, json_part(document, raw, dict[str, Raw]).items(), _Entry, where))
        refs = {name.lower(): f"{name}@{entry.resolved or ''}" for name, _, entry in found}
        for name, at, entry in found:
            _take(gathering, at, name, entry)
            for needed in entry.dependencies:
                gathering.depend(refs[name.lower()], refs.get(needed.lower(), needed), at, Scope.RUNTIME)
    return gathering.inventory()


def _take(gathering: Gathering, where: str, name: str, entry: _Entry) -> None:
    ours = entry.type == "Project"
    gathering.add(
        ref=f"{name}@{entry.resolved or ''}",
        name=name,
        version=entry.resolved,
        purl=None if ours else purl("nuget", name, entry.resolved),
        kind=Kind.APPLICATION if ours else Kind.LIBRARY,
        where=where,
    )


PARSER = Parser(
    title="NuGet packages.lock.json",
    specification="NuGet documentation, Enable repeatable package restores using a lock file",
    versions=("1", "2"),
    example="dotnet restore --use-lock-file",
    recognises=recognises,
    shape="json",
    marks=(
        "version",
        "dependencies",
    ),
    parse=parse,
)
