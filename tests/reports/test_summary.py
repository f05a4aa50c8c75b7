"""The one-page summary."""

from io import BytesIO

import pytest
from lxml import html

from osk_scan.model import Language
from osk_scan.reports import pdf, summary
from osk_scan.results import Results
from tests.reports.samples import sample_results

LANGUAGES: tuple[Language, ...] = ("de", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_one_page(language: Language) -> None:
    pytest.importorskip("weasyprint", reason="the extra `pdf` is not installed")
    pikepdf = pytest.importorskip("pikepdf", reason="the reader of PDF is not installed")
    made = pdf.render(sample_results(language=language), summary.render)
    assert 1 == len(pikepdf.open(BytesIO(made)).pages)


def page_of(results: Results) -> html.HtmlElement:
    return html.document_fromstring(summary.render(results).decode())


def test_it_says_goals_messages_the_first_hotspots_and_what_it_is_not() -> None:
    page = page_of(sample_results())
    shown = " ".join(page.text_content().split())
    for said in ("Gestaltungsfähigkeit", "Ohne Active Directory fallen", "kein Rechtsgutachten", "01.09.2026"):
        assert said in shown
    assert 5 == len(page.findall(".//tbody/tr"))


def test_no_link_leads_to_a_section_that_is_not_there() -> None:
    page = page_of(sample_results())
    targets = {link.get("href", "").removeprefix("#") for link in page.iterfind(".//a")}
    assert targets <= {element.get("id") for element in page.iter()}
