"""Findings and scores as an OpenDocument spreadsheet, the German administration's standard, ready to be printed."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from osk_scan.exporters import _ods_parts as parts
from osk_scan.exporters._batches import CHUNK, chunked
from osk_scan.exporters._contract import Exporter, Limit
from osk_scan.exporters._sheets import Sheet, left_out, sheets
from osk_scan.results import Results

_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MOST_FINDINGS = 250_000
"""A file's content ends at 4 GiB, since LibreOffice refuses ZIP64; a finding takes some 6 KiB of it."""


def _render(results: Results) -> Iterator[bytes]:
    """Write to a temporary file row by row, because the size of an entry stands before it."""
    with TemporaryDirectory(prefix="osk-ods-") as folder:
        file = Path(folder) / "workbook.ods"
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            _write(archive, results)
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk


def _write(archive: ZipFile, results: Results) -> None:
    """Write the parts; their times are the first that ZIP knows, so that equal results give equal bytes."""
    archive.writestr(ZipInfo("mimetype"), _MEDIA_TYPE, ZIP_STORED)
    written: list[tuple[Sheet, int]] = []
    entry = ZipInfo("content.xml")
    entry.compress_type = ZIP_DEFLATED
    with archive.open(entry, "w") as content:
        for chunk in chunked(piece.encode() for piece in _content(results, written)):
            content.write(chunk)
    names = [sheet.name for sheet, _ in written]
    others = {
        "styles.xml": parts.styles(results.title, results.language),
        "meta.xml": parts.meta(results.title, results.as_of, results.software),
        "settings.xml": parts.settings(names),
        "META-INF/manifest.xml": parts.manifest(_MEDIA_TYPE),
    }
    for name, text in others.items():
        archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)


def _content(results: Results, written: list[tuple[Sheet, int]]) -> Iterator[str]:
    """Yield the content, and note each sheet with the number of its rows."""
    yield parts.begins()
    for sheet in sheets(results, MOST_FINDINGS):
        yield parts.opened(sheet, results.language)
        rows = 0
        for cells in sheet.rows:
            yield parts.row(cells, sheet.columns)
            rows += 1
        yield parts.CLOSED
        written.append((sheet, rows))
    yield parts.ends(written)


EXPORTER = Exporter(
    title="Findings and scores as OpenDocument spreadsheet",
    specification="ISO/IEC 26300, OpenDocument 1.3",
    suffix=".ods",
    media_type=_MEDIA_TYPE,
    render=_render,
    limit=Limit(MOST_FINDINGS, lambda count: left_out(count - MOST_FINDINGS)),
)
