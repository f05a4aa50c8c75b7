"""The zip archive around a spreadsheet, with caps that hold while reading."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from io import BytesIO
from itertools import chain, islice
from typing import NamedTuple

from osk_scan.errors import one_line
from osk_scan.model import Document
from osk_scan.parsers._archives import DAMAGED_ZIP, opened
from osk_scan.parsers._columns import Layout
from osk_scan.parsers._headers import Headers, tell_above_header
from osk_scan.parsers._names_alone import names_alone
from osk_scan.parsers._portions import Portion, Portions
from osk_scan.parsers._row import Row
from osk_scan.parsers._rows import refuse_without_owners, take_rows
from osk_scan.problems import refused

MAX_ENTRIES = 5_000
MAX_BYTES = 96 * 1024 * 1024
"""Bytes unpacked from one archive, all entries together."""
MAX_RATIO = 250
"""Bytes unpacked for each packed byte of an entry above 1 MiB; real sheets stay below 100."""
MAX_COLUMNS = 256
"""Cells further to the right are not read."""
MAX_REPEATED = 100_000
"""Rows that a sheet repeats without writing them."""
LONGEST_SHEET_NAME = 100
"""Characters; Excel takes 31. The name stands in the place of every row."""
_CHUNK = 1 << 20
_LOOKED_AT = 60


class Sheet(NamedTuple):
    """One sheet; its rows are read while they are taken."""

    where: str
    """`sheet Clients`, or `table 2` of a page."""
    rows: Iterator[Row]
    hidden: bool = False
    """The workbook does not show it; old lists are put away so."""
    ended: bool = True
    """Its end is there, not just the end of the document."""


Sheets = Iterator[Sheet]


class Archive:
    """The entries of a zip archive, each unpacked in pieces and counted."""

    def __init__(self, document: Document) -> None:
        self.name = document.name
        self._content = document.content
        self._unpacked = 0

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        try:
            archive = zipfile.ZipFile(BytesIO(self._content))
        except DAMAGED_ZIP as error:
            raise refused("damaged", self.name, str(error)) from None
        if len(archive.infolist()) > MAX_ENTRIES:
            raise refused("cap-exceeded", self.name, f"more than {MAX_ENTRIES} entries in the archive")
        return archive

    def __contains__(self, entry: str) -> bool:
        return entry in self._zip.NameToInfo

    def read(self, entry: str) -> bytes:
        """Return the bytes of one entry.

        Raises:
            RefusedDocument: where it is missing, damaged or encrypted, or over a cap.
        """
        pieces, size = list[bytes](), 0
        try:
            info = self._zip.getinfo(entry)
            with opened(self._zip, info) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    self._within_caps(entry, size, len(piece), info.compress_size)
                    pieces.append(piece)
        except DAMAGED_ZIP as error:
            raise refused("damaged", f"{self.name} {entry}", str(error)) from None
        return b"".join(pieces)

    def _within_caps(self, entry: str, size: int, more: int, packed: int) -> None:
        self._unpacked += more
        if self._unpacked > MAX_BYTES:
            raise refused("cap-exceeded", f"{self.name} {entry}", f"more than {MAX_BYTES} bytes unpacked")
        if size > _CHUNK and size > MAX_RATIO * max(packed, 1):
            raise refused("cap-exceeded", f"{self.name} {entry}", f"unpacks to more than {MAX_RATIO} times its size")


class MergedCells:
    """Cells merged over several rows of a sheet, such as a vendor's: they count for each that says anything."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, str]] = {}

    def begin(self, column: int, last: int, text: str) -> None:
        """Note a cell that is shown down to row `last`."""
        self._kept[column] = last, text

    def filled(self, cells: list[str], row: int) -> list[str]:
        """Return the cells of a row with what merged cells from above show in it."""
        below = [(column, text) for column, (last, text) in self._kept.items() if row <= last]
        if not any(cells) or not below:
            return cells
        filled = cells + [""] * (max(column for column, _ in below) + 1 - len(cells))
        for column, text in below:
            filled[column] = filled[column] or text
        return filled


def sheet_named(name: object) -> str:
    """Return a sheet's name as the places of its rows give it: on one line, a long one cut."""
    return one_line(str(name or "?"), LONGEST_SHEET_NAME)


def holds(content: bytes, entry: str) -> bool:
    """Tell whether the bytes are a zip archive with this entry; nothing is unpacked."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return entry in archive.NameToInfo
    except DAMAGED_ZIP:
        return False


def number_in(text: str) -> int | None:
    """Return a row, an index or a repetition as workbooks write them; None where it is none that any workbook has."""
    return int(text) if text.isdecimal() and len(text) < 9 else None


def workbook_parts(
    document: Document, format_name: str, sheets: Callable[[Archive], Sheets], mapping: Mapping[str, str]
) -> tuple[Portion, ...]:
    """Return the inventories of all sheets of a workbook.

    Raises:
        RefusedDocument: as `sheet_portions`, or where the archive is damaged or over a cap.
    """
    return sheet_portions(document, format_name, sheets(Archive(document)), mapping)


def sheet_portions(
    document: Document, format_name: str, sheets: Iterable[Sheet], mapping: Mapping[str, str]
) -> tuple[Portion, ...]:
    """Return the inventories of all sheets that have a header with a name column; the others are told as not read.

    Raises:
        RefusedDocument: where no sheet has one, or none of them a column that the uploader says names owners.
    """
    portions, taken, headers = Portions(format_name), list[Layout](), Headers(mapping)
    for where, rows, hidden, ended in sheets:
        if not ended:
            portions.tell("breaks-off", where, "</table>")
        first = list(islice(rows, _LOOKED_AT))
        found = headers.first_in(first) or names_alone(first)
        if found is None:
            portions.tell("sheet-not-read", where, "")
            continue
        at, columns = found
        if hidden:
            portions.tell("hidden-sheet", where, "")
        tell_above_header(portions, first[:at])
        taken += take_rows(portions, chain(first[at + 1 :], rows), first[at], columns, headers)
    if not taken:
        raise refused("no-header", document.name)
    refuse_without_owners(document, taken)
    return portions.finished()
