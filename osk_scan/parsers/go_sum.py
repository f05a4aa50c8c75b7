"""Go's `go.sum`: checksums of all modules that were ever downloaded for a build."""

import re

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._go import go_purl
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries, mostly

_ENTRY = re.compile(r"(\S+) (v[^\s/]+)(/go\.mod)? h1:\S+")


def recognises(glance: Glance) -> bool:
    """Tell by the checksum that ends each line."""
    return mostly(glance.lines, _ENTRY)


def parse(document: Document) -> Inventory:
    """Return one component for each module whose source was needed; of others only the go.mod was looked at."""
    gathering = Gathering("go_sum")
    for where, found in entries(gathering, document, _ENTRY):
        if not found[3]:
            gathering.add(
                ref=f"{found[1]}@{found[2]}",
                name=found[1],
                version=found[2],
                purl=go_purl(found[1], found[2]),
                kind=Kind.LIBRARY,
                where=where,
            )
    return gathering.inventory()


PARSER = Parser(
    title="go.sum",
    specification="Go Modules Reference, go.sum files",
    versions=(),
    example="go mod download",
    recognises=recognises,
    parse=parse,
)
