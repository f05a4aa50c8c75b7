"""Lists of nothing but names: read below a header, never prose, never the columns of another table."""

import pytest

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document
from osk_scan.parsers import parse
from tests.parsers.workbooks import WRITERS, Sheets

NAMES = ["Mozilla Firefox", "Foo, Inc. Werkzeug", "7-Zip 24.08 (x64)"]


@pytest.mark.parametrize(
    "text",
    [
        "Software\n{}\n{}\n{}\n",
        "Programme des Amts\n\nProgramm:\n{}\n{}\n{}\n",
        "DisplayName\n-----------\n{}\n{}\n{}\n\n\n",
        "Name                \r\r\n{}   \r\r\n{}   \r\r\n{}\r\r\n",
        '#TYPE Selected.System.Object\n"DisplayName"\n"{}"\n"{}"\n"{}"\n',
        'Lfd. Nr.;Software\n1;{}\n2;"{}"\n3;{}\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_of_names_is_read_and_what_it_does_not_say_is_told(text: str, encoding: str) -> None:
    inventory = parse(Document("x", text.format(*NAMES).encode(encoding)))
    assert NAMES == [component.name for component in inventory.components]
    assert ("csv_table", 3) == (inventory.format, inventory.found)
    assert "only-names" in [problem.kind for problem in inventory.problems]


@pytest.mark.parametrize("name", WRITERS)
def test_a_sheet_of_names_is_read(name: str) -> None:
    sheets: Sheets = [
        ("Liste", [("Eingesetzte Software",), *((one,) for one in NAMES)]),
        ("Hinweise", [("Anwendung", "Amt")]),
    ]
    inventory = parse(Document(f"x.{name}", WRITERS[name](sheets)))
    assert NAMES == [component.name for component in inventory.components]
    assert ["only-names", "sheet-not-read"] == [problem.kind for problem in inventory.problems]


@pytest.mark.parametrize(
    "text",
    [
        "Software\n",
        "Software\nDas Amt setzt Programme ein.\nEs sind viele.\n",
        "Name\nMuster;Erika;1\nBeispiel;Hans;2\n",
        "Name\nfoo,1.0\nbar,2.0\n",
        "Name\nMuster, Erika\nBeispiel, Hans\n",
        "Bezeichnung\nErika Muster\nHans Beispiel\nAktenplan\n",
        "Software\nVLC, GIMP, Firefox\n",
        "Software\n- Firefox\n- VLC\n",
        "Name\nMuster, Erika 9023-101\nBeispiel, Hans 9023-102\n",
        "Name\n----\nPC-4711\nPC-4712\nSRV01\n",
        "Titel\nFaust\nDer Prozess\n",
        "Programm;Betrag\nFirefox;3\n",
        "[package]\nserde\n",
        "%NAME%\nemacs\n",
        "Software:\n\n  System Version: Mac OS X 10.6\n  Kernel Version: Darwin 10\n",
        "eins\nzwei\nName\nFirefox\n",
    ],
)
def test_what_is_no_list_of_names_is_not_read_as_one(text: str) -> None:
    with pytest.raises(RefusedDocument, match="no known format"):
        parse(Document("x", text.encode()))


def test_names_that_stand_in_a_list_twice_are_two_installations() -> None:
    inventory = parse(Document("x", b"Software\nVLC\nGIMP\nVLC\n"))
    assert [("VLC", 2), ("GIMP", 1)] == [(one.name, one.installations) for one in inventory.components]


def test_a_quotation_mark_in_a_name_swallows_no_other() -> None:
    inventory = parse(Document("x", b'Software\n"Beste\nGIMP\nQGIS" Desktop\n'))
    assert ["Beste", "GIMP", 'QGIS" Desktop'] == [component.name for component in inventory.components]
