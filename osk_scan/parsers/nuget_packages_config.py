"""NuGet's and Chocolatey's `packages.config`."""

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._elements import elements
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._purls import purl
from osk_scan.parsers._xml import Element

_CHOCOLATEY = frozenset({"source", "installArguments", "packageParameters", "pinPackage", "prerelease", "forceX86"})
"""Attributes that only Chocolatey has; Source: Chocolatey documentation, install, packages.config."""


def recognises(glance: Glance) -> bool:
    """Tell by the root and packages with an id."""
    return glance.xml_root[1] == "packages" and "<package" in glance.head.replace("<packages", "")


def parse(document: Document) -> Inventory:
    """Return one component for each package; which of the two wrote the file is told by all of them together."""
    gathering = Gathering("nuget_packages_config")
    found = elements(document.content, document.name, "package")
    listed = [_attributes(element) for event, element in found if event == "end"]
    chocolatey = any(map(_is_chocolatey, listed))
    for number, said in enumerate(listed, 1):
        _take(gathering, f"/packages/package[{number}]", said, chocolatey)
    return gathering.inventory()


def _attributes(element: Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.items()}


def _is_chocolatey(said: dict[str, str]) -> bool:
    """Tell by an attribute, by a version left out, which NuGet demands, or by Chocolatey, which lists itself."""
    name = said.get("id", "").lower()
    return not _CHOCOLATEY.isdisjoint(said) or (name != "" and "version" not in said) or name == "chocolatey"


def _take(gathering: Gathering, where: str, said: dict[str, str], chocolatey: bool) -> None:
    name, version = said.get("id"), said.get("version") or None
    if not name:
        gathering.quarantine("missing-name", where, version or "")
        return
    gathering.add(
        ref=f"{name}@{version or ''}",
        name=name,
        version=version,
        purl=None if chocolatey else purl("nuget", name, version),
        kind=Kind.APPLICATION if chocolatey else Kind.LIBRARY,
        scope=Scope.DEVELOPMENT if said.get("developmentDependency") == "true" else Scope.UNKNOWN,
        identifiers=(f"chocolatey:{name.lower()}",) if chocolatey else (),
        where=where,
    )


PARSER = Parser(
    title="packages.config",
    specification="NuGet documentation, packages.config reference; Chocolatey documentation, install",
    versions=(),
    example="choco export packages.config --include-version-numbers",
    recognises=recognises,
    shape="xml",
    marks=("packages",),
    parse=parse,
)
