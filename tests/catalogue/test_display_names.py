"""Display names are read down to the words that name the software; every row of the table is a case."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.catalogue.display_names import folded_name, read_display_name, read_publisher

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "catalogue"


def _table() -> list[tuple[str, str, str]]:
    with (FIXTURES / "display_names.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["display_name"], row["words"], row["release"]) for row in rows]


@pytest.mark.parametrize(("name", "words", "release"), _table())
def test_a_name_is_read_down_to_its_words(name: str, words: str, release: str) -> None:
    read = read_display_name(name)
    assert (words, release or None) == (" ".join(read.words), read.release)


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("Adobe Systems, Inc.", "adobe systems"),
        ("Microsoft Corporation", "microsoft"),
        ("win.rar GmbH", "win.rar"),
        ("Governikus GmbH & Co. KG", "governikus"),
        ("The Document Foundation", "document foundation"),
        ("SAP SE", "sap"),
        ("AG", "ag"),
    ],
)
def test_a_publisher_is_read_without_its_legal_form(text: str, publisher: str) -> None:
    assert publisher == read_publisher(text)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = folded_name(text)
    assert once == once.casefold()
    assert read_display_name(once).words == read_display_name(once.upper().lower()).words


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_each_spelling_is_looser(text: str) -> None:
    spellings = read_display_name(text).spellings()
    assert all(set(later) <= set(spellings[0]) for later in spellings)
