"""Installed Python packages as `pip list` prints them for people."""

import re

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries
from osk_scan.parsers._python import folded_name, pypi_purl

_HEADING = re.compile(r"Package +Version(?: +.*)?")
_FURNITURE = re.compile(rf"{_HEADING.pattern}$|-+ -+(?: -+)*$|\[notice\] ")
_ENTRY = re.compile(r"(\S+) +(\S+)(?: +.*)?")


def recognises(glance: Glance) -> bool:
    """Tell by the heading and the rule below it."""
    lines = glance.lines
    return len(lines) > 1 and bool(_HEADING.fullmatch(lines[0])) and lines[1].startswith("---")


def parse(document: Document) -> Inventory:
    """Return one component for each line; project folders of editable installs are not read."""
    gathering = Gathering("pip_list_columns")
    for where, found in entries(gathering, document, _ENTRY, _FURNITURE):
        name, version = found[1], found[2]
        gathering.add(
            ref=folded_name(name),
            name=name,
            version=version,
            purl=pypi_purl(name, version),
            kind=Kind.LIBRARY,
            where=where,
        )
    return gathering.inventory()


PARSER = Parser(
    title="pip list (columns)",
    specification="pip documentation, `pip list --format columns`",
    versions=(),
    example="pip list",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
