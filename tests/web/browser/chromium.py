"""A real browser, as the machine has it, and what it complained about."""

import importlib.resources
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

expect.set_options(timeout=30_000)  # machines that test may be busy with more than one browser
CHROMIUM = shutil.which("chromium")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync"]  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def window(
    browser: Browser, url: str, *, width: int = 1280, language: str = "de-DE", scripts: bool = True
) -> Iterator[Page]:
    """Open an empty window; whatever the browser complains of while it is open is a failure."""
    context: BrowserContext = browser.new_context(
        base_url=url, viewport={"width": width, "height": 900}, locale=language, java_script_enabled=scripts
    )
    page = context.new_page()
    complaints: list[str] = []

    def complain(what: object) -> None:
        complaints.append(f"{page.url}: {what}")

    page.on("console", lambda said: complain(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", complain)
    page.on("request", lambda asked: None if asked.url.startswith(url) else complain(asked.url))
    yield page
    context.close()
    assert [] == complaints, complaints


@contextmanager
def quiet(browser: Browser, url: str, *, width: int = 1280, language: str = "de-DE") -> Iterator[Page]:
    """Open an empty window for pages that are refused: a browser complains of the status."""
    context = browser.new_context(base_url=url, viewport={"width": width, "height": 900}, locale=language)
    yield context.new_page()
    context.close()


def enter(page: Page, key: str) -> None:
    """Log in, whatever the language."""
    assert page.context.request.post("/session", form={"key": key}).ok


def log_in(page: Page, key: str) -> None:
    page.goto("/")
    page.get_by_label("Schlüssel").fill(key)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/")


@cache
def _axe() -> str:
    return importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """Return what axe-core objects to: its rules of WCAG 2.1 A and AA and its good practice."""
    page.evaluate(_axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]
