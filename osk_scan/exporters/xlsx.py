"""Findings and scores as an Excel workbook whose cells are values, never formulas or links."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from osk_scan.exporters._batches import CHUNK
from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._sheets import Cell, Sheet, safe_text, sheets
from osk_scan.results import Results

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def _render(results: Results) -> Iterator[bytes]:
    """Write to a temporary file row by row, because a workbook is a ZIP whose directory comes last."""
    import xlsxwriter

    with TemporaryDirectory(prefix="osk-xlsx-") as folder:
        file = Path(folder) / "workbook.xlsx"
        options = _TEXT_ONLY | {"constant_memory": True, "use_zip64": True, "tmpdir": folder}
        with xlsxwriter.Workbook(file, options) as book:
            book.set_properties({"title": results.title, "created": datetime.fromisoformat(results.as_of)})
            heading = book.add_format({"bold": True, "bottom": 1})
            for sheet in sheets(results):
                _write(book, sheet, heading)
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk


def _write(book: "Workbook", sheet: Sheet, heading: "Format") -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    page.set_column(0, len(sheet.columns) - 1, 20)
    for column, title in enumerate(sheet.columns):
        page.write_string(0, column, title, heading)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(page, last, column, cell)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_cell(page: "Worksheet", row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, safe_text(cell))
    else:
        page.write_number(row, column, cell)


EXPORTER = Exporter(
    title="Findings and scores as Excel workbook",
    specification="ISO/IEC 29500, Office Open XML",
    suffix=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    render=_render,
)
