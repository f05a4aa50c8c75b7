"""Gradle's dependency lockfile."""

import re

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries
from osk_scan.parsers._maven import Coordinates

_ENTRY = re.compile(r"([^\s:=#]+):([^\s:=]+):([^\s:=]+)=(.*)")
_FURNITURE = re.compile(r"#|empty=")


def recognises(glance: Glance) -> bool:
    """Tell by Gradle's heading, or by coordinates with the configurations they are locked for."""
    lines = [line for line in glance.lines if not line.startswith("#")]
    heading = "Gradle generated file for dependency locking" in glance.head[:400]
    return heading or (bool(lines) and all(_ENTRY.fullmatch(line) or line.startswith("empty=") for line in lines))


def parse(document: Document) -> Inventory:
    """Return one component for each module; the configurations tell when it is needed."""
    gathering = Gathering("gradle_lockfile")
    for where, found in entries(gathering, document, _ENTRY, _FURNITURE):
        coordinates = Coordinates(found[1], found[2], "jar", "", found[3])
        gathering.add(
            ref=coordinates.ref,
            name=found[2],
            namespace=found[1],
            version=found[3],
            purl=coordinates.purl,
            kind=Kind.LIBRARY,
            scope=_scope(found[4].split(",")),
            where=where,
        )
    return gathering.inventory()


def _scope(configurations: list[str]) -> Scope:
    ours = [name.strip() for name in configurations if not name.strip().lower().startswith("test")]
    if not ours:
        return Scope.TEST
    if any("runtime" in name.lower() for name in ours):
        return Scope.RUNTIME
    return Scope.BUILD if all("annotationprocessor" in name.lower() for name in ours) else Scope.PROVIDED


PARSER = Parser(
    title="gradle.lockfile",
    specification="Gradle User Manual, Locking Versions",
    versions=(),
    example="gradle dependencies --write-locks",
    recognises=recognises,
    parse=parse,
)
