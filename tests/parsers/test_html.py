"""HTML pages: their tables are read however broken the page is, in time and memory that grow with it alone."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document, Inventory
from osk_scan.parsers import parse, parse_mapped
from osk_scan.parsers._html import MAX_DEPTH, MAX_TABLES

HEADER = "<tr><th>Produkt<th>Version"
PIECES = ["<table>", "</table>", "<tr>", "<td>", "<td colspan=3>", "<td rowspan='2'>", "<!--", "-->", "<script>", "VLC"]
PIECES += ["</script>", "<td hidden", "&amp;", "&#9", "<", '"', "</td>", HEADER, "<b>", "</tr>", "\0", "1.0", "<title>"]


def _read(page: str) -> Inventory:
    return parse(Document("x.html", page.encode()), "html_table")


def _listed(page: str) -> list[tuple[str, str | None]]:
    return [(component.name, component.version) for component in _read(page).components]


@pytest.mark.parametrize(
    "page",
    [
        f"<table>{HEADER}<tr><td>VLC<td>3</table>",
        f"<TABLE>{HEADER}</TR><TR><TD>V<B>L</B>C</TD><TD> 3\n</TD></TR>",
        f"<html><table><tr><td><table>{HEADER}<tr><td>VLC<td>3</table><td>Rand</table>",
        f'<html><table>{HEADER}<tr><td title="a > b">VLC<!-- </table> --><td>3<script>"</td>"</script></table>',
        "<table><tr><td>Bestand</table><table><tr><td>Version<td>Produkt<tr><td>3<td>VLC</table>",
    ],
)
def test_a_table_is_read_as_a_browser_shows_it(page: str) -> None:
    assert [("VLC", "3")] == _listed(page)


def test_a_cell_merged_over_rows_stands_in_each_and_moves_those_beside_it() -> None:
    page = (
        "<table><tr><td>Hersteller<td>Produkt<tr><td rowspan=2>Mozilla<td>Firefox<tr><td>Thunderbird<tr><td>GNU<td>GIMP"
    )
    listed = [(component.vendor, component.name) for component in _read(page).components]
    assert [("Mozilla", "Firefox"), ("Mozilla", "Thunderbird"), ("GNU", "GIMP")] == listed


def test_a_page_without_a_table_of_software_says_what_it_is() -> None:
    page = b"<html><title>Anmeldung</title><table><tr><td>Name<td><input><tr><td>Kennwort<td><input></table>"
    with pytest.raises(RefusedDocument, match=r"without a table of software: Anmeldung"):
        parse(Document("x.html", page))


@pytest.mark.parametrize("end", ["", "<!-- <tr><td>GIMP<td>2</table>", "<script>", "</td></tr>"])
def test_a_page_that_breaks_off_within_a_table_is_told(end: str) -> None:
    inventory = _read(f"<table>{HEADER}<tr><td>VLC<td>3{end}")
    assert [("breaks-off", "table 1")] == [(problem.kind, problem.where) for problem in inventory.problems]
    assert () == _read(f"<table>{HEADER}<tr><td>VLC<td>3</table>").problems


def test_columns_of_a_page_can_be_named() -> None:
    page = b"<table><tr><td>Werkzeug<td>Fassung<tr><td>VLC<td>3</table>"
    (portion,) = parse_mapped(Document("x.html", page), {"Werkzeug": "name", "Fassung": "version"})
    assert ["VLC"] == [component.name for component in portion.inventory.components]


@pytest.mark.parametrize(
    "piece", ["<![if !vml]>VLC<![endif]>", '<?xml:namespace prefix="o"?>VLC', "<!-->VLC<!--->", "&nbsp;VLC"]
)
def test_what_no_browser_shows_is_no_part_of_a_name(piece: str) -> None:
    assert [("VLC", "3"), ("GIMP", "2")] == _listed(
        f"<table>{HEADER}<tr><td>{piece}<td>3<tr><td>GIMP<!-- --!><td>2</table>"
    )


def test_a_title_beside_cells_of_hard_blanks_is_no_program() -> None:
    page = f"<table>{HEADER}<tr><td>VLC<td>3<tr><td>Server<td>&nbsp;{HEADER}<tr><td>GIMP<td>2</table>"
    assert [("VLC", "3"), ("GIMP", "2")] == _listed(page)


def test_markup_that_is_named_in_a_cell_stays_text() -> None:
    assert [("<b>&amp;", "3")] == _listed(f"<table>{HEADER}<tr><td>&lt;b&gt;&amp;amp;<td>3")


@pytest.mark.parametrize(
    "page",
    [
        "<table>" * (MAX_DEPTH + 1),
        "<table></table>" * (MAX_TABLES + 1),
        f"<table>{HEADER}" + "<tr><td colspan=256>a" * 100_000,
    ],
)
def test_more_than_any_page_has_is_refused(page: str) -> None:
    with pytest.raises(RefusedDocument, match="over the cap"):
        _read(page)


@pytest.mark.parametrize(
    "piece",
    ["<a", '<a "', "<!--", "<script>", "<td><b>", "</i><b>", "&#9", "<title", "<!", "<!-->", "<td rowspan=9>", "<tr>"],
)
def test_what_is_never_closed_costs_no_more_than_it_says(piece: str) -> None:
    page = f"<table>{HEADER}<tr><td>" + piece * (1_000_000 // len(piece))
    began = time.process_time()
    with suppress(RefusedDocument):
        _read(page)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("digits", [5, 4_000, 10_000])
def test_a_character_of_thousands_of_digits_is_no_number(digits: int) -> None:
    inventory = _read(f"<table>{HEADER}<tr><td>VLC<td>&#{'9' * digits};")
    assert 1 == inventory.found


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_mixture_of_tags_is_read_or_refused(pieces: list[str]) -> None:
    with suppress(RefusedDocument):
        inventory = _read(f"<html><table>{HEADER}{''.join(pieces)}")
        kept = len(inventory.components) + inventory.merged + inventory.folded + len(inventory.quarantined)
        assert inventory.found == kept
