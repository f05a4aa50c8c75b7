"""What holds for every page: accessible, narrow, printable, and no place for what a document brings."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from osk_scan.pipeline.access import Role
from tests.web.browser.chromium import enter, quiet, violations, window
from tests.web.browser.hostile import NAMES
from tests.web.estate import AGENCY
from tests.web.server import Server, key


@pytest.mark.parametrize(("language", "width"), [("de-DE", 1280), ("en-GB", 320)])
def test_axe_objects_to_nothing(
    browser: Browser, furnished_desk: Server, shown_key: str, addresses: list[str], language: str, width: int
) -> None:
    found: dict[str, list[str]] = {}
    with window(browser, furnished_desk.url, width=width, language=language) as page:
        enter(page, shown_key)
        for address in addresses:
            page.goto(address)
            found[address] = violations(page)
    assert len(found) > 15
    assert {} == {address: wrong for address, wrong in found.items() if wrong}


@pytest.mark.parametrize("address", ["/", "/login", "/method", "/accessibility", "/findings", "/findings?x=1"])
def test_axe_objects_to_nothing_that_strangers_see(browser: Browser, furnished_desk: Server, address: str) -> None:
    with quiet(browser, furnished_desk.url, width=320) as page:
        page.goto(address)
        assert [] == violations(page)


REFUSED = ("/nowhere", "/findings?state=x", "/findings/zz", "/compare", "/uploads/zz", "/score?scope=x")


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_objects_to_nothing_where_something_is_refused(
    browser: Browser, furnished_desk: Server, shown_key: str, width: int
) -> None:
    with quiet(browser, furnished_desk.url, width=width) as page:
        enter(page, shown_key)
        for address in REFUSED:
            page.goto(address)
            assert [] == violations(page), address
            assert width >= page.evaluate("document.documentElement.scrollWidth"), address
        _send_without_what_is_asked(page)
        assert [] == violations(page)


def test_axe_objects_to_nothing_that_only_the_portfolio_has(browser: Browser, furnished_desk: Server) -> None:
    with window(browser, furnished_desk.url, width=320) as page:
        enter(page, key(furnished_desk.db, None, Role.AUDITOR))
        for address in ("/compare", "/compare?first=Landesamt+B&second=Landesamt+B", "/score", "/trend", "/findings"):
            page.goto(address)
            assert [] == violations(page), address
            assert 320 >= page.evaluate("document.documentElement.scrollWidth"), address


def test_axe_objects_to_nothing_where_nothing_is_there_yet(browser: Browser, furnished_desk: Server) -> None:
    shown = key(furnished_desk.db, "Neues Amt", Role.AUDITOR, Role.UPLOADER)
    with window(browser, furnished_desk.url) as page:
        enter(page, shown)
        for address in (
            "/", "/uploads", "/systems", "/findings", "/score", "/trend", "/hotspots", "/clarify", "/reports",
            "/decisions",
        ):  # fmt: skip
            page.goto(address)
            assert [] == violations(page), address


def _send_without_what_is_asked(page: Page) -> None:
    """Send a waiver without a reason, past the browser's own check."""
    page.goto("/findings?state=open")
    page.locator("table a[href^='/findings/']").first.click()
    page.get_by_label("Begründung").evaluate("field => field.form.noValidate = true")
    page.get_by_role("button", name="Annehmen").click()
    expect(page).to_have_title(re.compile("^Fehler: "))


def test_after_a_mistake_the_focus_is_on_the_list_of_mistakes_and_leads_to_the_field(
    browser: Browser, furnished_desk: Server, shown_key: str
) -> None:
    with quiet(browser, furnished_desk.url) as page:
        enter(page, shown_key)
        _send_without_what_is_asked(page)
        expect(page.get_by_role("alert")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Begründung")).to_be_focused()


def test_every_page_has_its_own_title_one_heading_and_the_landmarks(page: Page, addresses: list[str]) -> None:
    titles: dict[str, str] = {}
    for address in addresses:
        page.goto(address)
        counts = [page.locator(each).count() for each in ("h1", "main", "body > header", "body > footer", "nav")]
        assert [1, 1, 1, 1, 1] == counts, address
        assert [] == page.eval_on_selector_all("h1,h2,h3", _SKIPPED_LEVELS), address
        titles.setdefault(page.title(), address.partition("?")[0])
        assert titles[page.title()] == address.partition("?")[0], f"two pages are called {page.title()}"


_SKIPPED_LEVELS = """headings => headings.filter((one, at) => at && +one.tagName[1] > +headings[at - 1].tagName[1] + 1)
                                             .map(one => one.textContent)"""


def test_pictures_are_told_in_words_beside_them(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        told: list[str] = page.eval_on_selector_all("main svg", _TOLD)
        assert [] == [drawing for drawing in told if not drawing.strip()], address


_TOLD = "all => all.map(one => one.getAttribute('aria-label') || one.querySelector('title')?.textContent || '')"


def test_text_of_twice_the_size_stays_within_the_page(
    browser: Browser, furnished_desk: Server, shown_key: str, addresses: list[str]
) -> None:
    with window(browser, furnished_desk.url, width=640) as page:
        enter(page, shown_key)
        for address in addresses:
            page.goto(address)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert 640 >= page.evaluate("document.documentElement.scrollWidth"), address


def test_every_page_fits_320_pixels(
    browser: Browser, furnished_desk: Server, shown_key: str, addresses: list[str]
) -> None:
    with window(browser, furnished_desk.url, width=320) as page:
        enter(page, shown_key)
        for address in addresses:
            page.goto(address)
            assert 320 >= page.evaluate("document.documentElement.scrollWidth"), address


@pytest.mark.parametrize("width", [320, 800])
def test_what_a_card_says_stands_beside_its_label(
    browser: Browser, furnished_desk: Server, shown_key: str, addresses: list[str], width: int
) -> None:
    """Text and links side by side in a cell would each be laid out as if it were a cell of its own."""
    with window(browser, furnished_desk.url, width=width) as page:
        enter(page, shown_key)
        for address in addresses:
            page.goto(address)
            assert [] == page.evaluate(_TORN_CELLS), address


_TORN_CELLS = """() => [...document.querySelectorAll('main tbody td:not(.bar)')]
    .filter(cell => getComputedStyle(cell).display === 'grid'
        && [...cell.childNodes].filter(one => one.nodeName !== 'SMALL' && one.textContent.trim()).length > 1)
    .map(cell => cell.innerHTML)"""


def test_what_is_printed_has_no_forms_and_no_navigation(page: Page) -> None:
    page.emulate_media(media="print")
    for address in ("/findings", "/score", "/trend", "/hotspots"):
        page.goto(address)
        assert not page.locator("form:visible, nav:visible").count()
        assert page.locator("table:visible").count()


def test_what_a_document_brings_is_shown_and_does_nothing(page: Page, addresses: list[str]) -> None:
    seen = ""
    for address in (*addresses, *_hostile_findings(page)):
        page.goto(address)
        assert "caught" not in page.title().partition("–")[0].replace(NAMES[0], ""), address
        assert 0 == page.locator("main script, main img, main b script, main i, main iframe").count(), address
        seen += page.inner_text("body")
    assert NAMES[0] in seen
    assert "\u202e" not in seen
    assert "x" * 200 not in seen
    assert "{{ 7 * 7 }}" in seen


def _hostile_findings(page: Page) -> list[str]:
    """Return the addresses of the findings on hostile components."""
    page.goto("/findings?system=Pr%C3%BCfverfahren")
    links: list[str] = page.eval_on_selector_all(
        "table a[href^='/findings/']", "links => links.map(link => link.getAttribute('href'))"
    )
    assert links
    return links[:8]


def test_the_desk_names_the_agency_that_visits(page: Page) -> None:
    assert AGENCY in page.locator(".visit").inner_text()


def test_on_a_phone_no_word_of_a_button_is_torn(browser: Browser, furnished_desk: Server) -> None:
    named = key(furnished_desk.db, None, Role.AUDITOR, name="Kompetenzzentrum Beratung und Prüfung")
    with window(browser, furnished_desk.url, width=320) as page:
        enter(page, named)
        page.goto("/")
        box = page.get_by_role("button", name="Abmelden").bounding_box()
        assert box is not None
        assert box["height"] < 45
