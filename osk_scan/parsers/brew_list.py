"""Installed Homebrew formulae as `brew list --versions` prints them."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries, mostly
from osk_scan.parsers._purls import purl

_ENTRY = re.compile(r"([a-z0-9][a-z0-9@._+-]*)((?: v?\d[\w.,_+-]*)+)")
_OTHERS = re.compile(r"\S+ (?:\d+:)?[^\s:-]+-\d+(?:\.\d+)?|\S+ v\d\S*(?:\s.*)?|.*\s(?:all|amd64|arm64|i386)")
"""Lines of pacman, of go.mod and of dpkg-query."""


def recognises(glance: Glance) -> bool:
    """Tell by names and versions that are not another manager's."""
    has_points = any("." in line.partition(" ")[2] for line in glance.lines)
    return has_points and mostly(glance.lines, _ENTRY, 1.0) and not mostly(glance.lines, _OTHERS)


def parse(document: Document) -> Inventory:
    """Return one component for each version that is installed, older ones kept beside newer ones included."""
    gathering = Gathering("brew_list")
    for where, found in entries(gathering, document, _ENTRY):
        for version in found[2].split():
            brew = purl("brew", found[1], version)
            gathering.install(ref=f"{found[1]}@{version}", name=found[1], version=version, purl=brew, where=where)
    return gathering.inventory()


PARSER = Parser(
    title="brew list",
    specification="Homebrew documentation, brew(1), list --versions",
    versions=(),
    example="brew list --versions",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
