"""Windows programs as `winget list` prints them, in columns of fixed width."""

import re
from itertools import pairwise
from unicodedata import east_asian_width

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._cells import stated
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of
from osk_scan.parsers._windows_parts import is_part
from osk_scan.problems import refused

_HEADING = re.compile(r"(Name +)(I[Dd] +)(Version *)((?:Available|Verfügbar) *)?((?:Source|Quelle) *)?")
_FOOTNOTE = re.compile(
    r"\d+ (?:upgrades? available|package\(s\) (?:have|are) |Aktualisierung(?:en)? verfügbar|Paket\(e\) )"
)
_CATALOGUED = re.compile(r"[A-Za-z0-9][\w+-]*(?:\.[\w+-]+)+")


def recognises(glance: Glance) -> bool:
    """Tell by the heading and the rule below it; a progress bar may stand above."""
    return _heading(glance.lines) is not None


def parse(document: Document) -> Inventory:
    """Return one component for each program; updates, language packs and redistributables are folded."""
    gathering, columns = Gathering("winget_list"), tuple[int, ...]()
    for where, line in lines_of(document):
        text = line.rpartition("\r")[2]
        found = _HEADING.fullmatch(text)
        if found:
            columns = tuple(found.start(group) for group in range(1, 6) if found[group])
        elif columns and set(text) != {"-"} and not _FOOTNOTE.match(text):
            _take(gathering, where, _cut(text, columns), text)
    if not columns:
        raise refused("not-in-format", document.name, "winget_list")
    return gathering.inventory()


def _heading(lines: tuple[str, ...]) -> re.Match[str] | None:
    for line, below in pairwise(lines):
        found = _HEADING.fullmatch(line.rpartition("\r")[2])
        if found and set(below) == {"-"}:
            return found
    return None


def _cut(text: str, columns: tuple[int, ...]) -> list[str]:
    """Return the cells; East Asian letters take two places of a terminal, and winget counts places."""
    placed = "".join(c + "\0" if east_asian_width(c) in "WF" else c for c in text)
    edges = zip(columns, (*columns[1:], None), strict=True)
    return [placed[start:end].replace("\0", "").strip() for start, end in edges]


def _take(gathering: Gathering, where: str, cells: list[str], raw: str) -> None:
    name, identity, version = cells[:3]
    if not name or (not identity and not version):
        gathering.quarantine("unreadable-entry", where, raw, raw)
    elif is_part(name):
        gathering.fold()
    else:
        gathering.install(
            ref=f"{identity or name}@{version}",
            name=name.rstrip("…").strip(),
            version=stated(version),
            kind=Kind.APPLICATION,
            identifiers=(f"winget:{identity}",) if _CATALOGUED.fullmatch(identity) else (),
            where=where,
        )


PARSER = Parser(
    title="winget list",
    specification="Windows Package Manager documentation, list command",
    versions=(),
    example="winget list",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
