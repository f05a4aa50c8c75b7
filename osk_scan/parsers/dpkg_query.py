"""Installed Debian packages as `dpkg-query -W` writes them, plain or with a format of its own."""

import re
from itertools import islice

from osk_scan.model import Document, Inventory
from osk_scan.parsers._columns import layout
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._debian import VERSION, debian_purl, distribution, split_arch
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._headless import cell, column_of, delimiter_of, parted_lines, told_unread
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import mostly
from osk_scan.problems import refused

_NAME = re.compile(r"[a-z0-9][a-z0-9+.-]+(?::[a-z0-9-]+)?")
_WORDY = re.compile(r"[a-z0-9+.-]*[a-z]{2}.*")
"""Most names have two letters side by side; pairs of hexadecimal digits have not, and stand in columns too."""
_VERSION = re.compile(rf"(?:{VERSION}|all|amd64|i386|arm64|armhf)?")
_ARCH = re.compile(r"^(?:all|amd64|i386|arm64|armhf|armel|ppc64el|s390x|riscv64)$")
_DEBIAN = re.compile(r"[a-z0-9+.-]+:[a-z0-9-]+ .*|\S+ \d[^- ]*-[a-z0-9+.~-]+")
"""A name with its architecture, or a version with Debian's revision, behind a blank."""
_STATUS = re.compile(r"^(?:install|deinstall|hold|purge|unknown) \w+ [\w-]+$")
_ANY_VERSION = re.compile(rf"^{VERSION}$")
_RPM = re.compile(r"\.(?:el|fc|mga|amzn)\d|(?:^|\s|\t|;|,)(?:noarch|x86_64|i[56]86|aarch64)(?:$|\s|\t|;|,)")


def recognises(glance: Glance) -> bool:
    """Tell by package names and versions on each line, and by what only Debian has: architectures or revisions.

    With blanks between them, or below a header, an architecture must follow.
    """
    delimiter = delimiter_of(glance.lines, _NAME, _VERSION)
    if delimiter in (None, "|") or not mostly(glance.lines, _WORDY) or any(_RPM.search(line) for line in glance.lines):
        return False
    rows = [line.split(delimiter) for line in glance.lines]
    if delimiter == " ":
        return all(len(row) == 3 for row in rows) and column_of(rows, _ARCH) == 2
    if column_of(rows, _ANY_VERSION) is None:
        return False
    debian = any(_DEBIAN.fullmatch(" ".join(row[:2])) for row in rows) and not layout(rows[0]).is_software
    return debian or column_of(rows, _ARCH) is not None


def parse(document: Document) -> Inventory:
    """Return one component for each package that is installed; columns are told apart by what stands in them."""
    glance = Glance(document)
    delimiter = delimiter_of(glance.lines, _NAME, _VERSION)
    if delimiter is None:
        raise refused("not-in-format", document.name, "dpkg_query")
    gathering = Gathering("dpkg_query")
    places, rows = parted_lines(document, delimiter)
    version, arch, status = (column_of(rows, pattern) for pattern in (_ANY_VERSION, _ARCH, _STATUS))
    told_unread(gathering, rows, (0, version, arch, status))
    origin = distribution((row[0], cell(row, version)) for row in rows)
    headed = bool(rows) and layout(rows[0]).is_software
    for where, row in islice(zip(places, rows, strict=True), headed, None):
        said = cell(row, status)
        if said and not said.endswith(" installed"):
            gathering.problem("not-installed", where, row[0], said)
        elif _NAME.fullmatch(row[0]):
            _take(gathering, where, row[0], cell(row, version) or None, cell(row, arch), origin)
        else:
            gathering.quarantine("unreadable-entry", where, row[0], row[0])
    return gathering.inventory()


def _take(gathering: Gathering, where: str, text: str, version: str | None, arch: str, origin: tuple[str, str]) -> None:
    name, arch = split_arch(text, arch)
    purl = debian_purl(name, version, arch, origin)
    gathering.install(ref=f"{name}:{arch}" if arch else name, name=name, version=version, purl=purl, where=where)


PARSER = Parser(
    title="dpkg-query",
    specification="dpkg-query(1), --show and --showformat",
    versions=(),
    example="dpkg-query -W -f '${Package}\\t${Version}\\t${Architecture}\\n'",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
