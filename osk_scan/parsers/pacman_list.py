"""Installed Arch packages as `pacman -Q` prints them."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries, mostly
from osk_scan.parsers._purls import purl

_ENTRY = re.compile(r"([a-z0-9@_+][a-zA-Z0-9@._+-]*) ((?:\d+:)?[^\s:-]+-\d+(?:\.\d+)?)")


def recognises(glance: Glance) -> bool:
    """Tell by name, version and release on each line, and nothing else."""
    return mostly(glance.lines, _ENTRY)


def parse(document: Document) -> Inventory:
    """Return one component for each package."""
    gathering = Gathering("pacman_list")
    for where, found in entries(gathering, document, _ENTRY):
        alpm = purl("alpm", found[1].lower(), found[2], "arch")
        gathering.install(ref=found[1], name=found[1], version=found[2], purl=alpm, where=where)
    return gathering.inventory()


PARSER = Parser(
    title="pacman -Q",
    specification="pacman(8), query",
    versions=(),
    example="pacman -Q",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
