"""Begin and end a browser's visit with a key."""

from starlette.responses import RedirectResponse, Response

from osk_scan.pipeline.access import NOBODY, caller_by_key, session_digest, vouched_for
from osk_scan.store.keys import end_session
from osk_scan.web.admission import COOKIE, address_of
from osk_scan.web.call import Call
from osk_scan.web.endpoint import EVERYONE, READERS, Endpoint
from osk_scan.web.errors import Unauthorized
from osk_scan.web.pages._page import words_for
from osk_scan.web.pages._refusing import login_page
from osk_scan.web.pages._visits import visit


def _login(call: Call) -> Response:
    return login_page(call, words_for(call)) if call.caller == NOBODY else RedirectResponse("/", 303)


def _begin(call: Call) -> Response:
    shown = call.form.get("key")
    address = address_of(call.request)
    call.desk.admit_stranger(address)
    caller = caller_by_key(call.db, shown.text.strip()) if shown else None
    if caller is None:
        call.desk.count_stranger(address)
        raise Unauthorized("key", "it is unknown or revoked", "enter a key that is in use")
    return visit(call, caller, call.form["onward"].text if "onward" in call.form else "/")


def _end(call: Call) -> Response:
    end_session(call.db, session_digest(call.request.cookies.get(COOKIE, "")))
    answer = RedirectResponse("/login/openid/end" if vouched_for(call.caller) else "/", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


ENDPOINTS = (
    Endpoint(method="GET", path="/login", roles=EVERYONE, answer=_login),
    Endpoint(method="POST", path="/session", roles=EVERYONE, answer=_begin),
    Endpoint(method="POST", path="/session/end", roles=READERS, answer=_end),
)
