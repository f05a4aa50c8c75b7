"""Workbooks as people make them: cells merged over rows and columns, and what LibreOffice hides below them."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from osk_scan.model import Document
from osk_scan.parsers import parse
from tests.parsers.workbooks import ods, xlsx, zipped

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
HEADER = ("Hersteller", "Produkt", "Version")
SPANS = (
    '<table:table-cell table:number-rows-spanned="{}" table:number-columns-spanned="{}">'
    "<text:p>{}</text:p></table:table-cell>"
)
COVERED = "<table:covered-table-cell><text:p>{}</text:p></table:covered-table-cell>"


def _ods(*rows: tuple[str, ...]) -> list[tuple[str | None, str, str | None]]:
    inventory = parse(Document("x.ods", ods([("A", [HEADER, *rows])])))
    return [(c.vendor, c.name, c.version) for c in inventory.components]


def test_a_vendor_merged_over_several_rows_counts_for_each_of_them() -> None:
    merged = SPANS.format(2, 1, "Mozilla")
    rows = [(merged, "Firefox", "128"), (COVERED.format(""), "Thunderbird", "115"), ("VideoLAN", "VLC", "3")]
    assert [("Mozilla", "Firefox", "128"), ("Mozilla", "Thunderbird", "115"), ("VideoLAN", "VLC", "3")] == _ods(*rows)


def test_text_hidden_below_a_merged_cell_is_not_shown_and_not_read() -> None:
    merged = SPANS.format(2, 1, "Mozilla")
    assert [("Mozilla", "Firefox", "128"), ("Mozilla", "Thunderbird", "115")] == _ods(
        (merged, "Firefox", "128"), (COVERED.format("Alter Hersteller"), "Thunderbird", "115")
    )


def test_a_merged_cell_ends_where_its_area_ends() -> None:
    merged = SPANS.format(2, 1, "Mozilla")
    assert [("Mozilla", "Firefox", "128"), ("Mozilla", "Thunderbird", "115"), (None, "VLC", "3")] == _ods(
        (merged, "Firefox", "128"), (COVERED.format(""), "Thunderbird", "115"), ("", "VLC", "3")
    )


def test_a_cell_merged_over_columns_stands_in_the_first_and_moves_none_behind_it() -> None:
    merged = SPANS.format(1, 2, "Firefox")
    assert [(None, "Firefox", None), ("VideoLAN", "VLC", "3")] == _ods(
        ("", merged, COVERED.format("99")), ("VideoLAN", "VLC", "3")
    )


def test_a_title_merged_over_the_whole_width_is_no_header() -> None:
    title = SPANS.format(1, 3, "Softwarebestand Produkt Version 2026")
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    content = ods([("A", [(title, covered), HEADER, ("Mozilla", "Firefox", "128")])])
    (component,) = parse(Document("x.ods", content)).components
    assert ("Firefox", "sheet A row 3") == (component.name, component.where)


def test_both_kinds_of_workbook_read_merged_cells_alike() -> None:
    rows = [HEADER, ("Mozilla", "Firefox", "128"), ("", "Thunderbird", "115"), ("", "VLC", "3")]
    with zipfile.ZipFile(BytesIO(xlsx([("A", rows)]))) as archive:
        entries = {name: archive.read(name).decode() for name in archive.namelist()}
    entries["xl/0.xml"] = entries["xl/0.xml"].replace(
        "</worksheet>", '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells></worksheet>'
    )
    excel = parse(Document("x.xlsx", zipped(entries))).components
    assert [(c.vendor, c.name, c.version) for c in excel] == _ods(
        (SPANS.format(2, 1, "Mozilla"), "Firefox", "128"), (COVERED.format(""), "Thunderbird", "115"), rows[3]
    )


@pytest.mark.parametrize("rows", ["0", "-3", "99999999999999", "viele"])
def test_a_strange_span_is_one_row(rows: str) -> None:
    assert [("Mozilla", "Firefox", "128"), (None, "VLC", "3")] == _ods(
        (SPANS.format(rows, 1, "Mozilla"), "Firefox", "128"), ("", "VLC", "3")
    )


@pytest.mark.parametrize(
    "name", ["xlsx_table/hidden-rows-and-columns.xlsx", "ods_table/hidden-sheet-rows-and-columns.ods"]
)
def test_what_a_workbook_hides_is_read_and_told(name: str) -> None:
    inventory = parse(Document(name, (FIXTURES / name).read_bytes()))
    told = [(problem.kind, problem.where, problem.detail) for problem in inventory.problems if "hidden" in problem.kind]
    assert 11 == len(inventory.components)
    assert [
        ("hidden-columns", "sheet Clients row 1", "Version"),
        ("hidden-rows", "sheet Clients row 3", "3"),
        ("hidden-sheet", "sheet Alt", ""),
        ("hidden-rows", "sheet Gruppe row 3", "3-5, 7"),
    ] == told
