"""One table of several agencies and systems, as people hand it in: a receipt for each, and nothing is lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import run

TABLE = """Behörde;Verfahren;Hersteller;Produkt;Version
BA Mitte;Portal;VideoLAN;VLC;3.0
BA Mitte;Akte;Mozilla;Firefox;128
BA Pankow;Portal;VideoLAN;VLC;3.0
BA Mitte;;Igor Pavlov;7-Zip;24.08
"""
SPLIT = ("--split-by-column", "Verfahren", "--split-agency-by", "Behörde")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bestand.csv").write_text(TABLE, "utf-8")
    return tmp_path


def _receipts(folder: Path, *options: str) -> list[dict[str, Any]]:
    done = run(folder, "ingest", "bestand.csv", "--agency", "Land", "--json", *options)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _place(receipt: dict[str, Any]) -> tuple[str, str, str, int]:
    return receipt["agency"], receipt["system"], receipt["source"], receipt["counts"]["in"]


def test_each_row_goes_to_the_agency_and_system_that_it_names(folder: Path) -> None:
    assert [
        ("BA Mitte", "Portal", "bestand.csv", 1),
        ("BA Mitte", "Akte", "bestand.csv", 1),
        ("BA Pankow", "Portal", "bestand.csv", 1),
        ("BA Mitte", "bestand", "bestand.csv#no-system", 1),
    ] == [_place(receipt) for receipt in _receipts(folder, *SPLIT)]


def test_rows_that_name_no_system_do_not_take_the_place_of_those_that_name_the_default(folder: Path) -> None:
    receipts = _receipts(folder, "--split-by-column", "Verfahren", "--system", "Portal")
    assert [("Land", "Portal", "bestand.csv", 2), ("Land", "Portal", "bestand.csv#no-system", 1)] == [
        _place(receipt) for receipt in receipts if receipt["system"] == "Portal"
    ]
    listed = [json.loads(line) for line in run(folder, "receipts", "export").stdout.splitlines()]
    assert 4 == sum(receipt["counts"]["in"] for receipt in listed)


def test_the_same_table_parted_again_is_a_no_op_that_says_so(folder: Path) -> None:
    first, again = _receipts(folder, *SPLIT), _receipts(folder, *SPLIT)
    assert ["stored"] * 4 == [receipt["state"] for receipt in first]
    assert ["unchanged"] * 4 == [receipt["state"] for receipt in again]
    assert [receipt["inventory_id"] for receipt in first] == [receipt["inventory_id"] for receipt in again]


def test_parted_by_another_column_the_same_bytes_are_news(folder: Path) -> None:
    (folder / "bestand.csv").write_text("Alt;Neu;Produkt;Version\nA;B;VLC;3\nB;A;Firefox;128\n", "utf-8")
    _receipts(folder, "--split-by-column", "Alt")
    assert ["stored", "stored"] == [receipt["state"] for receipt in _receipts(folder, "--split-by-column", "Neu")]


def test_check_shows_the_receipts_that_the_parts_would_get(folder: Path) -> None:
    done = run(folder, "check", "bestand.csv", "--map", "Verfahren=system", "--json")
    assert [("Portal", 2), ("Akte", 1), ("bestand", 1)] == [
        (receipt["system"], receipt["counts"]["in"]) for receipt in map(json.loads, done.stdout.splitlines())
    ]


def test_people_see_whose_part_each_receipt_is_about(folder: Path) -> None:
    shown = run(folder, "ingest", "bestand.csv", "--agency", "Land", *SPLIT).stdout
    assert "BA Mitte: Portal" in shown
    assert "BA Pankow: Portal" in shown


def test_a_column_that_is_not_there_is_the_users_to_mend(folder: Path) -> None:
    done = run(folder, "ingest", "bestand.csv", "--agency", "Land", "--split-by-column", "Amt")
    assert (2, "bestand.csv: no column Amt; name the header as it stands in the table\n") == (
        done.returncode,
        done.stderr,
    )
