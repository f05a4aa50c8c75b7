"""Findings as CSV that spreadsheets open without running anything."""

import csv
import re
import unicodedata
from collections.abc import Iterator

from msgspec.structs import astuple

from osk_scan.exporters._batches import chunked
from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._rows import FINDING_COLUMNS, finding_row
from osk_scan.results import Results

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it, spreadsheets on Windows read umlauts as the local code page."""

_STARTS_A_FORMULA = frozenset("=+-@|%")

_ORDINARY_START = re.compile(r"[0-9A-Za-z]|\Z").match
"""Nine cells in ten begin so, and need no closer look."""


def defused(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula: an apostrophe in front where it might.

    White space and invisible marks in front do not hide a formula, nor do full-width forms of its first character.
    Source: OWASP, CSV Injection.
    """
    if _ORDINARY_START(cell):
        return cell
    for character in cell:
        if character in "\t\r\n":
            return "'" + cell
        if not character.isspace() and unicodedata.category(character) not in ("Cf", "Cc"):
            first = unicodedata.normalize("NFKC", character)[0]
            return "'" + cell if first in _STARTS_A_FORMULA else cell
    return cell


def _render(results: Results) -> Iterator[bytes]:
    return chunked(_lines(results))


def _lines(results: Results) -> Iterator[bytes]:
    writer = csv.writer(_Passing(), quoting=csv.QUOTE_ALL)
    yield BYTE_ORDER_MARK
    yield writer.writerow(FINDING_COLUMNS)
    for finding in results.findings:
        yield writer.writerow([defused(cell) for cell in astuple(finding_row(finding))])


class _Passing:
    """Pass each line on instead of gathering them: `writerow` returns what `write` returns."""

    def write(self, line: str) -> bytes:
        return line.encode("utf-8", "replace")


EXPORTER = Exporter(
    title="Findings as CSV",
    specification="RFC 4180, UTF-8 with byte order mark; formula injection per OWASP, CSV Injection",
    suffix=".csv",
    media_type="text/csv; charset=utf-8; header=present",
    render=_render,
)
