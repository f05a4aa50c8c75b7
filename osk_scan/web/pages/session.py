"""Begin and end a browser's visit: a key is exchanged for a cookie that no script can read."""

from starlette.responses import RedirectResponse, Response

from osk_scan.pipeline.access import NOBODY, begin_session, caller_by_key, session_digest
from osk_scan.store.keys import end_session
from osk_scan.web.admission import COOKIE
from osk_scan.web.call import Call
from osk_scan.web.endpoint import EVERYONE, READERS, Endpoint
from osk_scan.web.errors import Unauthorized
from osk_scan.web.pages._page import words_for
from osk_scan.web.pages._refusing import login_page


def _login(call: Call) -> Response:
    return login_page(call, words_for(call)) if call.caller == NOBODY else RedirectResponse("/", 303)


def _begin(call: Call) -> Response:
    shown = call.form.get("key")
    address = call.request.client.host if call.request.client else "?"
    call.desk.admit_stranger(address)
    caller = caller_by_key(call.db, shown.text.strip()) if shown else None
    if caller is None:
        call.desk.count_stranger(address)
        raise Unauthorized("key", "it is unknown or revoked", "enter a key that is in use")
    cookie = begin_session(call.db, caller, call.at, call.desk.settings.session_hours)
    answer = RedirectResponse(_onward(call), 303)
    secure = call.request.url.scheme == "https"
    answer.set_cookie(COOKIE, cookie, path="/", httponly=True, samesite="lax", secure=secure)
    return answer


def _onward(call: Call) -> str:
    """Return the page that was asked for before the login; never another server's."""
    asked = call.form["onward"].text if "onward" in call.form else "/"
    within = asked.startswith("/") and not asked.startswith("//") and "\\" not in asked and asked.isprintable()
    return asked if within else "/"


def _end(call: Call) -> Response:
    end_session(call.db, session_digest(call.request.cookies.get(COOKIE, "")))
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


ENDPOINTS = (
    Endpoint(method="GET", path="/login", roles=EVERYONE, answer=_login),
    Endpoint(method="POST", path="/session", roles=EVERYONE, answer=_begin),
    Endpoint(method="POST", path="/session/end", roles=READERS, answer=_end),
)
