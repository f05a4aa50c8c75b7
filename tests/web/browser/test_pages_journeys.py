"""Upload, receipt, finding, path, waiver, report: by mouse, by keyboard alone, and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from osk_scan.pipeline.access import Role
from tests.web.browser.chromium import enter, log_in, violations, window
from tests.web.documents import bom
from tests.web.server import Server, key

PATIENCE = 60_000


@pytest.fixture
def document(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A document whose license clashes with the system's own, under a name that no other test uses."""
    file = tmp_path / f"{request.node.name.partition('[')[0][-30:]}.cdx.json"
    file.write_bytes(bom(file.stem, components=4, license_id="GPL-3.0-only"))
    return file


def test_by_mouse(page: Page, document: Path) -> None:
    page.get_by_role("link", name="Hochladen").click()
    page.get_by_label("Datei hierher").set_input_files(document)
    page.get_by_label("Verfahren", exact=True).fill(document.stem)
    page.get_by_label("Was geschieht").select_option("an Dritte weitergegeben")
    page.get_by_label("Eigene Lizenz").fill("MIT")
    page.get_by_role("button", name="Hochladen").click()
    told = page.get_by_role("status")
    expect(told).to_contain_text("Fertig", timeout=PATIENCE)
    expect(page.get_by_role("table", name="Dokumente und ihre Bilanz")).to_contain_text(document.name)
    page.get_by_role("navigation").get_by_role("link", name="Befunde").click()
    page.get_by_label("Verfahren").select_option(document.stem)
    page.get_by_label("Schwere").select_option("hoch")
    page.get_by_role("button", name="Filtern").click()
    page.get_by_role("table", name="Befunde").get_by_role("link").first.click()
    expect(page.locator("svg.chain").first).to_be_visible()
    expect(page.locator("ol.path li").last).to_contain_text("lib-")
    page.get_by_label("Begründung").fill("Ausgetauscht bis zur Weitergabe")
    page.get_by_role("button", name="Annehmen").click()
    expect(page.get_by_role("status")).to_contain_text("Ausgetauscht bis zur Weitergabe")
    accepted = page.url
    page.get_by_role("link", name="Berichte").click()
    page.get_by_role("link", name="Prüfbericht ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bezirksamt A", timeout=PATIENCE)
    expect(page.locator("body")).to_contain_text("Ausgetauscht bis zur Weitergabe")
    page.goto(accepted)
    assert [] == violations(page)
    page.get_by_label("Begründung").fill("Austausch abgesagt")
    page.get_by_role("button", name="Widerrufen").click()
    expect(page.locator("main")).to_contain_text("widerrufen, entschieden von")
    expect(page.get_by_role("button", name="Annehmen")).to_be_visible()


def test_by_keyboard_alone(page: Page, document: Path) -> None:
    _go(page, "nav a[href='/upload']")
    _tab_to(page, "input[type=file]")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(document)
    _tab_to(page, "#system")
    page.keyboard.type(document.stem)
    _tab_to(page, "#context")
    page.keyboard.type("an Dritte")
    _tab_to(page, "#outbound")
    page.keyboard.type("MIT")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Fertig", timeout=PATIENCE)
    _go(page, "main a[href^='/findings?system=']")
    expect(page.locator("#system")).to_have_value(document.stem)
    _go(page, "table a[href^='/findings/']")
    expect(page.locator("svg.chain").first).to_be_visible()
    _tab_to(page, "#reason")
    page.keyboard.type("Mit der Tastatur entschieden")
    _go(page, "main form button")
    expect(page.get_by_role("status")).to_contain_text("Mit der Tastatur entschieden")
    _go(page, "nav a[href='/reports']")
    _go(page, "main a[href='/reports/report.html']")
    expect(page.locator("body")).to_contain_text("Mit der Tastatur entschieden", timeout=PATIENCE)


def test_what_an_advisor_looks_up_by_keyboard_alone(page: Page, document: Path) -> None:
    _go(page, "nav a[href='/what-if']")
    _tab_to(page, "#replace")
    page.keyboard.type("Microsoft Office 2021")
    _tab_to(page, "#by")
    page.keyboard.type("LibreOffice")
    _go(page, "main form button")
    expect(page.get_by_role("table", name="Ziele und Indikatoren")).to_contain_text("OSS-Quote")
    _go(page, "nav a[href='/clarify']")
    expect(page.get_by_role("table", name="Ungeklärte Tatsachen")).to_be_visible()
    _go(page, "nav a[href='/catalogue']")
    _tab_to(page, "#q")
    page.keyboard.type("Adobe Acrobat Reader DC - Deutsch")
    _go(page, "main form button")
    _go(page, "main a[href^='/catalogue/']")
    expect(page.get_by_role("table", name="Was bekannt ist")).to_contain_text("proprietär")
    _go(page, "nav a[href='/score']")
    _go(page, "table a[href^='/score/D1']")
    expect(page.get_by_role("table", name="Was zu diesem Wert beiträgt")).to_contain_text("Zeile ")
    _go(page, "nav a[href='/score']")
    _go(page, "main a[href^='/trend']")
    _go(page, "main form button")
    expect(page.get_by_role("table", name="Indikatoren, Änderungen in Punkten")).to_contain_text("OSS-Quote")
    _go(page, "nav a[href='/hotspots']")
    expect(page.locator("figure svg").first).to_be_visible()
    expect(page.get_by_role("table", name="Bindungsschwerpunkte")).to_be_visible()


def test_history_difference_licenses_and_decisions_by_keyboard_alone(page: Page, document: Path) -> None:
    for version in ("1.0", "2.0"):
        document.write_bytes(bom(document.stem, components=4, license_id="MIT", version=version))
        page.goto("/upload")
        page.get_by_label("Datei hierher").set_input_files(document)
        _tab_to(page, "#system")
        page.keyboard.type(document.stem)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Fertig", timeout=PATIENCE)
    _go(page, "nav a[href='/systems']")
    _tab_to(page, f"main a:text-is('{document.stem}')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    _go(page, "form[action='/difference'] button")
    expect(page.get_by_role("heading", level=1)).to_have_text("Was sich geändert hat")
    expect(page.locator("main")).to_contain_text("Unverändert: 4")
    _go(page, "nav a[href='/systems']")
    _tab_to(page, f"main a:text-is('{document.stem}')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    _go(page, "main a[href$='/licenses']")
    _go(page, "table a[href$='outbound=EUPL-1.2']")
    expect(page.locator("main")).to_contain_text("Unter EUPL-1.2 ist kein Konflikt")
    _go(page, "nav a[href='/systems']")
    _go(page, "main a[href='/decisions']")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entscheidungen zu Paketen")


def test_two_agencies_are_compared_by_keyboard_alone(browser: Browser, furnished_desk: Server) -> None:
    with window(browser, furnished_desk.url) as page:
        enter(page, key(furnished_desk.db, None, Role.AUDITOR))
        page.goto("/")
        _go(page, "nav a[href='/score']")
        _go(page, "main a[href='/compare']")
        _tab_to(page, "#second")
        page.keyboard.press("ArrowDown")
        _go(page, "main form button")
        expect(page.get_by_role("table", name="Indikatoren beider Behörden")).to_contain_text("zurückgehalten")


def test_without_scripts(browser: Browser, furnished_desk: Server, shown_key: str, document: Path) -> None:
    with window(browser, furnished_desk.url, scripts=False) as page:
        log_in(page, shown_key)
        page.get_by_role("link", name="Hochladen").click()
        page.get_by_label("Datei hierher").set_input_files(document)
        page.get_by_role("button", name="Hochladen").click()
        again = page.get_by_role("link", name="Stand neu abrufen")
        for _ in range(200):
            if not again.count():
                break
            page.wait_for_timeout(200)
            again.click()
        expect(page.get_by_role("status")).to_contain_text("Fertig")


def test_a_dropped_file_is_the_one_that_is_sent(page: Page) -> None:
    page.goto("/upload")
    dropped = page.evaluate_handle(
        "() => { const d = new DataTransfer(); d.items.add(new File(['{'], 'kaputt.json')); return d; }"
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    page.get_by_role("button", name="Hochladen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("kaputt.json")
    expect(page.get_by_role("status")).to_contain_text("abgewiesen")


def test_the_first_tab_leads_past_the_navigation(page: Page) -> None:
    page.goto("/score")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_language_is_switched_on_the_page_itself(page: Page) -> None:
    page.goto("/findings?severity=high")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_label("Severity")).to_have_value("high")


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, which must be seen there."""
    wanted = page.locator(selector).first
    wanted.wait_for()
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            outline = wanted.evaluate("element => getComputedStyle(element).outlineStyle")
            assert outline != "none", f"nobody sees the focus on {selector}"
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def _go(page: Page, selector: str) -> None:
    _tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
