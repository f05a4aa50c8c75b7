"""Installed Windows programs as PowerShell and `wmic product` show them: in columns, or one field on a line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from osk_scan.model import Document
from osk_scan.parsers._cells import CELL_LIMIT
from osk_scan.parsers._columns import layout
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._lines import lines_of
from osk_scan.parsers._named_fields import Record, record_portions
from osk_scan.parsers._portions import Portion
from osk_scan.parsers._tables import table_parser
from osk_scan.problems import refused

_HEADING = re.compile(r"[A-Za-z]\w*(?: +[A-Za-z]\w*)+")
_RULE = re.compile(r"-+(?: +-+)+")
_FIELD = re.compile(r"([A-Za-z]\w*)(?: +: ?|(=))(.*)")
_ODD_FIELD = re.compile(r"(\S(?:.{0,98}?\S)?) ++:()(?: (.*))?")
"""Values of the registry have names such as `(default)` and `Inno Setup: App Path`."""
_WMIC = re.compile(
    r"(?:caption|description|identifyingnumber|install(?:date2?|location|source|state)|language|localpackage|name|node"
    r"|package(?:cache|code|name)|productid|reg(?:company|owner)|skunumber|transforms|vendor|version)"
)
"""Columns of `wmic product`, which draws no line below them; Source: Win32_Product class."""
_SIGNS = frozenset(
    ["displayname", "identifyingnumber", "providername", "fastpackagereference", "packagefullname", "pschildname"]
)
"""Fields that only Windows' programs have; those of RPM and Arch packages are set off in the same way."""


def recognises(glance: Glance) -> bool:
    """Tell by a heading with the names that programs have there, or by the names of the first fields."""
    found = [field for line in glance.lines if (field := _FIELD.fullmatch(line))]
    names = {field[1].lower() for field in found}
    columns = layout(tuple(names))
    windows = "name" in columns.places and not _SIGNS.isdisjoint(names)
    wmic = columns.is_software and _all_wmic(names) and all(field[2] for field in found)
    return windows or wmic or _heading(glance.lines) is not None


def read(document: Document, mapping: Mapping[str, str]) -> tuple[Portion, ...]:
    """Return one component for each program; what is cut off with dots is kept as it is shown.

    Lines above the list, and those that are neither a field nor go on with one, are told.

    Raises:
        RefusedDocument: where no field is a name, or there is too much of anything.
    """
    listed = list(lines_of(document))
    heading = _heading([line for _, line in listed])
    unread = list[str]()
    records = list(_rows(listed, heading, unread) if heading else _records(listed, unread))
    if not records:
        raise refused("not-in-format", document.name, "windows_programs_text")
    return record_portions(document, "windows_programs_text", records, mapping, unread)


def _heading(lines: Sequence[str]) -> str | None:
    """Return the line with the names of the columns: PowerShell rules it off, `wmic` has names of its own."""
    for line, below in pairwise(lines):
        words = line.split()
        known = _RULE.fullmatch(below.strip()) or _all_wmic(words)
        if known and _HEADING.fullmatch(line.strip()) and layout(words).is_software:
            return line
    return None


def _all_wmic(names: Iterable[str]) -> bool:
    return all(_WMIC.fullmatch(name.lower()) for name in names)


def _rows(listed: Sequence[tuple[str, str]], heading: str, unread: list[str]) -> Iterator[Record]:
    """Yield the rows below the heading; a number that is set to the right begins before its column's name.

    A short line has no cells in the columns that it does not reach, so that it costs no more than it says.
    """
    names, starts = heading.split(), [found.start() for found in re.finditer(r"\S+", heading)]
    below = False
    for where, line in listed:
        if line == heading:
            below = True
        elif below and not _RULE.fullmatch(line.strip()):
            reached = takewhile(len(line).__gt__, starts[1:])
            edges = [0, *(_edge(line, start) for start in reached), len(line)]
            cells = (line[start:end].strip() for start, end in pairwise(edges))
            yield Record(where, dict(zip(names, cells, strict=False)))
        elif not below:
            unread.append(where)


def _edge(line: str, start: int) -> int:
    return line.rfind(" ", 0, start) + 1 if start < len(line) and line[start - 1 : start].strip() else start


def _records(listed: Sequence[tuple[str, str]], unread: list[str]) -> Iterator[Record]:
    """Yield a record from each field that the one before has already; lines that begin with blanks go on."""
    where, fields, last = "", dict[str, str](), ""
    for here, line in listed:
        found = _FIELD.fullmatch(line) or _ODD_FIELD.fullmatch(line)
        if found and found[1] in fields:
            yield Record(where, fields)
            fields = {}
        if found:
            where, last = where if fields else here, found[1]
            fields[last] = (found[3] or "").strip()
        elif not last or line[0] != " ":
            unread.append(here)
        elif len(fields[last]) <= CELL_LIMIT:  # A longer one goes to quarantine, where it is read.
            fields[last] += f" {line.strip()}"
    if fields:
        yield Record(where, fields)


PARSER = table_parser(
    title="Windows programs (text)",
    specification="PowerShell, Format-Table and Format-List; Windows Management Instrumentation, Win32_Product",
    example="Get-Package | Format-Table -AutoSize Name, Version, ProviderName > programme.txt",
    recognises=recognises,
    shape="text",
    read=read,
)
