"""CSV, workbooks, Parquet and OpenMetrics, read back by the programs that people use."""

import csv
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils import get_column_letter
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from osk_scan.catalogue.layers import LAYERS
from osk_scan.exporters import _columns, _sheets, findings_csv, ods, openmetrics, parquet, xlsx
from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._rows import FINDING_COLUMNS
from osk_scan.finding import Finding
from osk_scan.model import Context, Language, System
from osk_scan.results import Results
from osk_scan.terms import terms
from tests.opendocument import faults
from tests.reports.samples import HOSTILE, ManyFindings, hostile_findings, sample_findings, sample_results

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def rows_of_csv(results: Results) -> list[dict[str, str]]:
    text = b"".join(findings_csv.EXPORTER.render(results)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def workbook(results: Results) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(xlsx.EXPORTER.render(results))))


def rows_of_sheet(sheet: Any) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_csv_begins_with_a_byte_order_mark_and_names_all_columns() -> None:
    first = next(iter(findings_csv.EXPORTER.render(sample_results())))
    assert first.startswith(b"\xef\xbb\xbf" + ",".join(f'"{name}"' for name in FINDING_COLUMNS).encode() + b"\r\n")


def test_csv_holds_every_finding_with_its_decision() -> None:
    rows = rows_of_csv(sample_results())
    assert [found.id for found in sample_findings()] == [row["id"] for row in rows]
    waived = rows[2]
    shown = [waived[name] for name in ("state", "decision", "comment", "reviewer", "decided_at", "until")]
    assert ["waived", "accepted", "Wird mit Version 3 entfernt.", "M. Beispiel", "2026-08-15", "2026-12-31"] == shown
    assert "Bürgerportal → cli-tools 2.1 → readline 8.2" == rows[0]["path"]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\u200b=1", "|x", "%x"]
)
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert "'" + cell == findings_csv.defused(cell)


@pytest.mark.parametrize("cell", ["", "readline", "pkg:npm/%40a/b@1", "1=1", "8.2", "→ x", "ä="])
def test_an_ordinary_cell_stays_as_it_is(cell: str) -> None:
    assert cell == findings_csv.defused(cell)


@given(st.text())
def test_no_defused_cell_begins_like_a_formula(cell: str) -> None:
    assert not findings_csv.defused(cell).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_hostile_names_in_csv_come_back_defused_and_whole() -> None:
    rows = rows_of_csv(sample_results(findings=hostile_findings()))
    assert [findings_csv.defused(name) for name in HOSTILE] == [row["component"] for row in rows]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    book = workbook(sample_results(findings=hostile_findings()))
    for sheet in book:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}
            assert [cell.hyperlink for cell in row if cell.hyperlink] == []


def test_a_workbook_shows_names_as_they_are() -> None:
    sheet = workbook(sample_results(findings=hostile_findings()))["Befunde"]
    shown = [row["Komponente"] for row in rows_of_sheet(sheet)]
    assert [_sheets.safe_text(name) for name in HOSTILE] == shown


def test_a_workbook_holds_exact_fractions_beside_numbers() -> None:
    sheet = workbook(sample_results())["Indikatoren"]
    found = next(row for row in rows_of_sheet(sheet) if row["Indikator"] == "D1")
    columns = ("mindestens", "höchstens", "mindestens (Bruch)", "höchstens (Bruch)", "Art der Grenze")
    assert [pytest.approx(11 / 30), pytest.approx(12 / 30), "11/30", "12/30", "exakt"] == [
        found[name] for name in columns
    ]


@pytest.mark.parametrize(
    ("sheet", "columns"),
    [
        ("Schwerpunkte", ("Anteil", "Ausfallradius mindestens", "Bindung höchstens", "Schwelle")),
        ("Klärungsliste", ("verengt sicher", "verengt bestenfalls")),
    ],
)
def test_a_workbook_can_be_sorted_by_what_is_measured(sheet: str, columns: tuple[str, ...]) -> None:
    rows = rows_of_sheet(workbook(sample_results())[sheet])
    assert rows
    assert all(isinstance(row[column], int | float) for row in rows for column in columns)


def test_problems_of_documents_of_one_name_are_told_apart() -> None:
    shown = rows_of_sheet(workbook(sample_results())["Hinweise"])
    assert {("clients.csv", "Bezirksamt A", "Arbeitsplätze"), ("alt.xml", "Bezirksamt A", "Bürgerportal")} == {
        (row["Dokument"], row["Behörde"], row["Verfahren"]) for row in shown
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_cell_that_people_read_holds_a_word_of_the_machine(language: Language) -> None:
    """Our terms are told by their words; ids and what others wrote stand in columns of their own."""
    mine = {wording.in_(language) for wording in (*terms().values(), *LAYERS.values())}
    machine = ({key.rpartition(".")[2] for key in terms()} | set(LAYERS)) - mine
    for sheet in _sheets.sheets(sample_results(language=language)):
        for row in sheet.rows:
            for column, cell in zip(sheet.columns, row, strict=True):
                if column.terms or column.en in ("Part", "Possible"):
                    assert str(cell) not in machine, (sheet.name, column.en)


def test_hotspots_name_products_and_documents_their_formats() -> None:
    book = workbook(sample_results(formats={"cyclonedx-json": "CycloneDX JSON"}))
    assert "Samba" in str([row["Auswege"] for row in rows_of_sheet(book["Schwerpunkte"])])
    assert "CycloneDX JSON" in [row["Format"] for row in rows_of_sheet(book["Dokumente"])]


def test_findings_beyond_one_sheet_go_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sheets, "ROWS_OF_A_SHEET", 2)
    book = workbook(sample_results(findings=ManyFindings(5)))
    assert [3, 3, 2] == [book[name].max_row for name in ("Befunde", "Befunde 2", "Befunde 3")]


def opendocument(results: Results, part: str = "content.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(b"".join(ods.EXPORTER.render(results)))) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read(part))


def tables(content: etree._Element) -> dict[str, etree._Element]:
    return {sheet.get(f"{TABLE}name", ""): sheet for sheet in content.iter(f"{TABLE}table")}


def test_an_opendocument_sheet_holds_every_row_as_plain_text() -> None:
    content = opendocument(sample_results(findings=hostile_findings()))
    assert [element for element in content.iter() if element.get(f"{TABLE}formula") is not None] == []
    assert len(HOSTILE) + 1 == len(list(tables(content)["Befunde"].iter(f"{TABLE}table-row")))


def test_an_opendocument_sheet_needs_no_zip64_which_libreoffice_refuses() -> None:
    stream = io.BytesIO(b"".join(ods.EXPORTER.render(sample_results())))
    with zipfile.ZipFile(stream) as archive:
        assert {entry.extract_version for entry in archive.infolist()} == {20}
        first = archive.infolist()[0]
        assert ("mimetype", zipfile.ZIP_STORED) == (first.filename, first.compress_type)


@pytest.mark.parametrize("findings", [(), sample_findings(), hostile_findings()], ids=["none", "some", "hostile"])
def test_an_opendocument_sheet_follows_the_grammar_of_the_standard(findings: tuple[Finding, ...]) -> None:
    assert [] == faults(b"".join(ods.EXPORTER.render(sample_results(findings=findings))))


def test_a_hostile_title_stays_text_in_every_part_of_a_spreadsheet() -> None:
    named = System(1, '</dc:title>$title"&<x>', "Portal", Context.INTERNAL, None)
    results = sample_results(systems=(named,))
    assert results.title == opendocument(results, "meta.xml").findtext(".//{*}title")
    assert results.title == opendocument(results, "styles.xml").findtext(".//{*}region-left/{*}p")
    assert [] == faults(b"".join(ods.EXPORTER.render(results)))


def test_what_does_not_fit_into_an_opendocument_sheet_is_told_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ods, "MOST_FINDINGS", 2)
    rows = list(tables(opendocument(sample_results(findings=ManyFindings(5))))["Befunde"].iter(f"{TABLE}table-row"))
    assert 4 == len(rows)
    assert str(rows[-1].xpath("string()")).startswith("Weitere 3 Befunde stehen nicht in dieser Datei")


def test_a_sheet_is_printed_landscape_as_wide_as_the_page_with_its_head_on_each() -> None:
    pages = [
        dict(layout.attrib)
        for layout in opendocument(sample_results(), "styles.xml").iterfind(".//{*}page-layout-properties")
    ]
    (page,) = ({name.rpartition("}")[2]: value for name, value in found.items()} for found in pages)
    assert ["landscape", "1", "0"] == [page[name] for name in ("print-orientation", "scale-to-X", "scale-to-Y")]
    content = opendocument(sample_results())
    assert all(len(sheet.findall(f"{TABLE}table-header-rows")) == 1 for sheet in tables(content).values())
    filters = [found.get(f"{TABLE}target-range-address") for found in content.iter(f"{TABLE}database-range")]
    assert "'Befunde'.A1:'Befunde'.AE5" == filters[-1]
    book: list[Any] = list(workbook(sample_results()))
    assert {("landscape", True, 0, "$1:$1")} == {
        (
            sheet.page_setup.orientation,
            sheet.sheet_properties.pageSetUpPr.fitToPage,
            int(sheet.page_setup.fitToHeight),
            sheet.print_title_rows,
        )
        for sheet in book
    }
    assert all(sheet.freeze_panes == "A2" and sheet.auto_filter.ref for sheet in book)


@pytest.mark.parametrize(
    ("language", "read", "folded"), [("de", "Meldung", "Meldung (englisch)"), ("en", "Message", "Message (German)")]
)
def test_the_other_language_is_folded_away(language: Language, read: str, folded: str) -> None:
    sheet: Any = workbook(sample_results(language=language)).worksheets[-1]
    hidden = {cell.value for cell in sheet[1] if sheet.column_dimensions[get_column_letter(cell.column)].hidden}
    assert read not in hidden
    assert folded in hidden


def test_every_column_has_a_title() -> None:
    used = {
        column.de
        for sheet in _sheets.sheets(sample_results())
        for column in (sheet.columns if list(sheet.rows) else ())
    }
    assert used == {column.de for column in _columns.known().values()}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("exporter", [xlsx.EXPORTER, ods.EXPORTER], ids=["xlsx", "ods"])
def test_libreoffice_opens_the_workbook_and_reads_the_same_names(exporter: Exporter, tmp_path: Path) -> None:
    file = tmp_path / f"findings{exporter.suffix}"
    file.write_bytes(b"".join(exporter.render(sample_results(findings=hostile_findings()[:8]))))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", profile, "--headless", "--convert-to", every_sheet, "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    rows = csv.DictReader(io.StringIO((tmp_path / "findings-Befunde.csv").read_text(encoding="utf-8"), newline=""))
    assert [_sheets.safe_text(name).strip() for name in HOSTILE[:8]] == [row["Komponente"].strip() for row in rows]


def test_parquet_holds_findings_and_indicators(tmp_path: Path) -> None:
    files = parquet.EXPORTER.write(sample_results(), tmp_path)
    assert ["findings.parquet", "indicators.parquet"] == [file.name for file in files]
    findings, indicators = (pyarrow.parquet.read_table(file) for file in files)
    assert [found.id for found in sample_findings()] == findings["id"].to_pylist()
    assert "258/900" in indicators["lo_exact"].to_pylist()
    assert "double" == str(indicators.schema.field("lo").type)


def test_openmetrics_is_read_by_the_official_parser() -> None:
    hostile = sample_results(findings=hostile_findings())
    text = b"".join(openmetrics.EXPORTER.render(hostile)).decode()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    samples = {tuple(sample.labels.values()): sample.value for sample in families["osk_indicator"].samples}
    assert 11 / 30 == samples["agency", "Bezirksamt A", "D1", "inst", "lo"]
    assert len(HOSTILE) == sum(sample.value for sample in families["osk_findings"].samples)
