"""Hostile lists: each is refused or quarantined with its reason, quickly and in bounded memory."""

import csv
import time
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document
from osk_scan.parsers import parse

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
DEEP = 100_000


def _zip(entries: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _xlsx(sheet: bytes, target: str = "worksheets/s.xml") -> bytes:
    workbook = f'<workbook {_MAIN} {_LINKS}><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>'
    links = f'<Relationships><Relationship Id="rId1" Target="{target}"/></Relationships>'
    return _zip(
        {
            "xl/workbook.xml": workbook.encode(),
            "xl/_rels/workbook.xml.rels": links.encode(),
            "xl/worksheets/s.xml": sheet,
        }
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("npm_package_lock", b'{"lockfileVersion":1,"dependencies":' + b'{"a":{"dependencies":' * DEEP),
        ("npm_package_lock", b'{"lockfileVersion":3,"packages":{"a":{"license":' + b"[" * DEEP + b"]" * DEEP + b"}}}"),
        ("npm_ls_json", b'{"name":"a","dependencies":' + b'{"a":{"dependencies":' * DEEP),
        ("pip_list_json", b"[" * DEEP + b"]" * DEEP),
        ("maven_tree_json", b'{"children":[' * DEEP),
        ("uv_lock", b"x = " + b"[" * DEEP),
        ("cargo_lock", b"x = " + b"{a=" * DEEP),
        ("pnpm_lock", b"lockfileVersion: 9\na: " + b"[" * DEEP),
        ("fusion_inventory", b"<REQUEST><CONTENT>" + b"<a>" * DEEP),
    ],
)
def test_deep_nesting_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(RefusedDocument):
        parse(Document("tief", content), name)


def test_a_sheet_that_unpacks_to_much_more_than_it_weighs_is_refused() -> None:
    with pytest.raises(RefusedDocument, match="over the cap"):
        parse(Document("x.xlsx", _xlsx(b"<worksheet>" + b" " * 20_000_000 + b"</worksheet>")))


def test_a_sheet_outside_the_archive_is_not_looked_for() -> None:
    with pytest.raises(RefusedDocument, match="no header"):
        parse(Document("x.xlsx", _xlsx(b"<worksheet/>", "../../../etc/hostname")))


def test_too_many_entries_in_an_archive_are_refused() -> None:
    with pytest.raises(RefusedDocument, match="entries"):
        parse(Document("x.xlsx", _zip({"xl/workbook.xml": b"<w/>", **{f"x{number}": b"" for number in range(5001)}})))


def test_a_damaged_archive_is_refused_with_its_entry() -> None:
    content = bytearray(_xlsx(b"<worksheet><sheetData/></worksheet>" * 100))
    content[40:60] = b"\xff" * 20
    with pytest.raises(RefusedDocument, match=r"xl/workbook\.xml"):
        parse(Document("x.xlsx", bytes(content)), "xlsx_table")


def test_two_cells_in_opposite_corners_cost_two_rows() -> None:
    cell = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>{2}</t></is></c>{3}</row>'
    version = '<c r="B1" t="inlineStr"><is><t>Version</t></is></c>'
    rows = cell.format(1, "A", "Produkt", version) + cell.format(1048576, "A", "VLC", '<c r="XFD1048576"><v>1</v></c>')
    inventory = parse(Document("x.xlsx", _xlsx(f"<worksheet {_MAIN}>{rows}</worksheet>".encode())))
    assert ["sheet a row 1048576"] == [component.where for component in inventory.components]


def test_rows_repeated_without_being_written_are_bounded() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    header = cell.format("Produkt") + cell.format("Version")
    row = f'<table:table-row table:number-rows-repeated="99999999">{cell.format("a")}</table:table-row>'
    body = f'<table:table table:name="x"><table:table-row>{header}</table:table-row>{row}</table:table>'
    content = f'<a xmlns:table="{_TABLE}" xmlns:text="{_TEXT}">{body}</a>'.encode()
    ods = _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})
    with pytest.raises(RefusedDocument, match="repeated rows"):
        parse(Document("x.ods", ods), "ods_table")


def test_the_name_of_a_sheet_is_cut_where_it_stands_at_every_row() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    cells = (cell.format(first) + cell.format(second) for first, second in (("Produkt", "Version"), ("VLC", "3.0")))
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    table = f'<table:table table:name="{"sheet a row 1 " * 10_000}">{rows}</table:table>'
    content = f'<a xmlns:table="{_TABLE}" xmlns:text="{_TEXT}">{table}</a>'.encode()
    ods = _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})
    (component,) = parse(Document("x.ods", ods), "ods_table").components
    assert component.where.startswith("sheet sheet a row 1 ")
    assert component.where.endswith("… row 2")
    assert len(component.where) < 120


def test_a_text_with_an_index_of_thousands_of_digits_is_none() -> None:
    header = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("Produkt", "Version"))
    row = f'<c t="inlineStr"><is><t>VLC</t></is></c><c t="s"><v>{"9" * 5000}</v></c>'
    sheet = f"<worksheet {_MAIN}><row>{header}</row><row>{row}</row></worksheet>"
    (component,) = parse(Document("x.xlsx", _xlsx(sheet.encode()))).components
    assert ("VLC", None) == (component.name, component.version)


@pytest.mark.parametrize("number", [-5, 10**15])
def test_what_is_no_count_of_devices_is_told_and_taken_as_one(number: int) -> None:
    rows = f'{{"value": [{{"displayName": "a", "deviceCount": {number}}}]}}'
    inventory = parse(Document("x.json", rows.encode()), "intune_apps_json")
    assert [1] == [component.installations for component in inventory.components]
    assert [("no-count", str(number))] == [(problem.kind, problem.detail) for problem in inventory.problems]


def test_counts_that_add_up_to_more_than_a_portfolio_holds_are_capped_and_told() -> None:
    inventory = parse(Document("x.csv", b"Produkt;Version;Anzahl\n" + b"VLC;1;10000000\n" * 300), "csv_table")
    assert [1_000_000_000] == [component.installations for component in inventory.components]
    assert ["cap-exceeded"] == [problem.kind for problem in inventory.problems]


@pytest.mark.parametrize("item", ["- pip: 5", "- pip: [5]", "-", "- [a]", "- other: [a]", "- 3.1"])
def test_what_is_no_text_among_the_packages_of_conda_is_quarantined(item: str) -> None:
    inventory = parse(Document("x", f"dependencies:\n  {item}\n".encode()), "conda_environment")
    assert (0, 1) == (len(inventory.components), len(inventory.quarantined))


@pytest.mark.parametrize("name", ["fusion_inventory", "swid_tag", "nuget_packages_config"])
def test_entities_are_refused_before_they_are_expanded(name: str) -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><REQUEST>&b;</REQUEST>'
    with pytest.raises(RefusedDocument, match="DTD"):
        parse(Document("x.xml", laughs), name)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_the_rows_behind_an_unclosed_quotation_mark_are_not_lost_by_any_end_of_lines(end: bytes) -> None:
    with pytest.raises(RefusedDocument, match="quotation mark"):
        parse(Document("x.csv", end.join((b"Name;Version", b'VLC;"1', b"GIMP;2", b""))), "csv_table")


@pytest.mark.parametrize("last", [b'"VLC;1\n', b'"sep=;\nVLC;1\n', b'"#TYPE x;1\nVLC;1\n'])
def test_a_last_row_that_is_never_closed_is_not_passed_over(last: bytes) -> None:
    with pytest.raises(RefusedDocument, match="quotation mark"):
        parse(Document("x.csv", b"Name;Version;Hersteller\nGIMP;2;GNU\n" + last), "csv_table")


@pytest.mark.parametrize("limit", [131_072, 1 << 30])
def test_a_quotation_mark_that_is_never_closed_is_told(limit: int) -> None:
    before = csv.field_size_limit(limit)  # other libraries raise it for the whole process
    rows = b"Name;Version\nVLC;1\n" * 100
    with pytest.raises(RefusedDocument, match="quotation mark"):
        parse(Document("x.csv", rows + b'"' + b"x;y\n" * 50_000), "csv_table")
    with pytest.raises(RefusedDocument, match="quotation mark"):
        parse(Document("x.csv", b'Name;Version\n"VLC;1\n' + b"x;y\n" * 50_000), "csv_table")
    csv.field_size_limit(before)


@pytest.mark.parametrize("name", ["rpm_list", "apt_list", "pip_requirements", "go_mod", "yarn_lock", "gemfile_lock"])
def test_a_line_no_list_has_is_refused(name: str) -> None:
    with pytest.raises(RefusedDocument, match="over the cap"):
        parse(Document("x", b"a-" * 50_000), name)


@pytest.mark.parametrize(
    "line", [b"a " + b">=1," * 1900, b"a" + b" " * 7_900 + b"!", b"a." * 3_900 + b"!", b">" * 7_900]
)
def test_a_long_requirement_is_decided_at_once(line: bytes) -> None:
    assert 1 == parse(Document("requirements.txt", line), "pip_requirements").found


@pytest.mark.parametrize("name", ["cargo_lock", "uv_lock", "poetry_lock", "pylock_toml"])
def test_a_number_of_thousands_of_digits_is_refused(name: str) -> None:
    with pytest.raises(RefusedDocument, match="digits"):
        parse(Document("x", b"version = " + b"1" * 5000), name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pacman_info", "Name            : a\nVersion         : 1\nDepends On"),
        ("spdx_tag_value", "SPDXVersion: SPDX-2.3\nPackageName: a\nPackageSupplier: Organization: a"),
        ("zypper_list", "S | Name | Version"),
    ],
)
@pytest.mark.parametrize("filling", [" ", "( ", "| Name ", "a "])
def test_a_line_of_megabytes_costs_no_more_than_others(name: str, text: str, filling: str) -> None:
    content = f"{text}{filling * (2_000_000 // len(filling))}!\n".encode()
    started = time.process_time()
    with suppress(RefusedDocument):
        parse(Document("x", content), name)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("branch", ["| ", "  ", "│ ", "+-- ", "@"])
def test_a_tree_of_npm_however_deep_costs_no_more_than_it_says(branch: str) -> None:
    line = f"{branch * (7_000 // len(branch))}+-- a@1.0.0\n"
    began = time.process_time()
    inventory = parse(Document("x", f"p@1.0.0 /srv\n+-- b@1.0.0\n{line * 500}".encode()), "npm_ls_text")
    assert 502 == inventory.found
    assert time.process_time() - began < 3


def test_controls_in_cells_become_blanks() -> None:
    inventory = parse(Document("x.csv", "Name;Version\nV\x07L\u202eC;1\x1b\n".encode()))
    assert [("V L C", "1")] == [(component.name, component.version) for component in inventory.components]


def test_a_line_costs_what_it_says_not_what_the_heading_promises() -> None:
    names = ["Name", "Version", *(f"c{number}" for number in range(900))]
    listed = f"{' '.join(names)}\n{' '.join('-' * len(name) for name in names)}\n" + "x 1\n" * 20_000
    began = time.process_time()
    assert 20_000 == parse(Document("x", listed.encode()), "windows_programs_text").found
    assert time.process_time() - began < 3


def test_a_list_of_nothing_but_headers_is_refused_before_it_fills_the_memory() -> None:
    headers = b"Produkt;Version;Ort\nProdukt;Hersteller;Ort\n"
    with pytest.raises(RefusedDocument) as refusal:
        parse(Document("x.csv", headers * 5_000), "csv_table")
    assert "cap-exceeded" == refusal.value.kind


@pytest.mark.parametrize("columns", [";" * 50_000, ";Lizenz" * 8_000])
@pytest.mark.parametrize(("above", "row"), [("", "VLC;3\n"), (f"GIMP;2\n{';' * 60_000}y\n", "VLC;dito;dito\n")])
def test_a_short_row_costs_what_it_says_not_what_those_above_do(columns: str, above: str, row: str) -> None:
    began = time.process_time()
    inventory = parse(Document("x.csv", f"Name;Version{columns}\n{above}{row * 20_000}".encode()), "csv_table")
    assert "VLC" == inventory.components[-1].name
    assert time.process_time() - began < 3


def test_a_row_of_ditto_marks_below_a_wide_one_that_says_little_costs_what_it_says() -> None:
    listed = f"Name;Version\nVLC;3\n{';' * 60_000}y\n" + "dito;dito\n" * 20_000
    began = time.process_time()
    assert ["VLC"] == [component.name for component in parse(Document("x.csv", listed.encode())).components]
    assert time.process_time() - began < 3


def test_columns_of_licenses_beyond_any_use_are_told() -> None:
    columns = ";".join(f"Lizenz ({number})" for number in range(30))
    (columns_not_read,) = parse(Document("x.csv", f"Name;{columns}\nVLC{';MIT' * 30}\n".encode())).problems
    assert columns_not_read.detail.startswith("Lizenz (20), Lizenz (21)")
