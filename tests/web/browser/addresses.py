"""The addresses of all pages that a reader can open on a furnished desk, found as the reader would find them."""

import re

from playwright.sync_api import Page

from osk_scan.web import pages

NOT_PAGES = ("/static/", "/reports/tables/", "/reports/report.", "/reports/prints/", "/login", "/compare")


def every_address(page: Page) -> list[str]:
    """Return one address for each page of the route table, with what there is to see on it."""
    found: list[str] = []
    for endpoint in pages.area().endpoints:
        if endpoint.method == "GET" and not endpoint.path.startswith(NOT_PAGES):
            found += _addresses(page, endpoint.path)
    return found


def _addresses(page: Page, path: str) -> list[str]:
    if path == "/difference":
        return ["/difference?old=1&new=2"]
    if path == "/trend":
        return [path, "/trend?scope=system:1", "/trend?scope=layer:office"]
    if path == "/what-if":
        return [path, "/what-if?replace=Microsoft+Windows+10&by=Debian", "/what-if?replace=x&by=y"]
    if path == "/catalogue":
        return [path, "/catalogue?q=Adobe+Acrobat+Reader+DC+-+Deutsch", "/catalogue?q=%3Cscript%3E"]
    if "{" not in path:
        return [path]
    listed, below = path.partition("/{")[0], path.partition("}")[2]
    start = {"/inventories": _first(page, "/systems", r"/systems/\d+")}.get(listed, listed)
    found = _first(page, start, rf"{listed}/[^\"/?]+") + below
    return [found, f"{found}?outbound=EUPL-1.2", f"{found}?outbound=%3Cb%3E"] if below == "/licenses" else [found]


def _first(page: Page, path: str, pattern: str) -> str:
    page.goto(path)
    links: list[str] = page.eval_on_selector_all("main a", "links => links.map(link => link.getAttribute('href'))")
    return next(link for link in links if re.match(pattern, link))
