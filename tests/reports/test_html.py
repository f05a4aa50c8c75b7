"""The audit report as a page: complete, self-contained, accessible in its structure, harmless."""

import re
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace

from osk_scan.finding import EvidencePlace
from osk_scan.model import Language, Problem, System
from osk_scan.reports import _findings, _numbers, wording
from osk_scan.reports._documents import problem_summary
from osk_scan.reports._hotspots import why
from osk_scan.reports.html import render
from osk_scan.reports.wording import Words
from osk_scan.results import Results
from osk_scan.terms import terms
from tests.reports.sample_scores import sample_scores, scope, span
from tests.reports.samples import HOSTILE, ManyFindings, finding, hostile_findings, sample_receipts, sample_results

LANGUAGES: tuple[Language, ...] = ("de", "en")
ROOM = Path(wording.__file__).parent


def page_of(results: Results) -> html.HtmlElement:
    return html.document_fromstring(render(results).decode())


def text_of(results: Results) -> str:
    return " ".join(page_of(results).text_content().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_severity_is_called_what_a_problem_of_a_document_is_called(language: Language) -> None:
    severities = {name.in_(language).casefold() for key, name in terms().items() if key.startswith("severity.")}
    assert Words(language)("documents.problem").casefold() not in severities


@pytest.mark.parametrize(
    ("where", "german"),
    [
        ("line 12", "Zeile 12"),
        ("sheet Clients row 7", "Blatt Clients Zeile 7"),
        ("sheet Deckblatt", "Blatt Deckblatt"),
        ("package 3", "Paket 3"),
        ("/components/3 (line 40)", "/components/3 (Zeile 40)"),
        ("Bezirksamt A/s2: s2.xlsx sheet Server & mehr row 3", "Bezirksamt A/s2: s2.xlsx Blatt Server & mehr Zeile 3"),
        ("/packages/line 3/version", "/packages/line 3/version"),
        ("x.html table 2 row 7", "x.html Tabelle 2 Zeile 7"),
        ("table 2", "Tabelle 2"),
        ("/lines/row", "/lines/row"),
    ],
)
def test_a_place_is_told_in_words_of_the_reader_and_paths_and_names_stay(where: str, german: str) -> None:
    assert (german, where) == (Words("de").of_place(where), Words("en").of_place(where))


def test_a_german_page_tells_no_place_in_english() -> None:
    places = " ".join(place.text_content() for place in page_of(sample_results()).iter("code", "td"))
    assert "Zeile 12" in places
    assert re.search(r"\bline \d", places) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_results_give_the_same_page(language: Language) -> None:
    assert render(sample_results(language=language)) == render(sample_results(language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_of_the_contents_is_there(language: Language) -> None:
    page = page_of(sample_results(language=language))
    targets = [link.get("href") for link in page.iterfind(".//a") if link.get("href", "").startswith("#")]
    identifiers = {element.get("id") for element in page.iter() if element.get("id")}
    assert len(targets) > 12
    assert {target.removeprefix("#") for target in targets} <= identifiers


def test_the_page_carries_what_makes_it_reproducible() -> None:
    results = sample_results()
    shown = text_of(results)
    for value in (results.scores.score_id, results.assessment, results.rules_version, results.catalogue_version):
        assert value in shown
    assert "01.09.2026" in shown
    for claim in results.not_claimed:
        assert claim.de in shown


def test_an_interval_is_shown_with_percent_fraction_basis_and_n() -> None:
    row = next(row for row in page_of(sample_results()).iter("tr") if "D1 OSS-Quote" in row.text_content())
    shown = " ".join(row.text_content().split())
    assert "36,6–40,0 %" in shown
    assert "11/30 – 12/30" in shown
    assert "30 Installationen" in shown
    assert "exakt" in shown
    drawing = row.find(".//svg")
    assert drawing is not None
    assert "36,6–40,0\u202f%" in drawing.findtext("title", "")


def test_the_bottleneck_is_named_and_hotspots_lead_by_the_graph() -> None:
    shown = text_of(sample_results())
    assert "Engpass: Gestaltungsfähigkeit." in shown
    assert "Nach Installationen gezählt stünde Windows 11 oben (20,0 %)." in shown
    names = [lane.text_content() for lane in page_of(sample_results()).find_class("lane-name")]
    assert ["Active Directory", "Windows Server", "Windows 11", "Office 2021", "FachApp X", "Acrobat Reader"] == names


def test_a_license_conflict_is_told_with_system_clause_path_and_remedy() -> None:
    first = page_of(sample_results()).find_class("finding")[0]
    told = [" ".join(entry.text_content().split()) for entry in first.iter("dd")]
    assert "GPL-3.0 § 5 (c)" in told
    assert "Durch libedit ersetzen (BSD-3-Clause)." in told
    assert ["Bürgerportal", "cli-tools 2.1", "readline 8.2"] == [step.text for step in first.find_class("path")[0]]


def test_a_note_that_is_no_license_finding_is_counted_but_not_told_in_full() -> None:
    note = finding(1, rule="no-version", severity="low", license=None)
    page = page_of(sample_results(findings=(note,)))
    assert page.find_class("finding") == []
    assert "Weitere 1 stehen im Export" in page.get_element_by_id("others").text_content()


def test_the_system_with_the_gravest_finding_comes_first() -> None:
    mild, grave = finding(1, system="Amtsblatt", severity="low"), finding(2, system="Zulassung", severity="critical")
    page = page_of(sample_results(findings=(mild, grave), licensing=()))
    section = page.get_element_by_id("licenses")
    assert ["Zulassung", "Amtsblatt"] == [heading.text_content().strip() for heading in section.iter("h3")]


def test_the_ledger_shows_what_was_lost() -> None:
    shown = text_of(sample_results())
    assert "Abgewiesene Dokumente: 1; zurückgestellte Einträge: 1." in shown
    assert "Aus Datenschutzgründen weggelassene Spalten: Benutzer." in shown
    assert "Komponente ohne Namen" in shown


def test_nothing_lost_is_no_message() -> None:
    assert "Nicht alles Eingereichte" not in text_of(sample_results(receipts=sample_receipts()[1:2]))


def test_low_coverage_warns_that_few_findings_mean_little_sight() -> None:
    blind = replace(scope().indicators["Q1"], lo=0.2, hi=0.2, lo_exact="1/5", hi_exact="1/5")
    scores = sample_scores(replace(scope(), indicators=scope().indicators | {"Q1": blind}))
    assert "nicht wenig Risiko" in text_of(sample_results(scores=scores))
    assert "nicht wenig Risiko" not in text_of(sample_results())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_assessment_of_nothing_is_a_page_that_claims_nothing(language: Language) -> None:
    scores = replace(sample_scores(), scopes=())
    results = sample_results(language=language, scores=scores, findings=(), receipts=(), systems=())
    assert "0" in text_of(results)
    assert page_of(results).find_class("goal") == []


def test_several_agencies_are_listed_by_name_and_not_ranked() -> None:
    scores = sample_scores(scope("portfolio", ""), scope("agency", "Bezirksamt B"), scope("agency", "Bezirksamt A"))
    systems = tuple(System(number, f"Bezirksamt {name}", "x", "internal", None) for number, name in enumerate("BA"))  # type: ignore[arg-type]  # any context will do
    page = page_of(sample_results(scores=scores, systems=systems))
    assert "Bezirksamt A, Bezirksamt B" == page.findtext(".//h1")
    rows = [row.findtext("th") or "" for row in page.iter("tr")]
    assert ["Bezirksamt A (Behörde)", "Bezirksamt B (Behörde)"] == [row for row in rows if row.endswith("(Behörde)")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_nobody_for_anything(language: Language) -> None:
    page = page_of(sample_results(language=language))
    assert [element.tag for element in page.iter("script", "img", "link", "iframe", "object", "base", "form")] == []
    assert "url(" not in render(sample_results()).decode()
    assert "@import" not in render(sample_results()).decode()
    outside = [link.get("href") for link in page.iter("a") if not link.get("href", "").startswith("#")]
    assert outside == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_structure_serves_assistive_technology(language: Language) -> None:
    page = page_of(sample_results(language=language))
    assert language == page.get("lang")
    assert [1, 1, 1] == [len(page.findall(f".//{tag}")) for tag in ("header", "main", "footer")]
    first_link = page.find(".//body/a")
    assert first_link is not None
    assert "#content" == first_link.get("href")
    levels = [int(found.tag[1]) for found in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for cell in page.iter("th"):
        assert cell.get("scope") in ("col", "row")
    assert all(table.find("caption") is not None for table in page.iter("table"))
    assert all(drawing.get("role") == "img" and drawing.findtext("title") for drawing in page.iter("svg"))


def test_identifiers_are_unique_even_with_hostile_names() -> None:
    page = page_of(sample_results(findings=hostile_findings()))
    counted = Counter(element.get("id") for element in page.iter() if element.get("id"))
    assert [name for name, number in counted.items() if number > 1] == []


def hostile_results() -> Results:
    """Put hostile names wherever a document, a catalogue or a user can put one."""
    name = HOSTILE[0]
    spots = tuple(replace(spot, name=bad, product=bad) for spot, bad in zip(scope().hotspots, HOSTILE, strict=False))
    unclear = tuple(replace(item, name=name, fact=name) for item in scope().clarify)
    scores = sample_scores(replace(scope(), name=name, hotspots=spots, clarify=unclear))
    receipts = tuple(replace(receipt, document=name, system=name) for receipt in sample_receipts())
    systems = tuple(replace(system, agency=name) for system in sample_results().systems)
    return sample_results(findings=hostile_findings(), scores=scores, receipts=receipts, systems=systems)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_stay_text(language: Language) -> None:
    harmless, hostile = sample_results(language=language), replace(hostile_results(), language=language)
    page = page_of(hostile)
    assert {element.tag for element in page.iter() if isinstance(element.tag, str)} <= {
        element.tag for element in page_of(harmless).iter() if isinstance(element.tag, str)
    }
    attributes = {name for element in page.iter() for name in element.attrib}
    assert {name for name in attributes if name.startswith("on")} == set()
    assert HOSTILE[0] in page.text_content()
    assert "49" not in [element.text for element in page.iter("dd")]


def test_a_word_of_ten_thousand_characters_is_cut_on_the_page() -> None:
    assert max(len(word) for word in page_of(hostile_results()).text_content().split()) < 400


def test_a_finding_of_no_agency_is_told_of_the_whole_portfolio() -> None:
    findings = (finding(1, agency="", system=None), finding(2, system=None), finding(3, agency="Landesamt B"))
    headings = [h3.text_content().split("  ")[0] for h3 in page_of(sample_results(findings=findings)).iter("h3")]
    assert {"Gesamtbestand", "Ganze Behörde"} <= set(headings)


def test_a_page_of_many_findings_stays_readable_and_says_how_many_are_left_out() -> None:
    results = sample_results(findings=ManyFindings(3000))
    page = page_of(results)
    alike = page.find_class("alike")
    assert (1, _findings.SHOWN - 1) == (len(page.find_class("finding")), len(alike[0].findall("li")))
    left = wording.whole(3000 - _findings.SHOWN, "de")
    assert f"Weitere {left} stehen im Export" in page.text_content()


def test_the_gravest_findings_are_the_ones_told_in_full() -> None:
    many = [finding(number, severity="low") for number in range(200)]
    grave = finding(999, severity="critical")
    shown = _findings.gathered(sample_results(findings=(*many, grave))).licenses.shown
    assert grave == shown[0]
    assert many[: len(shown) - 1] == list(shown[1:])


def test_every_sentence_is_used_and_every_used_one_exists() -> None:
    sources = [*ROOM.glob("*.py"), *ROOM.rglob("templates/**/*.j2")]
    source = "".join(file.read_text(encoding="utf-8") for file in sources)
    quoted = set(re.findall(r"[\"']([a-z]+(?:\.[a-z_-]+)+)[\"']", source)) - {"wording.yaml"}
    composed: tuple[str, ...] = ("decision.", "evidence.", "goal.", "opencode.")
    composed += ("documents.", "message.licenses.", "number.at-", "hotspots.title", "vendors.title", "licenses.title")
    composed += ("others.title", "indicators.title", "targets.title", "clarify.title", "method.title", "limits.title")
    unused = {key for key in wording.sentences() if key not in quoted and not key.startswith(composed)}
    assert unused == set()
    files = {"style.css", "report.html", "method.html"}
    known = wording.sentences().keys() | terms().keys()
    assert {key for key in quoted if key not in known and not key.startswith("_")} - files == set()


def test_evidence_speaks_the_language_of_the_page() -> None:
    assert "grub 2; angegeben: MIT; festgestellt: X11" == Words("de").of_evidence(
        "grub 2; declared: MIT; concluded: X11"
    )
    assert "grub 2; declared: MIT" == Words("en").of_evidence("grub 2; declared: MIT")
    assert "undeclared: MIT" == Words("de").of_evidence("undeclared: MIT")


def test_what_is_left_out_of_a_table_is_in_the_export_that_is_named() -> None:
    many = tuple(scope().hotspots[0] for _ in range(50))
    shown = text_of(sample_results(scores=sample_scores(replace(scope(), hotspots=many))))
    assert "Weitere 10 stehen im Export (osk-scan export scores-json)." in shown


def test_both_languages_fill_the_same_blanks() -> None:
    for key, sentence in wording.sentences().items():
        assert set(re.findall(r"{(\w+)}", sentence.de)) == set(re.findall(r"{(\w+)}", sentence.en)), key


def test_what_is_at_most_possible_is_never_printed_as_less() -> None:
    (first, *_) = scope().vendors
    vendor = replace(first, name="Muster AG", possible=span("1/20", "1/16"))
    shown = text_of(sample_results(scores=sample_scores(replace(scope(), vendors=(vendor,)))))
    assert re.search(r"6,3\s%", shown.rpartition(vendor.name)[2][:200])


@given(st.fractions(0, 1), st.fractions(0, 1))
def test_a_printed_interval_encloses_the_true_one(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    shown = _numbers.span(span(str(low), str(high)), Words("en"))
    if low == high:
        assert_rounded(shown, low)
    else:
        ends = [Fraction(end) / 100 for end in shown.rstrip("%").split("–")]
        assert ends[0] <= low
        assert high <= ends[1]


@given(st.fractions(0, 1))
def test_a_printed_share_is_nothing_only_for_nothing_and_all_only_for_all(share: Fraction) -> None:
    shown = _numbers.percent(share, "en")
    assert_rounded(shown, share)
    assert (share == 0, share == 1) == (shown == "0.0%", shown == "100.0%")


def assert_rounded(shown: str, share: Fraction) -> None:
    printed = Fraction(shown.lstrip("<>\u202f").rstrip("%")) / 100
    if shown[0] in "<>":
        assert (share < printed) if shown[0] == "<" else (share > printed)
    assert abs(printed - share) <= Fraction(1, 1000 if shown[0] in "<>" else 2000)


@pytest.mark.parametrize(
    ("share", "shown"),
    [("1/3209", "<\u202f0,1\u202f%"), ("3208/3209", ">\u202f99,9\u202f%"), ("0", "0,0\u202f%"), ("1", "100,0\u202f%")],
)
def test_one_of_thousands_is_not_printed_as_none(share: str, shown: str) -> None:
    assert shown == _numbers.percent(Fraction(share), "de")


def test_what_is_at_least_is_rounded_down_and_what_is_at_most_up() -> None:
    assert "mindestens 66,6\u202f%" == _numbers.span(span("2/3", bound="at-least"), Words("de"))
    assert "höchstens 33,4\u202f%" == _numbers.span(span("1/3", bound="at-most"), Words("de"))


@pytest.mark.parametrize(("low", "high", "shown"), [("1/3", "1/3", "0,333"), ("2/3", "2/3", "0,667"),
                                                    ("1/3", "2/3", "0,333–0,667"), ("1", "1", "1,000")])  # fmt: skip
def test_an_index_that_is_known_is_one_number_and_an_open_one_is_rounded_outward(
    low: str, high: str, shown: str
) -> None:
    assert shown == _numbers.index(span(low, high), Words("de"))


def test_german_reports_say_verfahren_and_never_system() -> None:
    """One word per idea; the English word is system."""
    said = {key: sentence.de for key, sentence in wording.sentences().items()}
    assert [] == [key for key, text in said.items() if re.search(r"\bSysteme?[nse]?\b", text)]


def test_no_product_leads_where_none_has_a_lock_in() -> None:
    flat = tuple(replace(spot, value=span("0"), state="below") for spot in scope().hotspots)
    shown = text_of(sample_results(scores=sample_scores(replace(scope(), hotspots=flat))))
    assert "Eine Rangfolge gibt es nicht" in shown
    assert "Nach Installationen gezählt" not in shown


def test_what_leads_by_name_only_is_not_said_to_lead() -> None:
    level = tuple(replace(spot, value=span("1/5")) for spot in scope().hotspots)
    assert "" == why(replace(scope(), hotspots=level), Words("de"))


def test_a_reader_sees_what_was_examined_of_licenses_and_what_was_not() -> None:
    page = page_of(sample_results())
    (row,) = page.xpath("//caption[contains(., 'Konflikte, Pflichten')]/../tbody/tr")
    cells = [" ".join(cell.text_content().split()) for cell in row]
    assert ["Bezirksamt A · Bürgerportal", "EUPL-1.2", "1", "4", "2", "so nicht möglich"] == cells[:6]
    assert "Nur 500 von 1.200 Lizenzpaaren wurden verglichen." == cells[6]
    assert "keine eigene Lizenz angegeben ist: 2 Verfahren (Arbeitsplätze, Terminvergabe)" in text_of(sample_results())
    assert "Was zu Lizenzen geprüft wurde" not in text_of(sample_results(licensing=()))


def test_all_evidence_of_a_finding_is_shown_with_what_it_rests_on() -> None:
    """A decision is evidence too: who made it and why stands beside it, however many places there are."""
    places = tuple(EvidencePlace(f"d{n}.json", f"/{n}", "concluded: MIT", f"Grund {n} (OSK)") for n in range(5))
    shown = text_of(sample_results(findings=(finding(1, evidence=places),)))
    assert [True] * 5 == [f"d{n}.json /{n}: festgestellt: MIT (Grund {n} (OSK))" in shown for n in range(5)]


def test_documents_are_shown_with_the_format_that_people_know() -> None:
    named = sample_results(formats={"cyclonedx-json": "CycloneDX JSON"})
    assert "CycloneDX JSON 1.6" in text_of(named)
    assert "cyclonedx-json" not in text_of(named)


def test_what_can_only_be_higher_is_printed_as_at_least() -> None:
    assert "mindestens 80,0–90,0\u202f%" == _numbers.span(span("4/5", "9/10", "at-least"), Words("de"))
    assert "at least 80.0%" == _numbers.span(span("4/5", bound="at-least"), Words("en"))


def test_contrast_of_text_is_at_least_four_and_a_half() -> None:
    """Source: WCAG 2.1, success criterion 1.4.3 and the definition of relative luminance."""
    style = (ROOM / "templates" / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", style))
    pairs = [(text, ground) for text in ("ink", "soft", "main", "alert") for ground in ("paper", "wash", "alert-wash")]
    for text, ground in pairs:
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for chip in ("#7a1020", "#7a5600", colours["soft"], colours["alert"], colours["main"]):
        assert contrast("#fff", chip) >= 4.5, chip


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_problems_are_told_once_and_the_gravest_first() -> None:
    info, error = Problem("not-read", "line 1", detail="InstallDate"), Problem("unreadable", "line 9", detail="kaputt")
    sample = sample_receipts()[0]
    receipts = tuple(replace(sample, document=f"{at}.csv", problems=(info,)) for at in range(5))
    table = problem_summary((*receipts, replace(sample, document="x.csv", problems=(error,))), Words("de"))
    assert table is not None
    assert [("nicht lesbar: kaputt", "x.csv"), ("0.csv, 1.csv, 2.csv und 2 weitere",)] == [
        (table.rows[0][0], table.rows[0][2]),
        (table.rows[1][2],),
    ]


def test_indicators_stand_where_people_look_for_them() -> None:
    ids = ("D10", "D4p", "CR1", "D9", "Q1", "D4", "CR1p", "D5", "D1", "D5_cloud")
    indicators = {id_: replace(scope().indicators["D1"], id=id_) for id_ in ids}
    shown = [found.id for found in replace(scope(), indicators=indicators).listed]
    assert ["Q1", "D1", "D4", "CR1", "CR1p", "D4p", "D5", "D5_cloud", "D9", "D10"] == shown
