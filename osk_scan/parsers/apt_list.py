"""Installed Debian packages as `apt list --installed` prints them."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._debian import VERSION, debian_purl, distribution
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries

_ENTRY = re.compile(rf"([a-z0-9][a-z0-9+.-]+)/(\S*) ({VERSION}) ([a-z0-9-]+)(?: +\[(.*)\])?")
_FURNITURE = re.compile(r"Listing|Auflistung|WARNING: apt|[NE]: |WARNUNG: apt")
_NOT_INSTALLED = ("residual", "upgradable from", "konfiguration-verbleibend", "aktualisierbar von")
"""States as apt writes them in English and German, lower case."""


def recognises(glance: Glance) -> bool:
    """Tell by the first line that is no heading: name, suite, version and architecture."""
    first = next((line for line in glance.lines if not _FURNITURE.match(line)), "")
    return bool(_ENTRY.fullmatch(first))


def parse(document: Document) -> Inventory:
    """Return one component for each line, but for those that say the package is not installed."""
    gathering = Gathering("apt_list")
    listed = list(entries(gathering, document, _ENTRY, _FURNITURE))
    origin = distribution((found[1], found[3]) for _, found in listed)
    without_option = any(found[5] for _, found in listed)  # Then what says no state is only on offer.
    for where, found in listed:
        name, version, arch, state = found[1], found[3], found[4], found[5] or ""
        if state.lower().startswith(_NOT_INSTALLED) or (without_option and not state):
            gathering.problem("not-installed", where, name, state or "no state")
        else:
            purl = debian_purl(name, version, arch, origin)
            gathering.install(ref=f"{name}:{arch}", name=name, version=version, purl=purl, where=where)
    return gathering.inventory()


PARSER = Parser(
    title="apt list",
    specification="apt(8), list --installed",
    versions=(),
    example="apt list --installed",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
