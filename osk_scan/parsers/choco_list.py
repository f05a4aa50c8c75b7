"""Installed Chocolatey packages as `choco list -r` writes them."""

import re

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries, mostly

_ENTRY = re.compile(r"([A-Za-z0-9][\w.+-]*)\|(\d[\w.+-]*)")


def recognises(glance: Glance) -> bool:
    """Tell by name and version with a bar between, and nothing else."""
    return mostly(glance.lines, _ENTRY, 0.95)


def parse(document: Document) -> Inventory:
    """Return one component for each package."""
    gathering = Gathering("choco_list")
    for where, found in entries(gathering, document, _ENTRY):
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
