"""Rows of a table into components, by one rule for spreadsheets and the exports of fleet tools."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from osk_scan.model import Document, Kind
from osk_scan.parsers._cells import (
    CELL_LIMIT,
    count_in,
    is_formula,
    is_month,
    is_rule,
    leaves_open,
    plain,
    rough_count_in,
    stated,
    version_in,
)
from osk_scan.parsers._columns import OWNERS, Layout, folded_header
from osk_scan.parsers._ditto import written_out
from osk_scan.parsers._headers import Headers
from osk_scan.parsers._hidden import noting_hidden, tell_hidden_columns
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._portions import Portions
from osk_scan.parsers._row import Row, is_total
from osk_scan.parsers._windows_parts import is_part
from osk_scan.problems import refused

_GUID = re.compile(r"\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?")
_LAST_ZERO_LOST = re.compile(r"\d+\.\d")
"""24.1 kept as a number may have been written as 24.10."""
_MOST_TABLES = 1_000
"""Tables of one sheet or list, below each other."""
_LONGEST_OWNER = 200
"""Characters of the name of an agency or system."""


def refuse_without_owners(document: Document, taken: Sequence[Layout]) -> None:
    """Do nothing where one of the tables that were taken has the columns that should say whose software a row lists.

    Raises:
        RefusedDocument: naming the columns.
    """
    if taken and all(columns.lacking for columns in taken):
        raise refused("no-such-column", document.name, ", ".join(taken[0].lacking))


def take_rows(
    portions: Portions,
    rows: Iterable[Row],
    header: Row,
    columns: Layout,
    headers: Headers,
    kind: Kind = Kind.UNKNOWN,
) -> list[Layout]:
    """Add, fold or quarantine each row below the header; blank rows, repeated headers and totals are no entries.

    A header of other columns further down begins another table, as in sheets that list servers below clients; the
    layout of each is returned.

    Raises:
        RefusedDocument: where there are more tables than `_MOST_TABLES`; what is told of each takes memory.
    """
    hidden = list[str]()
    written = written_out(headers.without_titles(portions, noting_hidden(rows, hidden)))
    taken = [columns]
    while below := _take_table(portions, written, header, columns, headers, kind):
        header, columns = below
        if len(taken) == _MOST_TABLES:
            raise refused("cap-exceeded", header.where, f"more than {_MOST_TABLES} tables below each other")
        taken.append(columns)
    portions.tell_together("hidden-rows", hidden)
    return taken


def _take_table(
    portions: Portions, rows: Iterator[Row], header: Row, columns: Layout, headers: Headers, kind: Kind
) -> tuple[Row, Layout] | None:
    """Take the rows of one table; return header and layout of the one below it, if there is one."""
    read = [*dict.fromkeys((columns.places["name"], *columns.places.values(), *columns.licenses))]
    _tell_columns(portions, header, columns)
    tell_hidden_columns(portions, header, read)
    repeated = [folded_header(header.cells[at]) for at in read]
    unheaded = [at for at, cell in enumerate(header.cells) if not plain(cell)]
    beside, below = list[str](), None
    taken: dict[tuple[str, ...], tuple[Gathering, str, int]] = {}
    for row in rows:
        said = tuple(row.cells[at] for at in read if at < len(row.cells))
        if said in taken:
            gathering, ref, installations = taken[said]
            gathering.install_again(ref, installations)
        elif (other := headers.here(row, said)) is not None:
            if not _repeats(said, repeated) or other.places.keys() - columns.places.keys():
                below = row, other
                break
            continue
        elif any(map(plain, row.cells)) and not is_rule(row.cells) and not _repeats(said, repeated):
            installed = _take(portions, row, columns, kind)
            if installed:
                taken[said] = installed
        reached = unheaded[: bisect_left(unheaded, len(row.cells))]  # A short row costs no more than it says.
        if any(map(str.strip, (*row.cells[len(header.cells) :], *(row.cells[at] for at in reached)))):
            beside.append(row.where)
    portions.tell_together("cells-without-header", beside)
    return below


def _tell_columns(portions: Portions, header: Row, columns: Layout) -> None:
    """Tell what is left out of a table, what it does not say, and which columns are named and not there."""
    portions.drop(columns.dropped)
    if columns.unread:
        portions.tell("columns-not-read", header.where, ", ".join(columns.unread))
    if columns.only_names:
        portions.tell("only-names", header.where, "")
    if columns.lacking or columns.absent:
        portions.tell("no-such-column", header.where, ", ".join((*columns.lacking, *columns.absent)))


def _repeats(said: Sequence[str], header: Sequence[str]) -> bool:
    """Tell whether a row says in the columns that are read, the name's first, what stands in the header."""
    if not said or folded_header(said[0]) != header[0]:  # The usual case, in a fraction of the time.
        return False
    return all(folded_header(cell) in ("", word) for cell, word in zip(said, header, strict=False))


def _take(portions: Portions, row: Row, columns: Layout, kind: Kind) -> tuple[Gathering, str, int] | None:
    """Take one row; return its portion, reference and installations where it is a component of its own."""
    name = stated(_cell(row, columns, "name"))
    label = name or next(filter(None, map(stated, row.cells)), "")
    if is_total(label) and not stated(_cell(row, columns, "version")):
        portions.tell_above("not-read", row.where, label)
        return None
    gathering, wrong = _portion(portions, row, columns), _unreadable(row, columns, name)
    if name is None or wrong:
        gathering.quarantine("unreadable-entry" if wrong else "missing-name", row.where, _allowed(row, columns), wrong)
    elif is_part(name) or stated(_cell(row, columns, "part_of")):
        gathering.fold()
    else:
        return gathering, *_install(gathering, row, columns, name, kind)
    return None


def _portion(portions: Portions, row: Row, columns: Layout) -> Gathering:
    """Return the portion a row names; one that names none stays with what the uploader says, and that is told."""
    agency, system = (_owner(row, columns, field) for field in OWNERS)
    gathering = portions.of(agency, system, row.where)
    for (field, problem), owner in zip(OWNERS.items(), (agency, system), strict=True):
        if owner is None and field in columns.places:
            gathering.problem(problem, row.where, stated(_cell(row, columns, "name")))
    return gathering


def _owner(row: Row, columns: Layout, field: str) -> str | None:
    """Return the agency or system that the row names in one spelling of its letters; None where it names none."""
    named = stated(_cell(row, columns, field))
    return None if named is None or _wrong_owner(named) else normalize("NFC", " ".join(named.split()))


def _wrong_owner(named: str) -> str:
    if is_formula(named):
        return "a formula stands where the agency or system belongs"
    return f"the name of an agency or system has more than {_LONGEST_OWNER} characters" * (len(named) > _LONGEST_OWNER)


def _install(gathering: Gathering, row: Row, columns: Layout, name: str, kind: Kind) -> tuple[str, int]:
    version, vendor = _version(gathering, row, columns, name), stated(_cell(row, columns, "vendor"))
    claims = (stated(row.cells[at]) for at in columns.licenses if at < len(row.cells))
    license_ = next((claim for claim in claims if claim), None)
    installations = _installations(gathering, row, columns)
    ref = gathering.install(
        ref="/".join(part for part in (vendor, name) if part) + (f"@{version}" if version else ""),
        name=name,
        namespace=stated(_cell(row, columns, "namespace")),
        version=version,
        version_is_range=leaves_open(_cell(row, columns, "version")),
        vendor=vendor,
        purl=stated(_cell(row, columns, "purl")),
        kind=kind,
        declared=(license_,) if license_ else None,
        identifiers=_identifiers(row, columns),
        installations=installations,
        where=row.where,
    )
    return ref, installations


def _version(gathering: Gathering, row: Row, columns: Layout, name: str) -> str | None:
    """Return the version, and tell where a spreadsheet has changed it; of what became a date nothing is left."""
    version, column = version_in(_cell(row, columns, "version")), columns.places.get("version")
    if version and (column in row.dates or is_month(version)):
        gathering.problem("version-is-date", row.where, name, version)
        return None
    if version and column in row.numbers and _LAST_ZERO_LOST.fullmatch(version):
        gathering.problem("version-is-number", row.where, name, version)
    return version


def _unreadable(row: Row, columns: Layout, name: str | None) -> str:
    if name and is_formula(name):
        return "a formula stands where the name belongs"
    if any(len(_cell(row, columns, field)) > CELL_LIMIT for field in columns.places):
        return f"a cell is longer than {CELL_LIMIT} characters"
    owners = (stated(_cell(row, columns, field)) for field in OWNERS if field in columns.places)
    return next((wrong for named in owners if named and (wrong := _wrong_owner(named))), "")


def _identifiers(row: Row, columns: Layout) -> tuple[str, ...]:
    guid = _GUID.search(_cell(row, columns, "msi"))
    cpe, winget, swid = (stated(_cell(row, columns, field)) for field in ("cpe", "winget", "swid"))
    named = (
        f"msi:{{{guid[1].upper()}}}" if guid else None,
        cpe if cpe and cpe.startswith("cpe:") else None,
        f"winget:{winget}" if winget else None,
        f"swid:{swid}" if swid else None,
    )
    return tuple(identifier for identifier in named if identifier)


def _installations(gathering: Gathering, row: Row, columns: Layout) -> int:
    text = stated(_cell(row, columns, "count"))
    if text is None:
        return 1
    number = count_in(text)
    if number is None and (number := rough_count_in(text)) is not None:
        gathering.problem("rough-count", row.where, None, text)
    return gathering.counted(row.where, number, text)


def _cell(row: Row, columns: Layout, field: str) -> str:
    at = columns.places.get(field)
    return row.cells[at] if at is not None and at < len(row.cells) else ""


def _allowed(row: Row, columns: Layout) -> str:
    """Return the raw text of a row as far as it may be kept: the columns that are read, no others."""
    cells = ((field, _cell(row, columns, field)[:200]) for field in sorted(columns.places))
    return "; ".join(f"{field}={cell}" for field, cell in cells if cell)
