"""Tell people in their language what they must change: the login form to strangers, else a page that says what."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from osk_scan.errors import OskError, one_line
from osk_scan.pipeline.access import NOBODY
from osk_scan.web.admission import COOKIE, caller_of
from osk_scan.web.call import Call
from osk_scan.web.desk import desk_of
from osk_scan.web.errors import NotYet, RefusedCall, TooMany, Unauthorized, status_of
from osk_scan.web.pages._page import rendered
from osk_scan.web.pages._wording import PageWords, preferred_language
from osk_scan.web.refusing import headers_of

_DETAILED = (400, 500, 502)
"""Where the exact message helps those who are asked for help."""

_LOGIN = "/session"


def refuse(request: Request, error: OskError) -> Response:
    """Return the answer to a call that `error` refuses."""
    words = PageWords(preferred_language(request))
    status = status_of(error)
    if isinstance(error, Unauthorized):
        return HTMLResponse(login_form(request, words), status)
    text = rendered(
        request,
        caller_of(request),
        words,
        "refused.html.j2",
        title=_worded("title", error, words),
        said=_worded("said", error, words),
        fix=_worded("fix", error, words, cap=desk_of(request).settings.max_upload >> 20),
        detail=one_line(str(error), 500) if status in _DETAILED else "",
    )
    return HTMLResponse(text, status, headers_of(error))


def _worded(what: str, error: OskError, words: PageWords, **values: object) -> str:
    """Return a sentence for the error's kind where it has one, else for its status, else for any."""
    kind = error.kind if isinstance(error, RefusedCall) else ""
    known = (f"refused.{what}.{name}" for name in (kind, status_of(error), 500))
    values |= {"seconds": error.seconds} if isinstance(error, NotYet | TooMany) else {}
    return words(next(key for key in known if words.has(key)), **values)


def login_form(request: Request, words: PageWords) -> bytes:
    """Return the login page, which leads on to what was asked for and says what went wrong before."""
    provider = desk_of(request).openid
    refused = request.method == "POST" and request.url.path == _LOGIN
    return rendered(
        request,
        NOBODY,
        words,
        "login.html.j2",
        title=words("login.title"),
        errors={"key": words("login.wrong")} if refused else {},
        expired=not refused and COOKIE in request.cookies,
        undone=not refused and request.method == "POST",
        onward=_onward(request),
        provider=provider.settings.name if provider else "",
    )


def _onward(request: Request) -> str:
    """Return the page to open after the login: the one asked for, or the one with the form that was sent."""
    path = request.url.path
    if path.startswith(_LOGIN) or path == "/login":
        return "/"
    if request.method == "POST":
        return path.removesuffix("/waive")
    return f"{path}?{request.url.query}" if request.url.query else path


def login_page(call: Call, words: PageWords) -> Response:
    """Return the login page as an answer."""
    return HTMLResponse(login_form(call.request, words))
