"""One browser, one furnished desk and the addresses of its pages for all tests with a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from osk_scan.model import Document
from osk_scan.pipeline.access import Role
from tests.web.browser.addresses import every_address
from tests.web.browser.chromium import chromium, enter, log_in, window
from tests.web.browser.hostile import hostile_bom
from tests.web.estate import AGENCY, furnished
from tests.web.server import Server, key, served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def furnished_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    db = tmp_path_factory.mktemp("browser") / "osk.db"
    furnished(db, Document("feindlich.cdx.json", hostile_bom()))
    with served(db) as server:
        yield server


@pytest.fixture(scope="session")
def shown_key(furnished_desk: Server) -> str:
    return key(furnished_desk.db, AGENCY, Role.AUDITOR, Role.UPLOADER, name="IT-Stelle")


@pytest.fixture(scope="session")
def addresses(browser: Browser, furnished_desk: Server, shown_key: str) -> list[str]:
    with window(browser, furnished_desk.url) as opened:
        enter(opened, shown_key)
        return every_address(opened)


@pytest.fixture
def page(browser: Browser, furnished_desk: Server, shown_key: str) -> Iterator[Page]:
    with window(browser, furnished_desk.url) as opened:
        log_in(opened, shown_key)
        yield opened
