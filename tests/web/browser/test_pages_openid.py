"""Somebody logs in by a provider that is not ours (oidc-provider-mock), in a real browser."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser.chromium import violations
from tests.web.estate import furnished
from tests.web.openid_desk import served_with
from tests.web.server import PATIENCE, Server, free_port, wait_until

PEOPLE = {
    "pruefende": {"groups": ["osk-agency:a", "osk-role:audit"]},
    "fremde": {"groups": ["kantine"]},
}


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        "true",
    ]
    for name, claims in PEOPLE.items():
        command += ["--user-claims", json.dumps({"sub": name} | claims)]
    with (tmp_path_factory.mktemp("issuer") / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        wait_until(lambda: process.poll() is not None or _answers(port))
        assert process.poll() is None
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        process.wait(PATIENCE)


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/.well-known/openid-configuration").is_success
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def desk(issuer: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("vouched")
    furnished(folder / "osk.db")
    with served_with(issuer, folder) as server:
        yield server


@pytest.fixture
def page(browser: Browser, desk: Server) -> Iterator[Page]:
    context = browser.new_context(base_url=desk.url, locale="de-DE")
    context.route("https://**", lambda route: route.abort())  # the provider's pages ask elsewhere for their style
    yield context.new_page()
    context.close()


def log_in(page: Page, person: str) -> None:
    page.get_by_role("link", name="Mit Landes-Anmeldung anmelden").click()
    page.get_by_role("button", name=person).click()


def test_a_person_comes_in_works_and_leaves(page: Page, desk: Server) -> None:
    page.goto("/findings")
    assert [] == violations(page)
    log_in(page, "pruefende")
    page.wait_for_url("**/findings")
    expect(page.locator(".visit")).to_contain_text("Bezirksamt A · Landes-Anmeldung")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies(desk.url)}
    assert {"osk_session"} == set(cookies) - {"osk_lang"}
    assert (True, "Lax") == (cookies["osk_session"]["httpOnly"], cookies["osk_session"]["sameSite"])
    page.get_by_role("table", name="Befunde").get_by_role("link").first.click()
    page.get_by_label("Begründung").fill("Im Amt besprochen")
    page.get_by_label("Entschieden").fill("IT-Sicherheit")
    page.get_by_role("button", name="Annehmen").click()
    expect(page.get_by_role("status")).to_contain_text("Im Amt besprochen")
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Abgemeldet")
    assert [] == violations(page)
    page.get_by_role("link", name="Bei Landes-Anmeldung abmelden").click()
    expect(page).to_have_url(re.compile("/oauth2/end_session"))
    page.goto("/findings")
    expect(page.get_by_label("Schlüssel")).to_be_visible()


def test_a_person_without_a_role_reads_in_german_whom_to_ask(page: Page) -> None:
    page.goto("/")
    log_in(page, "fremde")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kein Zugang eingerichtet")
    expect(page.locator("main")).to_contain_text("Bitten Sie die Stelle, die diese Seiten betreibt")
    assert [] == violations(page)
    page.get_by_role("link", name="Zur Anmeldung").click()
    expect(page.get_by_label("Schlüssel")).to_be_visible()


def test_a_login_that_is_denied_at_the_provider_is_told(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Mit Landes-Anmeldung anmelden").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmeldung abgebrochen")
