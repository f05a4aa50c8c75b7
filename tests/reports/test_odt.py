"""The audit report as OpenDocument text."""

import shutil
import subprocess
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import lxml.html
import pytest
from lxml import etree
from msgspec.structs import replace

from osk_scan.model import Language
from osk_scan.reports import html, odt
from osk_scan.reports.wording import Words
from osk_scan.results import Results
from tests.opendocument import faults
from tests.reports.sample_scores import sample_scores, scope
from tests.reports.samples import finding, hostile_findings, sample_results

NAMES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
LANGUAGES: tuple[Language, ...] = ("de", "en")


def part(results: Results, name: str) -> etree._Element:
    with ZipFile(BytesIO(odt.render(results))) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize(("language", "locale"), [("de", "de-DE"), ("en", "en-GB")])
def test_title_and_language_are_set(language: Language, locale: str) -> None:
    meta = part(sample_results(language=language), "meta.xml")
    assert "Bezirksamt A – " in meta.findtext(".//dc:title", "", NAMES)
    assert locale == meta.findtext(".//dc:language", "", NAMES)
    styles = part(sample_results(language=language), "styles.xml")
    assert language in {element.get(f"{{{NAMES['fo']}}}language") for element in styles.iter()}


def test_the_archive_carries_no_clock() -> None:
    with ZipFile(BytesIO(odt.render(sample_results()))) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in archive.infolist()}
        assert "mimetype" == archive.infolist()[0].filename


def test_headings_are_headings_and_no_level_is_skipped() -> None:
    headings = part(sample_results(), "content.xml").iterfind(".//text:h", NAMES)
    levels = [int(heading.get(f"{{{NAMES['text']}}}outline-level", "0")) for heading in headings]
    assert 1 == levels[0]
    assert 10 < len(levels)
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_header_row_as_wide_as_its_rows() -> None:
    tables = part(sample_results(), "content.xml").findall(".//table:table", NAMES)
    assert 10 < len(tables)
    for table in tables:
        head = table.findall("table:table-header-rows/table:table-row", NAMES)
        assert 1 == len(head)
        assert {len(head[0])} == {len(row) for row in table.iterfind("table:table-row", NAMES)}


def test_hostile_names_stay_text() -> None:
    content = part(sample_results(findings=hostile_findings()), "content.xml")
    assert "<script>alert(1)</script>" in "".join(map(str, content.itertext()))
    assert not content.findall(".//{*}script")


def crowded() -> Results:
    """Return more of everything than is told in full: findings, hotspots, and findings of the whole portfolio."""
    spots = tuple(replace(scope().hotspots[0], name=f"Produkt {number}") for number in range(50))
    scores = sample_scores(replace(scope(), hotspots=spots))
    whole = finding(0, agency="", system=None)
    return sample_results(scores=scores, findings=(whole, *(finding(number) for number in range(2000))))


def page_of(results: Results) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html.render(results).decode())


def letters(text: str) -> str:
    """Return a text without what divides its words: pages divide some by their look only."""
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize(
    "results", [sample_results(), sample_results(language="en"), sample_results(least_cell=5), crowded()]
)
def test_it_has_the_headings_and_tables_of_the_page_in_their_order(results: Results) -> None:
    content, page = part(results, "content.xml"), page_of(results)
    shown = [letters(heading.text_content()) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    shown.remove(letters(Words(results.language)("report.contents")))
    assert shown == [letters(str(heading.xpath("string()"))) for heading in content.iterfind(".//text:h", NAMES)]
    goals = Words(results.language)("summary.goals")
    captions = [caption.text for caption in content.iterfind(".//table:title", NAMES)]
    assert [goals, *(caption.text_content() for caption in page.iterfind(".//caption"))] == captions


@pytest.mark.parametrize("results", [sample_results(), crowded()])
def test_it_says_what_the_page_says(results: Results) -> None:
    """Paragraphs, lists, cells and what is known of each finding: method, evidence and limits among them."""
    shown = letters(str(part(results, "content.xml").xpath("string()")))
    page = page_of(results)
    for drawing in page.xpath("//svg"):
        drawing.drop_tree()
    said = page.xpath("//main//p|//main//li|//main//td|//main//dd")
    missing = [one.text_content() for one in said if letters(one.text_content().replace("→", "")) not in shown]
    assert [] == [text for text in missing if text.strip()]


def test_every_drawing_is_in_the_file_once_and_has_words() -> None:
    results = sample_results()
    content = part(results, "content.xml")
    frames = content.findall(".//draw:frame", NAMES)
    words = [frame.findtext("svg:title", "", NAMES) for frame in frames]
    key = 5
    assert html.render(results).count(b"<svg") + key == len(frames)
    assert key == words.count("")
    assert any(text.startswith("Active Directory: 3,3\u202f% der Installationen") for text in words)
    files = {frame[0].get(f"{{{NAMES['xlink']}}}href", "") for frame in frames}
    with ZipFile(BytesIO(odt.render(results))) as archive:
        assert files == {name for name in archive.namelist() if name.startswith("Pictures/")}
        for name in files:
            assert "{http://www.w3.org/2000/svg}svg" == etree.fromstring(archive.read(name)).tag
        assert all(name in archive.read("META-INF/manifest.xml").decode() for name in files)


@pytest.mark.parametrize("results", [sample_results(), sample_results(findings=hostile_findings())])
def test_it_follows_the_grammar_of_the_standard(results: Results) -> None:
    assert [] == faults(odt.render(results))
    assert [] == faults(odt.render_summary(results))


def test_the_grammar_sees_what_stands_where_it_must_not() -> None:
    spoilt = BytesIO()
    with ZipFile(BytesIO(odt.render(sample_results()))) as made, ZipFile(spoilt, "w") as archive:
        for name in made.namelist():
            archive.writestr(
                name, made.read(name).replace(b"<text:h ", b"<text:p ").replace(b"</text:h>", b"</text:p>")
            )
    assert "content.xml: p states outline-level" in faults(spoilt.getvalue())


def test_equal_results_give_equal_bytes() -> None:
    assert odt.render(sample_results()) == odt.render(sample_results())


@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_opens_it_and_shows_all_of_it(language: Language, tmp_path: Path) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not office or not reader:
        pytest.skip("soffice or pdftotext is not installed")
    if not list(Path(office).resolve().parent.glob("libswlo.so")):
        pytest.skip("LibreOffice Writer is not installed")
    (tmp_path / "report.odt").write_bytes(odt.render(sample_results(language=language)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "report.odt"]
    subprocess.run(order, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    order = [reader, "report.pdf", "-"]
    shown = subprocess.run(order, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    words = Words(language)
    headings = [words("hotspots.title"), words("clarify.title"), words("limits.title")]
    assert [*headings, "Active Directory", "osk-souv 1"] == [
        said for said in (*headings, "Active Directory", "osk-souv 1") if said in shown
    ]
    assert set(headings) <= set(shown.splitlines()), "a heading is numbered"
