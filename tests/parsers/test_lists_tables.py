"""Tables of any shape: found = components + merged + folded + quarantined, and no installation is lost."""

import csv
from collections.abc import Sequence
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.errors import InvalidRequest, RefusedDocument
from osk_scan.model import Document, Inventory
from osk_scan.parsers import parse, parse_mapped
from osk_scan.parsers._cells import count_in, plain, stated, version_in
from osk_scan.parsers._windows_parts import is_part

NAMES = st.sampled_from(
    ["LibreOffice", "VLC", "Größe & Co", "Update for Microsoft Office 2016 (KB5002634)", "", "=1+1", "a;b"]
)
VERSIONS = st.sampled_from(["", "1.0", "2,5", "24.*", "n/a", '="3.10"'])
TEXT = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=8)
ROWS = st.lists(st.tuples(NAMES, VERSIONS, st.sampled_from(["", "3", "1.000", "viele"]), TEXT), max_size=30)


def _table(rows: Sequence[tuple[str, ...]], delimiter: str, encoding: str = "utf-8") -> Document:
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["Produkt", "Version", "Anzahl", "Benutzer"])
    writer.writerows(rows)
    return Document("bestand.csv", text.getvalue().encode(encoding))


@given(rows=ROWS, delimiter=st.sampled_from([";", ",", "\t", "|"]))
def test_every_row_of_a_table_is_accounted_for(rows: list[tuple[str, ...]], delimiter: str) -> None:
    inventory = parse(_table(rows, delimiter), "csv_table")
    entries = [row for row in rows if any(map(plain, row))]
    kept = len(inventory.components) + inventory.merged + inventory.folded + len(inventory.quarantined)
    assert inventory.found == kept == len(entries)
    assert inventory.folded == sum(1 for name, *_ in entries if is_part(name))


@given(rows=ROWS)
def test_installations_are_the_sum_of_all_rows_that_are_kept(rows: list[tuple[str, ...]]) -> None:
    inventory = parse(_table(rows, ";"), "csv_table")
    kept = [count for name, _, count, _ in rows if name and not name.startswith("=") and not is_part(name)]
    assert sum(component.installations for component in inventory.components) == sum(count_in(n) or 1 for n in kept)


@given(rows=ROWS)
def test_no_text_of_a_dropped_column_survives(rows: list[tuple[str, ...]]) -> None:
    marked = [(*row[:3], "geheim-" + row[3]) for row in rows]
    inventory = parse(_table(marked, ";"), "csv_table")
    assert "geheim" not in repr(inventory)
    assert inventory.dropped_columns == ("Benutzer",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_of_windows_gives_the_same_inventory(encoding: str) -> None:
    rows = [("Prüfwerkzeug für Maße", "1.0", "2", "x"), ("LibreOffice", "24.8", "1", "y")]
    assert _same(parse(_table(rows, ";"), "csv_table")) == _same(parse(_table(rows, ";", encoding), "csv_table"))


def test_an_explicit_mapping_goes_before_all_guessing() -> None:
    document = Document("x.csv", b"Name;Werkzeug;Stand\nFrau Muster;VLC;3.0.20\n")
    (part,) = parse_mapped(document, {"Werkzeug": "name", "Stand": "version"})
    assert [("VLC", "3.0.20")] == [(component.name, component.version) for component in part.inventory.components]


def test_a_column_that_another_goes_before_is_told_as_not_read() -> None:
    inventory = parse(Document("x.csv", b"Name;Produkt;Version\nVLC;Player;3\n"), "csv_table")
    assert [("VLC", "Produkt")] == [(inventory.components[0].name, problem.detail) for problem in inventory.problems]


def test_a_total_is_no_software_in_whatever_column_it_stands() -> None:
    rows = b"Hersteller;Produkt;Version;Anzahl\nVideoLAN;VLC;3;5\nSumme;;;5\n;Gesamt;;5\n"
    inventory = parse(Document("x.csv", rows), "csv_table")
    assert (1, 0) == (inventory.found, len(inventory.quarantined))
    assert ["Summe", "Gesamt"] == [problem.detail for problem in inventory.problems]


@pytest.mark.parametrize(
    ("rows", "listed"),
    [
        ("VLC;3;V\nSumme;;\ndito;4;dito\n", [("VLC", "3"), ("VLC", "4")]),
        ("VLC;3;V\nProdukt;Version;Hersteller\ndito;4;dito\n", [("VLC", "3"), ("VLC", "4")]),
        ("dito;4;V\nVLC;3;V\n", [("VLC", "3")]),
    ],
)
def test_a_ditto_mark_never_stands_for_a_total_a_header_or_itself(rows: str, listed: list[tuple[str, str]]) -> None:
    inventory = parse(Document("x.csv", f"Produkt;Version;Hersteller\n{rows}".encode()), "csv_table")
    assert listed == [(component.name, component.version) for component in inventory.components]
    assert 2 == inventory.found


def test_a_table_is_read_though_the_header_of_the_one_below_is_understood_better() -> None:
    rows = b"Produkt;Version\nVLC;3\nHost;Produkt;Version;Hersteller\nsrv1;GIMP;2;GNU\n"
    inventory = parse(Document("x.csv", rows), "csv_table")
    assert ["VLC", "GIMP"] == [component.name for component in inventory.components]


def test_cells_below_no_header_are_told() -> None:
    rows = b"Produkt,,Version\nFoo, Inc. Tool,1,x,y\nVLC,,3, \nVLC,,3\nGIMP,2,2\n"
    inventory = parse(Document("x.csv", rows), "csv_table")
    told = [(problem.kind, problem.where, problem.detail) for problem in inventory.problems]
    assert [("cells-without-header", "line 2", "2, 5")] == told


def test_an_entry_with_words_of_headers_in_other_columns_begins_no_table() -> None:
    rows = b"Produkt;Version;Art;Erwerb\nVLC;3;Software;Lizenz\nGIMP;2;Software;Lizenz\n"
    inventory = parse(Document("x.csv", rows), "csv_table")
    assert ["VLC", "GIMP"] == [component.name for component in inventory.components]


def test_a_header_with_one_column_more_begins_another_table() -> None:
    rows = b"Produkt;Version\nVLC;3\nProdukt;Version\nProdukt;Version;Hersteller\nGIMP;2;GNU\n"
    inventory = parse(Document("x.csv", rows), "csv_table")
    assert [None, "GNU"] == [component.vendor for component in inventory.components]


def test_a_program_that_is_called_like_a_column_is_read() -> None:
    inventory = parse(Document("x.csv", b"Paket;Version;Hersteller\nPaket;3;\n;;Hersteller\n"), "csv_table")
    assert ["Paket"] == [component.name for component in inventory.components]


def test_what_stands_alone_above_a_repeated_header_is_told() -> None:
    rows = b"Produkt;Version\nVLC;3\nAktenplan;\nProdukt;Version\nGIMP;2\n"
    inventory = parse(Document("x.csv", rows), "csv_table")
    assert ["VLC", "GIMP"] == [component.name for component in inventory.components]
    assert [("title-not-read", "line 3")] == [(problem.kind, problem.where) for problem in inventory.problems]


@pytest.mark.parametrize(
    "rows",
    ['"Best;1;A\nVLC;3;B\nGIMP" Tool;2;C\n', '"Best;1;A\nVLC;3;"B"\nGIMP;2;C\n', 'Best;1;"A\nVLC;3;B\nGIMP;2;C"\n'],
)
def test_rows_between_two_stray_quotation_marks_are_read_and_told(rows: str) -> None:
    inventory = parse(Document("x.csv", f"Produkt;Version;Hersteller\n{rows}QGIS;4;D\n".encode()), "csv_table")
    assert ["1", "3", "2", "4"] == [component.version for component in inventory.components]
    assert ["line 2", "line 3", "line 4", "line 5"] == [component.where for component in inventory.components]
    assert [("stray-quotation", "line 2")] == [(problem.kind, problem.where) for problem in inventory.problems]


def test_cells_between_two_stray_quotation_marks_of_one_line_are_read_and_told() -> None:
    rows = b'Produkt;Version;Hersteller\n"Best;1;"A\n"VLC; Player";3\n"GIMP";2;"B"\n'
    inventory = parse(Document("x.csv", rows), "csv_table")
    listed = [(component.name, component.version) for component in inventory.components]
    assert [("Best", "1"), ("VLC; Player", "3"), ("GIMP", "2")] == listed
    assert [("stray-quotation", "line 2")] == [(problem.kind, problem.where) for problem in inventory.problems]


def test_a_remark_of_several_lines_is_one_cell() -> None:
    rows = 'Produkt;Version;Bemerkung\nVLC;3;"erste; mit Punkt\nzweite ""Zeile""\ndritte; auch"\nGIMP;2;\n'
    inventory = parse(Document("x.csv", rows.encode()), "csv_table")
    assert [("VLC", "line 2"), ("GIMP", "line 5")] == [(one.name, one.where) for one in inventory.components]
    assert ["columns-not-read"] == [problem.kind for problem in inventory.problems]


def test_a_cell_with_lines_that_look_like_rows_among_others_is_told() -> None:
    rows = 'Produkt;Version;Bemerkung\nVLC;3;"eine Zeile\nGIMP;2;x\nund noch eine"\n'
    inventory = parse(Document("x.csv", rows.encode()), "csv_table")
    assert ["VLC"] == [component.name for component in inventory.components]
    assert ["columns-not-read", "rows-in-a-cell"] == [problem.kind for problem in inventory.problems]


def test_a_column_that_is_named_and_not_there_is_told() -> None:
    document = Document("x.csv", b"Produkt;Total\nVLC;3\n")
    (portion,) = parse_mapped(document, {"Totl": "count", "Produkt": "name"})
    told = [(problem.kind, problem.detail) for problem in portion.inventory.problems]
    assert [("columns-not-read", "Total"), ("no-such-column", "Totl")] == told


@pytest.mark.parametrize("header", ["Werkzeug;Stand", "Werkzeug;Version"])
def test_a_table_is_read_though_the_columns_named_stand_better_in_the_one_below(header: str) -> None:
    document = Document("x.csv", f"{header}\nVLC;3\nWerkzeug;Stand;Hersteller\nGIMP;2;GNU\n".encode())
    (portion,) = parse_mapped(document, {"Werkzeug": "name", "Stand": "version"})
    listed = [(component.name, component.version, component.vendor) for component in portion.inventory.components]
    assert [("VLC", "3", None), ("GIMP", "2", "GNU")] == listed


def test_a_table_without_the_column_that_parts_stands_above_one_that_has_it() -> None:
    document = Document("x.csv", b"Produkt;Version\nVLC;3\nVerfahren;Produkt;Version\nPortal;GIMP;2\n")
    portions = parse_mapped(document, {"Verfahren": "system"})
    assert [(None, 1), ("Portal", 1)] == [(portion.system, portion.inventory.found) for portion in portions]


def test_rows_above_the_header_are_told_but_for_titles() -> None:
    inventory = parse(Document("x.csv", b"Bestand\nStand;2026\nAmt;X\nProdukt;Version\nVLC;3\n"), "csv_table")
    assert [("rows-above-header", "line 2", "2-3")] == [(p.kind, p.where, p.detail) for p in inventory.problems]
    assert ["VLC"] == [component.name for component in inventory.components]


def test_a_mapping_to_a_field_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(InvalidRequest, match=r"fields: .*version"):
        parse_mapped(Document("x.csv", b"a;b\n1;2\n"), {"a": "fassung"})


@pytest.mark.parametrize(
    "table",
    [
        "Name;Vorname;Telefon;Raum;Rechner\nMuster;Erika;9023 1;101;PC1\n",
        "Name;E-Mail;Lizenz\nErika Muster;erika@example.org;E3\n",
        "Display name;User principal name;Licenses;Title\nErika Muster;erika@example.org;E3;Referentin\n",
        "userPrincipalName;displayName;surname;givenName;companyName\ne@example.org;Erika Muster;Muster;Erika;Amt\n",
    ],
)
def test_a_table_of_persons_lists_no_software(table: str) -> None:
    with pytest.raises(RefusedDocument, match="no header with a column for the name"):
        parse(Document("x.csv", table.encode()))


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("Name;Vorname;Software;Version\nMuster;Erika;VLC;3\n", "VLC"),
        ("Name;Hersteller;Ansprechpartner;Telefon\nVLC;VideoLAN;Muster;9023 1\n", "VLC"),
        ("DisplayName;DisplayVersion;HelpTelephone\nVLC;3;9023 1\n", "VLC"),
        ("ComputerName;UserName;Name\nPC1;muster;VLC\n", "VLC"),
    ],
)
def test_persons_in_other_columns_keep_no_software_from_being_read(table: str, name: str) -> None:
    inventory = parse(Document("x.csv", table.encode()))
    assert [name] == [component.name for component in inventory.components]


def test_a_table_without_a_name_column_is_no_table_of_software() -> None:
    with pytest.raises(RefusedDocument, match="no known format"):
        parse(Document("x.csv", b"Kapitel;Betrag\n0531;12\n"))


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12),
        ("1.234", 1234),
        ("1,234", 1234),
        ("12,0", 12),
        ("1 234", 1234),
        ("1.234.567", 1234567),
        ("3,5", None),
        ("", None),
    ],
)
def test_counts_are_read_as_german_and_english_tables_write_them(cell: str, number: int | None) -> None:
    assert number == count_in(cell)


def test_a_decimal_comma_in_a_version_is_turned_back() -> None:
    assert ("3.5", "24.10") == (version_in("3,5"), version_in('="24.10"'))


@pytest.mark.parametrize("cell", ["", " - ", "n/a", "k. A.", "unbekannt", "#NV"])
def test_place_holders_say_nothing(cell: str) -> None:
    assert stated(cell) is None


@pytest.mark.parametrize(
    "name", ["LibreOffice 24.8 Help Pack (German)", "Microsoft Visual Studio Code", "Update Manager", "Sprachenzentrum"]
)
def test_a_product_is_not_folded_for_words_that_updates_have_too(name: str) -> None:
    assert not is_part(name)


def _same(inventory: Inventory) -> object:
    return inventory.components, inventory.found, inventory.dropped_columns


def test_of_very_many_rows_that_are_told_together_the_first_and_their_number_are_told() -> None:
    rows = "".join(f'"VLC;{number};A\nGIMP;2;"B\nQGIS;3;C\n' for number in range(200))
    inventory = parse(Document("x.csv", f"Produkt;Version;Hersteller\n{rows}".encode()), "csv_table")
    (told,) = inventory.problems
    assert 600 == inventory.found
    assert told.detail.startswith("2-3, 5-6, 8-9, ")
    assert told.detail.endswith(" … (400)")
