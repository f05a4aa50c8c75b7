"""Begin a browser's visit: the cookie that no script can read, and the page that was asked for before."""

from starlette.responses import RedirectResponse, Response

from osk_scan.pipeline.access import Caller, begin_session
from osk_scan.web.admission import COOKIE
from osk_scan.web.call import Call


def visit(call: Call, caller: Caller, onward: str) -> Response:
    """Return what begins the visit of `caller` and leads on."""
    cookie = begin_session(call.db, caller, call.at, call.desk.settings.session_hours)
    answer = RedirectResponse(within(onward), 303)
    hand_over(call, answer, COOKIE, cookie, "/")
    return answer


def hand_over(call: Call, answer: Response, name: str, content: str, path: str, seconds: int | None = None) -> None:
    """Give the browser a cookie that comes back to us alone; lax: also where another server leads the browser here."""
    secure = call.request.url.scheme == "https"
    answer.set_cookie(name, content, max_age=seconds, path=path, httponly=True, samesite="lax", secure=secure)


def within(asked: str) -> str:
    """Return the address that was asked for where it is one of this desk, else the first page's."""
    ours = asked.startswith("/") and not asked.startswith("//") and "\\" not in asked and asked.isprintable()
    return asked if ours else "/"
