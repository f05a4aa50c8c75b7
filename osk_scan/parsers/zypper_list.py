"""Installed SUSE packages as `zypper search --installed-only --details` and `zypper packages` print them."""

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of
from osk_scan.parsers._rpm import rpm_purl
from osk_scan.problems import refused

_NO_PACKAGES = frozenset({"patch", "pattern", "muster", "schema"})
"""What zypper lists besides packages and products, in English and German."""


def recognises(glance: Glance) -> bool:
    """Tell by the heading, which begins with the column for the state."""
    return any(_is_heading(_cells(line)) for line in glance.lines[:10])


def parse(document: Document) -> Inventory:
    """Return one component for each package whose state says that it is installed."""
    gathering, columns = Gathering("zypper_list"), list[str]()
    for where, line in lines_of(document):
        cells = _cells(line)
        if _is_heading(cells):
            columns = cells
        elif columns and len(cells) == len(columns):
            _take(gathering, where, dict(zip(columns, cells, strict=True)))
        elif columns and set(line) - set("-+ "):
            gathering.quarantine("unreadable-entry", where, line, line)
    if not columns:
        raise refused("not-in-format", document.name, "zypper_list")
    return gathering.inventory()


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _is_heading(cells: list[str]) -> bool:
    return cells[0] in ("S", "St") and "Name" in cells and not {"Version", "Type", "Typ"}.isdisjoint(cells)


def _take(gathering: Gathering, where: str, row: dict[str, str]) -> None:
    state = row.get("S", row.get("St", ""))
    name, version, arch = row.get("Name", ""), row.get("Version") or None, row.get("Arch", "")
    if not state.lower().startswith("i") or row.get("Type", row.get("Typ", "")).lower() in _NO_PACKAGES:
        gathering.problem("not-installed", where, name, state or "no state")
    elif not name:
        gathering.quarantine("missing-name", where, str(row))
    else:
        purl = rpm_purl(name, version, arch, "SUSE")
        gathering.install(
            ref=f"{name}-{version}.{arch}" if version else name, name=name, version=version, purl=purl, where=where
        )


PARSER = Parser(
    title="zypper",
    specification="zypper(8), search --details and packages",
    versions=(),
    example="zypper search --installed-only --details --type package",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
