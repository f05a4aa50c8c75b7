"""Installed Chocolatey packages as `choco list` writes them, with and without `-r`."""

import re

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries, mostly

_ENTRY = re.compile(r"([A-Za-z0-9][\w.+-]*)[| ](\d[\w.+-]*)")
_BARRED = re.compile(r"([A-Za-z0-9][\w.+-]*)\|(\d[\w.+-]*)")
_FURNITURE = re.compile(
    r"Chocolatey v\d|\d+ packages? installed|Did you know |\s(?!\s*[^\s|]+[| ]\d\S*$)|Validation|Hint: "
)
"""What frames the list where `-r` does not leave it out; advertisements go on in lines that begin with a blank."""


def recognises(glance: Glance) -> bool:
    """Tell by name and version with a bar between, and nothing else, or by the line that names Chocolatey."""
    framed = any(line.startswith("Chocolatey v") for line in glance.lines[:3])
    return framed or mostly(glance.lines, _BARRED, 0.95)


def parse(document: Document) -> Inventory:
    """Return one component for each package."""
    gathering = Gathering("choco_list")
    for where, found in entries(gathering, document, _ENTRY, _FURNITURE):
        gathering.install(
            ref=f"{found[1]}@{found[2]}",
            name=found[1],
            version=found[2],
            kind=Kind.APPLICATION,
            identifiers=(f"chocolatey:{found[1].lower()}",),
            where=where,
        )
    return gathering.inventory()


PARSER = Parser(
    title="choco list",
    specification="Chocolatey documentation, list, --limit-output",
    versions=(),
    example="choco list -r",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
