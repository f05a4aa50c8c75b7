"""A table that lists several agencies and systems is parted, and over all parts nothing is lost or counted twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osk_scan.errors import InvalidRequest, RefusedDocument
from osk_scan.model import Document, Inventory
from osk_scan.parsers import Part, parse, parse_mapped
from osk_scan.parsers import _parts as parts_module
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
    whole, parts = parse(_table(*rows), "csv_table"), parse_mapped(_table(*rows), BY_BOTH)
    for part in parts:
        inventory = part.inventory
        kept = len(inventory.components) + inventory.merged + inventory.folded + len(inventory.quarantined)
        assert inventory.found == kept
    assert whole.found == sum(part.inventory.found for part in parts)
    assert whole.folded <= sum(part.inventory.folded + len(part.inventory.quarantined) for part in parts)
    assert len(parts) == len({(part.agency, part.system) for part in parts})


@settings(deadline=None)
@given(rows=ROWS)
def test_over_all_parts_no_installation_is_lost(rows: list[tuple[str, ...]]) -> None:
    sound = [row for row in rows if not any(cell.startswith(("=", "xxx")) for cell in row[:2])]
    whole, parts = parse(_table(*sound), "csv_table"), parse_mapped(_table(*sound), BY_SYSTEM)
    assert _installations(whole) == sum(_installations(part.inventory) for part in parts)


def test_rows_go_to_the_agency_and_system_they_name_in_the_order_of_the_table() -> None:
    parts = parse_mapped(
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
    ] == _told(parts)


def test_one_name_in_two_spellings_of_its_letters_is_one_system() -> None:
    parts = parse_mapped(
        _table(("", "Bu\u0308rgeramt", "VLC", "3", ""), ("", "Bürgeramt ", "Firefox", "1", "")), BY_SYSTEM
    )
    assert [(None, "Bürgeramt", ["VLC", "Firefox"])] == _told(parts)


def test_a_row_without_a_system_stays_with_what_the_uploader_says_and_that_is_told() -> None:
    parts = parse_mapped(_table(("", "Portal", "VLC", "3", ""), ("", "-", "Firefox", "128", "")), BY_SYSTEM)
    assert [(None, "Portal", ["VLC"]), (None, None, ["Firefox"])] == _told(parts)
    told = [(problem.kind, problem.where, problem.component) for problem in parts[1].inventory.problems]
    assert ("no-system", "line 3", "Firefox") in told


def test_what_is_told_of_the_whole_table_is_told_of_each_part() -> None:
    table = "Verfahren;Produkt;Version;Benutzer;Farbe\nA;VLC;3;x;rot\nB;VLC;3;y;rot\n"
    parts = parse_mapped(Document("x.csv", table.encode()), BY_SYSTEM)
    assert [("Benutzer",)] * 2 == [part.inventory.dropped_columns for part in parts]
    assert [["Farbe"]] * 2 == [[p.detail for p in part.inventory.problems if p.kind == "not-read"] for part in parts]


def test_the_column_that_parts_is_not_told_as_unread() -> None:
    (part,) = parse_mapped(_table(("BA Mitte", "Portal", "VLC", "3", "")), BY_BOTH)
    assert () == part.inventory.problems


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
    rows = [("", f"v{number}", "VLC", "3", "") for number in range(parts_module.MAX_PARTS + 1)]
    with pytest.raises(RefusedDocument, match="agencies and systems in one table"):
        parse_mapped(_table(*rows), BY_SYSTEM)


def test_a_table_without_rows_is_one_empty_part() -> None:
    (part,) = parse_mapped(_table(), BY_SYSTEM)
    assert (None, None, 0) == (part.agency, part.system, part.inventory.found)


@pytest.mark.parametrize("name", WRITERS)
def test_workbooks_are_parted_over_all_sheets(name: str) -> None:
    sheets: Sheets = [("Clients", [("Verfahren", "Produkt", "Version"), ("Portal", "VLC", "3"), ("Akte", "VLC", "3")]),
              ("Server", [("Produkt", "Version"), ("nginx", "1.26")])]  # fmt: skip
    parts = parse_mapped(Document(f"x.{name}", WRITERS[name](sheets)), BY_SYSTEM)
    assert [(None, "Portal", ["VLC"]), (None, "Akte", ["VLC"]), (None, None, ["nginx"])] == _told(parts)
    assert ["no-such-column"] == [problem.kind for problem in parts[2].inventory.problems]


def _told(parts: tuple[Part, ...]) -> list[tuple[str | None, str | None, list[str]]]:
    return [(part.agency, part.system, [c.name for c in part.inventory.components]) for part in parts]
