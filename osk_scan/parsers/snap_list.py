"""Installed snaps as `snap list` prints them."""

import re

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries

_HEADING = re.compile(r"Name +Version +Rev +.*")
_ENTRY = re.compile(r"([a-z0-9][a-z0-9_-]*) +(\S+) +(\d+|x\d+)(?: +(\S+))?(?: +(\S+))?(?: +(.*))?")


def recognises(glance: Glance) -> bool:
    """Tell by the heading, which no language translates in its third column."""
    return bool(glance.lines) and bool(_HEADING.fullmatch(glance.lines[0]))


def parse(document: Document) -> Inventory:
    """Return one component for each snap, its publisher as vendor without the mark for verified accounts."""
    gathering = Gathering("snap_list")
    for where, found in entries(gathering, document, _ENTRY, _HEADING):
        publisher = (found[5] or "").rstrip("*✓")
        gathering.install(
            ref=f"{found[1]}@{found[2]}",
            name=found[1],
            version=found[2],
            vendor=publisher if publisher not in ("", "-") else None,
            kind=Kind.APPLICATION,
            identifiers=(f"snap:{found[1]}",),
            where=where,
        )
    return gathering.inventory()


PARSER = Parser(
    title="snap list",
    specification="snap(8), list",
    versions=(),
    example="snap list",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
