"""Findings and scores as an OpenDocument spreadsheet, the German administration's standard."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from osk_scan.exporters._batches import chunked
from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._sheets import Cell, safe_text, sheets
from osk_scan.results import Results

_OUTPUT_BLOCK = 4096
"""Small, because the writer remembers every piece of input until one block of compressed output is full."""


def _render(results: Results) -> Iterator[bytes]:
    """Write without ZIP64, which LibreOffice refuses to open; content ends at 4 GiB."""
    from stream_write_ods import stream_write_ods

    made = datetime.fromisoformat(results.as_of)
    tables = ((sheet.name, sheet.columns, _rows(sheet.rows)) for sheet in sheets(results))
    return chunked(stream_write_ods(tables, get_modified_at=lambda: made, chunk_size=_OUTPUT_BLOCK))


def _rows(rows: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield tuple(safe_text(cell) if isinstance(cell, str) else cell for cell in row)


EXPORTER = Exporter(
    title="Findings and scores as OpenDocument spreadsheet",
    specification="ISO/IEC 26300, OpenDocument 1.2",
    suffix=".ods",
    media_type="application/vnd.oasis.opendocument.spreadsheet",
    render=_render,
)
