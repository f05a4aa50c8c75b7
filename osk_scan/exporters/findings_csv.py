"""Findings as CSV that spreadsheets open without running anything."""

import csv
import io
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


def defused(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula: an apostrophe in front where it might.

    White space and invisible marks in front do not hide a formula, nor do full-width forms of its first character.
    Source: OWASP, CSV Injection.
    """
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
    line = io.StringIO(newline="")
    writer = csv.writer(line, quoting=csv.QUOTE_ALL)
    yield BYTE_ORDER_MARK
    writer.writerow(FINDING_COLUMNS)
    for finding in results.findings:
        writer.writerow([defused(cell) for cell in astuple(finding_row(finding))])
        yield _taken(line)
    yield _taken(line)


def _taken(line: io.StringIO) -> bytes:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text.encode("utf-8", "replace")


EXPORTER = Exporter(
    title="Findings as CSV",
    specification="RFC 4180, UTF-8 with byte order mark; formula injection per OWASP, CSV Injection",
    suffix=".csv",
    media_type="text/csv; charset=utf-8; header=present",
    render=_render,
)
