"""Tell people what they must change: the login form to strangers, else a page that says what and how."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from osk_scan.errors import OskError, one_line
from osk_scan.pipeline.access import NOBODY
from osk_scan.web.call import Call
from osk_scan.web.errors import Unauthorized, status_of
from osk_scan.web.pages._page import rendered
from osk_scan.web.pages._wording import PageWords, preferred_language
from osk_scan.web.refusing import headers_of


def refuse(request: Request, error: OskError) -> Response:
    """Return the answer to a call that `error` refuses."""
    words = PageWords(preferred_language(request))
    status = status_of(error)
    if isinstance(error, Unauthorized):
        text = login_form(request, words, wrong=request.method == "POST")
        return HTMLResponse(text, status)
    title = words.or_itself("refused.title", str(status)) if status in (400, 403, 404, 413, 429) else ""
    text = rendered(
        request,
        NOBODY,
        words,
        "refused.html.j2",
        title=title or words("refused.title.500"),
        said=one_line(f"{error.where}: {error.wrong}", 500),
        fix=one_line(error.fix, 500),
    )
    return HTMLResponse(text, status, headers_of(error))


def login_form(request: Request, words: PageWords, *, wrong: bool = False) -> bytes:
    """Return the login page, which leads on to what was asked for."""
    onward = request.url.path if request.method == "GET" and request.url.path != "/login" else "/"
    return rendered(request, NOBODY, words, "login.html.j2", title=words("login.title"), wrong=wrong, onward=onward)


def login_page(call: Call, words: PageWords) -> Response:
    """Return the login page as an answer."""
    return HTMLResponse(login_form(call.request, words))
