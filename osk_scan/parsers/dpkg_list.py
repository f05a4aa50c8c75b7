"""Installed Debian packages as `dpkg -l` prints them."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._debian import debian_purl, distribution, split_arch
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import entries, mostly
from osk_scan.parsers._text import decoded

_ENTRY = re.compile(r"([uihrp])([ncHUFWti])(R?) +(\S+) +(\S+)(?: +(\S+)(?: +.*)?)?")
_FURNITURE = re.compile(r"Desired=|Gewünscht=|\| Status=|\|/ |\|\|/ |\+\+\+-|\s+(?!\s|[uihrp][ncHUFWti]R? )")
"""German headings go on in a second line, which begins with blanks."""
_ARCH = re.compile(r"all|amd64|arm64|armel|armhf|i386|mips64el|ppc64el|riscv64|s390x")
_INSTALLED = re.compile(rf"[ih]i  +\S+ +\d\S* +(?:{_ARCH.pattern})(?: .*)?")


def recognises(glance: Glance) -> bool:
    """Tell by the rule that dpkg draws below its heading, in every language, or by the lines that `grep ^ii` leaves."""
    return any(line.startswith(("||/ Name", "+++-=")) for line in glance.lines[:10]) or mostly(glance.lines, _INSTALLED)


def parse(document: Document) -> Inventory:
    """Return one component for each installed package; those of which only settings are left are told."""
    gathering = Gathering("dpkg_list")
    listed = list(entries(gathering, document, _ENTRY, _FURNITURE))
    origin = distribution((found[4], found[5]) for _, found in listed)
    heading = re.search(r"^\|\|/ Name +Version +(\S*)", decoded(document), re.MULTILINE)
    for where, found in listed:
        has_arch = heading[1].startswith("Archite") if heading else _ARCH.fullmatch(found[6] or "")
        name, arch = split_arch(found[4], (found[6] or "") if has_arch else "")
        if found[2] in "nc":
            gathering.problem("not-installed", where, name, found[1] + found[2])
            continue
        gathering.install(
            ref=f"{name}:{arch}" if arch else name,
            name=name,
            version=found[5],
            purl=debian_purl(name, found[5], arch, origin),
            where=where,
        )
    return gathering.inventory()


PARSER = Parser(
    title="dpkg -l",
    specification="dpkg-query(1), --list",
    versions=(),
    example="COLUMNS=200 dpkg -l",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
