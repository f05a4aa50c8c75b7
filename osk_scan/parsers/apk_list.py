"""Installed Alpine packages as `apk list --installed` and `apk info -v` print them."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries, mostly
from osk_scan.parsers._purls import purl

_ENTRY = re.compile(r"(\S+)-(\d[^-\s]*-r\d+)(?: (\S+) \{([^}]*)\} \((.*)\) \[.*\])?(?: - .*)?")
_FURNITURE = re.compile(r"WARNING: |fetch ")


def recognises(glance: Glance) -> bool:
    """Tell by the revision `-r0` that ends each version."""
    return mostly(tuple(line for line in glance.lines if not _FURNITURE.match(line)), _ENTRY)


def parse(document: Document) -> Inventory:
    """Return one component for each package, with its license where the line tells it."""
    gathering = Gathering("apk_list")
    for where, found in entries(gathering, document, _ENTRY, _FURNITURE):
        name, version = found[1], found[2]
        gathering.install(
            ref=f"{name}-{version}",
            name=name,
            version=version,
            purl=purl("apk", name.lower(), version, "alpine", arch=found[3] or ""),
            declared=(found[5],) if found[5] else None,
            where=where,
        )
    return gathering.inventory()


PARSER = Parser(
    title="apk list",
    specification="apk-list(8), apk-info(8)",
    versions=(),
    example="apk list --installed",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
