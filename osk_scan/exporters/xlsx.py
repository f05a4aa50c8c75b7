"""Findings and scores as an Excel workbook whose cells are values, never formulas or links."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from osk_scan.exporters._batches import CHUNK
from osk_scan.exporters._columns import Column
from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._sheets import Cell, Sheet, safe_text, sheets
from osk_scan.model import Language
from osk_scan.results import Results

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    Looks = dict[str, Format]

_MILLIMETRES = 1.9
"""Of a column's unit, the width of a digit."""
_LINE, _MOST_LINES = 15, 27
"""Points; Excel's rows end at 409."""
_LOOKS = {
    "heading": {"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"},
    "text": {"text_wrap": True, "valign": "top"},
    "folded": {"valign": "top"},
    "share": {"num_format": "0.0000", "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
}
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def _render(results: Results) -> Iterator[bytes]:
    """Write to a temporary file row by row, because a workbook is a ZIP whose directory comes last."""
    import xlsxwriter

    with TemporaryDirectory(prefix="osk-xlsx-") as folder:
        file = Path(folder) / "workbook.xlsx"
        options = _TEXT_ONLY | {"constant_memory": True, "use_zip64": True, "tmpdir": folder}
        with xlsxwriter.Workbook(file, options) as book:
            book.set_properties({"title": safe_text(results.title), "created": datetime.fromisoformat(results.as_of)})
            looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
            for sheet in sheets(results):
                _write(book, sheet, looks, results.language)
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk


def _write(book: "Workbook", sheet: Sheet, looks: "Looks", language: Language) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        folded = {} if column.read else {"level": 1, "hidden": True}
        page.set_column(place, place, column.width / _MILLIMETRES, None, folded)
        page.write_string(0, place, column.title(language), looks["heading"])
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        page.set_row(last, _LINE * _lines(row, sheet.columns))
        for place, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write_cell(page, last, place, cell, looks, folded=not column.read)
        for kept in (page.row_info, page.row_sizes):
            kept.pop(last - 1, None)  # the writer remembers the height of every row, though it has written it
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    _lay_out(page, language)


def _lines(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> int:
    """Return how many lines the tallest cell takes that is read: not every reader computes that itself."""
    return max(
        min(_MOST_LINES, sum(1 + int(len(line) * _MILLIMETRES / column.width) for line in str(cell).split("\n")))
        for cell, column in zip(row, columns, strict=True)
        if column.read
    )


def _lay_out(page: "Worksheet", language: Language) -> None:
    """Print landscape, as wide as a page of A4, with the heads on each page and numbered."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer(f"&L&F&C&A&R{'Seite' if language == 'de' else 'Page'} &P / &N")


def _write_cell(page: "Worksheet", row: int, column: int, cell: Cell, looks: "Looks", *, folded: bool) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, safe_text(cell), looks["folded" if folded else "text"])
    else:
        page.write_number(row, column, cell, looks["share" if isinstance(cell, float) else "whole"])


EXPORTER = Exporter(
    title="Findings and scores as Excel workbook",
    specification="ISO/IEC 29500, Office Open XML",
    suffix=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    render=_render,
)
