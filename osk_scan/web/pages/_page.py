"""Render one page: the frame with language and navigation, and what the page itself shows."""

from functools import cache
from urllib.parse import urlencode

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from osk_scan.model import Language
from osk_scan.pipeline.access import NOBODY, Caller
from osk_scan.reports.parts import Templates
from osk_scan.web.call import Call
from osk_scan.web.endpoint import AUDITORS, UPLOADERS
from osk_scan.web.pages._assets import version
from osk_scan.web.pages._plain import cut, plain
from osk_scan.web.pages._wording import COOKIE, PageWords, preferred_language

_TITLE = 120
_YEAR = 365 * 24 * 3600

_PLACES = (
    ("/", "overview"),
    ("/upload", "upload"),
    ("/uploads", "uploads"),
    ("/systems", "systems"),
    ("/findings", "findings"),
    ("/score", "score"),
    ("/hotspots", "hotspots"),
    ("/what-if", "what-if"),
    ("/clarify", "clarify"),
    ("/catalogue", "catalogue"),
    ("/reports", "reports"),
)

_BELOW = {"inventories": "/systems", "difference": "/systems", "decisions": "/systems",
          "compare": "/score", "trend": "/score"}  # fmt: skip
"""Where in the navigation a page belongs whose address does not say so."""


class Link(Struct, frozen=True):
    """One entry of a navigation."""

    href: str
    text: str
    current: bool = False


def words_for(call: Call) -> PageWords:
    """Return the sentences in the reader's language."""
    return PageWords(preferred_language(call.request))


def page(call: Call, template: str, title: str, **shown: object) -> Response:
    """Return the page `template`; `title` is what the browser's tab and the first heading say.

    Pages with a form say by `errors` what is wrong with it: the sentence by the field's name.
    """
    words = words_for(call)
    text = rendered(call.request, call.caller, words, template, title=cut(title, _TITLE), **shown)
    answer = HTMLResponse(text)
    if call.request.query_params.get("lang") in ("de", "en"):
        answer.set_cookie(COOKIE, words.language, max_age=_YEAR, path="/", httponly=True, samesite="lax")
    return answer


def rendered(request: Request, caller: Caller, words: PageWords, template: str, **shown: object) -> bytes:
    """Return the text of a page; lone surrogates and other unspeakable characters are replaced."""
    text = _templates().filled(
        template,
        words=words,
        language=words.language,
        caller=caller,
        visiting=caller != NOBODY,
        csrf=caller.csrf or "",
        places=places(request, caller, words),
        languages=languages(request, words),
        version=version(),
        may_upload=bool(caller.roles & frozenset(UPLOADERS)),
        may_waive=bool(caller.roles & frozenset(AUDITORS)),
        **({"errors": {}} | shown),
    )
    return text.encode("utf-8", "replace")


def places(request: Request, caller: Caller, words: PageWords) -> tuple[Link, ...]:
    """Return the main navigation: what this caller may open."""
    if caller == NOBODY:
        return ()
    may_upload = caller.roles & frozenset(UPLOADERS)
    here = _BELOW.get(request.url.path.split("/")[1], request.url.path)
    return tuple(
        Link(href, words(f"nav.{name}"), here == href or (href != "/" and here.startswith(f"{href}/")))
        for href, name in _PLACES
        if name != "upload" or may_upload
    )


def languages(request: Request, words: PageWords) -> tuple[tuple[Language, Link], ...]:
    """Return links to this page in each language."""
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    path = request.url.path if request.method == "GET" else "/"
    names: tuple[tuple[Language, str], ...] = (("de", "Deutsch"), ("en", "English"))
    return tuple(
        (code, Link(f"{path}?{urlencode([*others, ('lang', code)])}", name, code == words.language))
        for code, name in names
    )


@cache
def _templates() -> Templates:
    return Templates("osk_scan.web", "osk_scan.reports", harmless=plain)
