"""What holds for every page: accessible, narrow, printable, and no place for what a document brings."""

import pytest
from playwright.sync_api import Browser, Page

from osk_scan.pipeline.access import Role
from tests.web.browser.addresses import addresses
from tests.web.browser.chromium import log_in, violations, window
from tests.web.browser.hostile import NAMES
from tests.web.estate import AGENCY
from tests.web.server import Server, key


def test_axe_objects_to_nothing(page: Page) -> None:
    found: dict[str, list[str]] = {}
    for address in addresses(page):
        page.goto(address)
        found[address] = violations(page)
    assert len(found) > 15
    assert {} == {address: wrong for address, wrong in found.items() if wrong}


@pytest.mark.parametrize("address", ["/", "/login", "/method", "/accessibility", "/findings", "/findings?x=1"])
def test_axe_objects_to_nothing_that_strangers_see(browser: Browser, furnished_desk: Server, address: str) -> None:
    context = browser.new_context(base_url=furnished_desk.url, locale="en-GB")
    opened = context.new_page()
    opened.goto(address)
    assert [] == violations(opened)
    context.close()


def test_axe_objects_to_nothing_where_nothing_is_there_yet(browser: Browser, furnished_desk: Server) -> None:
    shown = key(furnished_desk.db, "Neues Amt", Role.AUDITOR, Role.UPLOADER)
    with window(browser, furnished_desk.url) as page:
        log_in(page, shown)
        for address in ("/", "/uploads", "/systems", "/findings", "/score", "/hotspots", "/clarify", "/reports"):
            page.goto(address)
            assert [] == violations(page), address


def test_every_page_fits_320_pixels(browser: Browser, furnished_desk: Server, shown_key: str) -> None:
    with window(browser, furnished_desk.url, width=320) as page:
        log_in(page, shown_key)
        for address in addresses(page):
            page.goto(address)
            assert 320 >= page.evaluate("document.documentElement.scrollWidth"), address


def test_what_is_printed_has_no_forms_and_no_navigation(page: Page) -> None:
    page.emulate_media(media="print")
    for address in ("/findings", "/score", "/hotspots"):
        page.goto(address)
        assert not page.locator("form:visible, nav:visible").count()
        assert page.locator("table:visible").count()


def test_what_a_document_brings_is_shown_and_does_nothing(page: Page) -> None:
    seen = ""
    for address in (*addresses(page), *_hostile_findings(page)):
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
