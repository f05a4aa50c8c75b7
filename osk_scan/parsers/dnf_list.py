"""Installed RPM packages as `dnf list installed` and `yum list installed` print them."""

import re
from collections.abc import Iterator

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of
from osk_scan.parsers._rpm import ARCHITECTURES, rpm_purl

_HEADING = ("Installed Packages", "Installierte Pakete", "Installed packages")
_ENTRY = re.compile(rf"(\S+)\.({ARCHITECTURES}|\(none\))\s+(?:(\d+):)?([^\s:]+-\S+)(?:\s+(\S+))?")
_FURNITURE = re.compile(r"Loaded plugins|Last metadata|Geladene Plugins|Available |Updating |Repository |Letzte ")


def recognises(glance: Glance) -> bool:
    """Tell by the heading above the list."""
    return any(line in _HEADING for line in glance.lines[:8])


def parse(document: Document) -> Inventory:
    """Return one component for each package; lines that were broken to fit a terminal are joined."""
    gathering = Gathering("dnf_list")
    for where, text in _joined(document):
        found = _ENTRY.fullmatch(text)
        if not found:
            gathering.quarantine("unreadable-entry", where, text, text)
            continue
        arch = "" if found[2] == "(none)" else found[2]
        gathering.install(
            ref=f"{found[1]}-{found[4]}.{arch}",
            name=found[1],
            version=found[4],
            purl=rpm_purl(found[1], found[4], arch, epoch=found[3] or ""),
            where=where,
        )
    return gathering.inventory()


def _joined(document: Document) -> Iterator[tuple[str, str]]:
    began, text = "", ""
    for where, line in lines_of(document):
        if line in _HEADING or _FURNITURE.match(line):
            continue
        if line[0].isspace() and text:
            text += line
            continue
        if text:
            yield began, text
        began, text = where, line
    if text:
        yield began, text


PARSER = Parser(
    title="dnf list",
    specification="dnf(8), list --installed; yum(8)",
    versions=(),
    example="dnf list installed",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
