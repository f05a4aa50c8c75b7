"""Installed RPM packages as `rpm -qa` writes them: name, version, release and architecture in one word."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries, mostly
from osk_scan.parsers._rpm import ARCHITECTURES, nevra, rpm_purl

_ENTRY = re.compile(r"(\S+-[^-\s]+-[^-\s]+)(?: {3,}\S.*\d{4}.*)?")
"""`--last` adds the date of installation, in the machine's language."""
_WITH_ARCH = re.compile(rf"\S+-[^-\s]+-[^-\s]+\.(?:{ARCHITECTURES})(?: {{3,}}\S.*\d{{4}}.*)?")


def recognises(glance: Glance) -> bool:
    """Tell by the architecture at the end of most words; keys are listed without one."""
    return mostly(glance.lines, _WITH_ARCH, 0.7) and mostly(glance.lines, _ENTRY, 0.95)


def parse(document: Document) -> Inventory:
    """Return one component for each package."""
    gathering = Gathering("rpm_list")
    for where, found in entries(gathering, document, _ENTRY):
        package = nevra(found[1])
        if package is None:
            gathering.quarantine("unreadable-entry", where, found[1], found[1])
            continue
        gathering.install(
            ref=found[1],
            name=package.name,
            version=package.version,
            purl=rpm_purl(package.name, package.version, package.arch, epoch=package.epoch),
            where=where,
        )
    return gathering.inventory()


PARSER = Parser(
    title="rpm -qa",
    specification="rpm(8), query all",
    versions=(),
    example="rpm -qa",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
