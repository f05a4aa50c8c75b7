"""A table that lists several agencies and systems is divided, and in all of them nothing is lost or counted twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osk_scan.errors import InvalidRequest, RefusedDocument
from osk_scan.model import Document, Inventory
from osk_scan.parsers import Portion, parse, parse_mapped
from osk_scan.parsers import _portions as portions_module
from tests.parsers.workbooks import WRITERS, Sheets

BY_SYSTEM = {"Verfahren": "system"}
BY_BOTH = {"Verfahren": "system", "Behörde": "agency"}
OWNERS = st.sampled_from(
    ["Serviceportal", " Serviceportal ", "Melde\u00adwesen", "", "n/a", "=HYPERLINK(1)", "x" * 300]
)
ROWS = st.lists(
    st.tuples(
        OWNERS,
        OWNERS,
        st.sampled_from(["LibreOffice", "VLC", "", "=1+1", "Summe", "Update for Microsoft Office 2016 (KB5002634)"]),
        st.sampled_from(["", "1.0"]),
        st.sampled_from(["", "3"]),
    ),
    max_size=30,
)


def _table(*rows: tuple[str, ...], name: str = "bestand.csv") -> Document:
    lines = [("Behörde", "Verfahren", "Produkt", "Version", "Anzahl"), *rows]
    return Document(name, "\n".join(";".join(line) for line in lines).encode())


def _installations(inventory: Inventory) -> int:
    return sum(component.installations for component in inventory.components)


@settings(deadline=None)
@given(rows=ROWS)
def test_over_all_parts_each_row_is_accounted_for_once(rows: list[tuple[str, ...]]) -> None:
    whole, portions = parse(_table(*rows), "csv_table"), parse_mapped(_table(*rows), BY_BOTH)
    for portion in portions:
        inventory = portion.inventory
        kept = len(inventory.components) + inventory.merged + inventory.folded + len(inventory.quarantined)
        assert inventory.found == kept
    assert whole.found == sum(portion.inventory.found for portion in portions)
    assert whole.folded <= sum(portion.inventory.folded + len(portion.inventory.quarantined) for portion in portions)
    assert len(portions) == len({(portion.agency, portion.system) for portion in portions})


@settings(deadline=None)
@given(rows=ROWS)
def test_over_all_parts_no_installation_is_lost(rows: list[tuple[str, ...]]) -> None:
    sound = [row for row in rows if not any(cell.startswith(("=", "xxx")) for cell in row[:2])]
    whole, portions = parse(_table(*sound), "csv_table"), parse_mapped(_table(*sound), BY_SYSTEM)
    assert _installations(whole) == sum(_installations(portion.inventory) for portion in portions)


def test_rows_go_to_the_agency_and_system_they_name_in_the_order_of_the_table() -> None:
    portions = parse_mapped(
        _table(
            ("BA Mitte", "Portal", "VLC", "3", ""),
            ("BA Pankow", "Portal", "VLC", "3", ""),
            ("BA Mitte", "Portal", "Firefox", "128", "4"),
        ),
        BY_BOTH,
    )
    assert [
        ("BA Mitte", "Portal", ["VLC", "Firefox"]),
        ("BA Pankow", "Portal", ["VLC"]),
    ] == _told(portions)


def test_one_name_in_two_spellings_of_its_letters_is_one_system() -> None:
    portions = parse_mapped(
        _table(("", "Bu\u0308rgeramt", "VLC", "3", ""), ("", "Bürgeramt ", "Firefox", "1", "")), BY_SYSTEM
    )
    assert [(None, "Bürgeramt", ["VLC", "Firefox"])] == _told(portions)


def test_a_row_without_a_system_stays_with_what_the_uploader_says_and_that_is_told() -> None:
    portions = parse_mapped(_table(("", "Portal", "VLC", "3", ""), ("", "-", "Firefox", "128", "")), BY_SYSTEM)
    assert [(None, "Portal", ["VLC"]), (None, None, ["Firefox"])] == _told(portions)
    told = [(problem.kind, problem.where, problem.component) for problem in portions[1].inventory.problems]
    assert ("no-system", "line 3", "Firefox") in told


def test_what_is_told_of_the_whole_table_is_told_of_each_part() -> None:
    table = "Verfahren;Produkt;Version;Benutzer;Farbe\nA;VLC;3;x;rot\nB;VLC;3;y;rot\n"
    portions = parse_mapped(Document("x.csv", table.encode()), BY_SYSTEM)
    assert [("Benutzer",)] * 2 == [portion.inventory.dropped_columns for portion in portions]
    assert [["Farbe"]] * 2 == [
        [p.detail for p in portion.inventory.problems if p.kind == "columns-not-read"] for portion in portions
    ]


def test_a_total_is_told_with_the_rows_above_it() -> None:
    table = "Verfahren;Produkt;Version\nA;VLC;3\nZwischensumme;;\nB;VLC;3\nSumme;;\n"
    portions = parse_mapped(Document("x.csv", table.encode()), BY_SYSTEM)
    told = [[p.detail for p in portion.inventory.problems if p.kind == "not-read"] for portion in portions]
    assert [["Zwischensumme"], ["Summe"]] == told


def test_more_remarks_than_a_table_has_are_refused_before_each_system_is_told() -> None:
    rows = [("", "", "Summe", "", "")] * (portions_module.MAX_TOLD + 1)
    with pytest.raises(RefusedDocument, match="remarks"):
        parse_mapped(_table(*rows), BY_SYSTEM)


def test_the_column_that_parts_is_not_told_as_unread() -> None:
    (portion,) = parse_mapped(_table(("BA Mitte", "Portal", "VLC", "3", "")), BY_BOTH)
    assert () == portion.inventory.problems


@pytest.mark.parametrize("column", ["Rechnername", "Benutzer", "Ansprechpartner"])
def test_a_column_that_names_machines_or_persons_parts_nothing(column: str) -> None:
    with pytest.raises(InvalidRequest, match="names machines or persons"):
        parse_mapped(_table(), {column: "system"})


def test_an_accountable_body_is_no_person() -> None:
    document = Document("x.csv", b"Verantwortliche Stelle;Produkt;Version\nBA Mitte;VLC;3\n")
    assert [("BA Mitte", None, ["VLC"])] == _told(parse_mapped(document, {"Verantwortliche Stelle": "agency"}))


def test_a_column_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(RefusedDocument, match="no column Fachverfahren"):
        parse_mapped(_table(("A", "B", "VLC", "3", "")), {"Fachverfahren": "system"})


def test_a_column_of_something_else_is_refused_before_it_makes_thousands_of_systems() -> None:
    rows = [("", f"v{number}", "VLC", "3", "") for number in range(portions_module.MAX_PORTIONS + 1)]
    with pytest.raises(RefusedDocument, match="agencies and systems in one table"):
        parse_mapped(_table(*rows), BY_SYSTEM)


def test_a_table_without_rows_is_one_empty_part() -> None:
    (portion,) = parse_mapped(_table(), BY_SYSTEM)
    assert (None, None, 0) == (portion.agency, portion.system, portion.inventory.found)


@pytest.mark.parametrize("name", WRITERS)
def test_workbooks_are_parted_over_all_sheets(name: str) -> None:
    sheets: Sheets = [("Clients", [("Verfahren", "Produkt", "Version"), ("Portal", "VLC", "3"), ("Akte", "VLC", "3")]),
              ("Server", [("Produkt", "Version"), ("nginx", "1.26")])]  # fmt: skip
    portions = parse_mapped(Document(f"x.{name}", WRITERS[name](sheets)), BY_SYSTEM)
    assert [(None, "Portal", ["VLC"]), (None, "Akte", ["VLC"]), (None, None, ["nginx"])] == _told(portions)
    assert ["no-such-column"] == [problem.kind for problem in portions[2].inventory.problems]


def _told(portions: tuple[Portion, ...]) -> list[tuple[str | None, str | None, list[str]]]:
    return [(portion.agency, portion.system, [c.name for c in portion.inventory.components]) for portion in portions]
