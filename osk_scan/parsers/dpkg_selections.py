"""Names of Debian packages without versions, as `dpkg --get-selections` writes them."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._debian import debian_purl, split_arch
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries, mostly

_ENTRY = re.compile(r"([a-z0-9][a-z0-9+.-]+(?::[a-z0-9-]+)?)[ \t]+(install|hold|deinstall|purge)")


def recognises(glance: Glance) -> bool:
    """Tell by the selection behind each name."""
    return mostly(glance.lines, _ENTRY)


def parse(document: Document) -> Inventory:
    """Return one component without version for each package selected to be installed."""
    gathering = Gathering("dpkg_selections")
    for where, found in entries(gathering, document, _ENTRY):
        name, arch = split_arch(found[1])
        if found[2] in ("deinstall", "purge"):
            gathering.problem("not-installed", where, name, found[2])
        else:
            purl = debian_purl(name, None, arch, ("debian", ""))
            gathering.install(ref=found[1], name=name, purl=purl, where=where)
    return gathering.inventory()


PARSER = Parser(
    title="dpkg selections",
    specification="dpkg(1), --get-selections",
    versions=(),
    example="dpkg --get-selections",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
