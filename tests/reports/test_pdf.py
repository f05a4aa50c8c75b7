"""The audit report as tagged PDF, held against PDF/UA-1 by a validator and by its tag tree."""

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest

from osk_scan.reports import html, pdf, summary
from osk_scan.results import Results
from tests.reports.samples import finding, hostile_findings, sample_results

pytest.importorskip("pikepdf", reason="the reader of PDF is not installed")

import pikepdf

if not pdf.usable():
    pytest.skip("the extra `pdf` or the system library Pango is not installed", allow_module_level=True)

VALIDATOR = "the validator of PDF/UA is not installed"


def many_pages() -> Results:
    """Return results whose table of rules runs over pages."""
    rows = tuple(finding(n, rule=f"rule-{n}", severity="info", license=None) for n in range(120))
    return sample_results(findings=rows)


def hostile() -> Results:
    """Return hostile names, but for the one whose letters hardly a machine has a font for."""
    return sample_results(findings=tuple(f for f in hostile_findings() if f.component and f.component.name != "＝1+1"))


def english() -> Results:
    return sample_results(language="en")


@cache
def made(results: Callable[[], Results], page: Callable[[Results], bytes] = html.render) -> bytes:
    return pdf.render(results(), page)


def opened(document: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(document))


def below(element: Any) -> Iterator[Any]:
    """Yield a structure element and all below it, in reading order."""
    yield element
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from below(kid)


def of(document: pikepdf.Pdf, *kinds: str) -> list[Any]:
    return [element for element in below(document.Root.StructTreeRoot.K[0]) if str(element.S) in kinds]


@pytest.mark.parametrize("page", [html.render, summary.render], ids=["report", "summary"])
@pytest.mark.parametrize("results", [sample_results, english, many_pages, hostile])
def test_no_machine_checkable_rule_of_pdf_ua_is_broken(
    results: Callable[[], Results], page: Callable[[Results], bytes]
) -> None:
    validator = pytest.importorskip("page", reason=VALIDATOR)
    told = validator.validate_pdf_bytes(made(results, page), profile="ua1")
    assert [] == [(failure.rule_id, failure.message) for failure in told.failures]
    assert 100 < told.rules.total


def test_the_validator_sees_what_is_missing() -> None:
    """A validator that finds nothing in a page without tags would prove nothing."""
    import weasyprint

    validator = pytest.importorskip("page", reason=VALIDATOR)
    untagged = weasyprint.HTML(string="<p>?").write_pdf()
    assert 3 < len(validator.validate_pdf_bytes(untagged, profile="ua1").failures)


def test_it_names_language_and_title_and_is_the_same_each_time() -> None:
    read = opened(made(sample_results))
    assert "de" == str(read.Root.Lang)
    assert str(read.docinfo.Title).startswith("Bezirksamt A – Prüfbericht")
    assert bool(read.Root.ViewerPreferences.DisplayDocTitle)
    assert made(sample_results, summary.render) == pdf.render(sample_results(), summary.render)


def test_a_table_over_pages_is_one_table_with_one_head() -> None:
    document = opened(made(many_pages))
    tables = of(document, "/Table")
    assert [1] * len(tables) == [sum(kid.S == "/THead" for kid in table.K) for table in tables]
    rows = [sum(element.S == "/TR" for element in below(table)) for table in tables]
    assert 121 <= max(rows), "the table of rules is torn"
    assert len(tables) == html.render(many_pages()).count(b"<table")


def test_every_header_cell_says_what_it_heads_and_every_cell_names_its_headers() -> None:
    document = opened(made(many_pages))
    heads, cells = of(document, "/TH"), of(document, "/TD")
    assert {"/Column", "/Row"} == {str(head.A.Scope) for head in heads}
    known = {str(head.ID) for head in heads}
    assert len(known) == len(heads)
    assert all(known >= {str(header) for header in cell.A.Headers} for cell in cells)
    assert {2} == {len(cell.A.Headers) for cell in cells}


def test_what_repeats_on_each_page_is_an_artifact_and_all_else_is_in_the_tree() -> None:
    document = opened(made(many_pages))
    content_of = document.Root.StructTreeRoot.ParentTree.Nums
    assert 3 < len(document.pages)
    for number, page in enumerate(document.pages):
        marked = [str(step.operands[0]) for step in pikepdf.parse_content_stream(page) if str(step.operator) == "BDC"]
        assert 2 <= marked.count("/Artifact"), "title and number of the page"
        assert marked.count("/Artifact") == sum(kid is None for kid in content_of[2 * number + 1])


def test_every_drawing_has_words_and_no_heading_level_is_skipped() -> None:
    document = opened(made(sample_results))
    drawings = [str(drawing.Alt) for drawing in of(document, "/Figure")]
    assert html.render(sample_results()).count(b"<svg") == len(drawings)
    first = "Active Directory: 3,3\u202f% der Installationen, Ausfallradius mindestens 80,0\u202f%, Bindung 40,0\u202f%"
    assert first in drawings
    levels = [int(str(heading.S)[2:]) for heading in of(document, "/H1", "/H2", "/H3", "/H4")]
    assert 1 == levels[0]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_font_is_embedded() -> None:
    document = opened(made(sample_results))
    described = [font.DescendantFonts[0].FontDescriptor for font in document.pages[0].Resources.Font.values()]
    assert described
    assert all("/FontFile2" in font or "/FontFile3" in font for font in described)
