"""The one-page summary."""

from io import BytesIO

import pytest
from lxml import html

from osk_scan.finding import SEVERITIES
from osk_scan.model import Language
from osk_scan.reports import pdf, summary
from osk_scan.results import Results
from tests.reports.samples import sample_findings, sample_results

LANGUAGES: tuple[Language, ...] = ("de", "en")


@pytest.mark.skipif(not pdf.usable(), reason="the extra `pdf` or the system library Pango is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_one_page(language: Language) -> None:
    pikepdf = pytest.importorskip("pikepdf", reason="the reader of PDF is not installed")
    made = pdf.render(sample_results(language=language), summary.render)
    assert 1 == len(pikepdf.open(BytesIO(made)).pages)


def page_of(results: Results) -> html.HtmlElement:
    return html.document_fromstring(summary.render(results).decode())


def shown(results: Results) -> str:
    return " ".join(page_of(results).text_content().split())


def test_it_says_goals_messages_what_most_depends_on_and_what_it_is_not() -> None:
    page = page_of(sample_results())
    told = shown(sample_results())
    for said in ("Gestaltungsfähigkeit", "Ohne Active Directory fallen", "keine Rechtsauskunft", "01.09.2026"):
        assert said in told
    assert 5 == len(page.findall(".//tbody/tr"))


def test_it_says_in_plain_words_what_a_goal_is_about() -> None:
    told = shown(sample_results())
    assert "Wie leicht sich Produkte ersetzen lassen" in told
    assert "bei anderen Gewichten" not in told


def test_it_says_what_to_do_first_the_gravest_first() -> None:
    steps = page_of(sample_results()).xpath("//h2[text()='Was zuerst zu tun ist']/following-sibling::ul[1]/li/strong")
    grave = [f.title.de for f in sorted(sample_findings(), key=lambda f: SEVERITIES.index(f.severity), reverse=True)]
    assert [f"{title} (1 offen):" for title in grave[: len(steps)]] == [step.text for step in steps]
    assert 3 == len(steps)


def test_it_says_what_is_not_known() -> None:
    told = shown(sample_results())
    assert "Vollständig bekannt sind 96,7\u202f% der Installationen." in told.replace(" %", "\u202f%")
    assert "Ungeklärte Tatsachen: 3. Am meisten hilft: Lizenzklasse von FachApp X klären." in told
    assert "Abgewiesene Dokumente: 1" in told
    assert "SOV-3" in told


def test_no_link_leads_to_a_section_that_is_not_there() -> None:
    page = page_of(sample_results())
    targets = {link.get("href", "").removeprefix("#") for link in page.iterfind(".//a")}
    assert targets <= {element.get("id") for element in page.iter()}
