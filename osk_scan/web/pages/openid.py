"""Log in by the OpenID provider, where one is configured: off to it, back with its answer, and out again."""

import logging
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from osk_scan.pipeline.access import Caller, caller_by_pseudonym
from osk_scan.web.admission import address_of
from osk_scan.web.call import Call
from osk_scan.web.endpoint import EVERYONE, Endpoint
from osk_scan.web.errors import NotFound, RefusedLogin
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._visits import hand_over, visit

if TYPE_CHECKING:
    from osk_scan.web.openid.provider import Provider

_COOKIE = "osk_login"
_PATH = "/login/openid"
_SECONDS = 600
_log = logging.getLogger("uvicorn.error")


def _begin(call: Call) -> Response:
    """Send the browser to the provider; what must come back with it waits in a cookie for no other path."""
    provider = _provider(call)
    from osk_scan.web.openid.login import begin, kept

    there, pending = begin(provider, call.request.query_params.get("onward", "/"))
    answer = RedirectResponse(there, 303)
    hand_over(call, answer, _COOKIE, kept(pending), _PATH, _SECONDS)
    return answer


def _finish(call: Call) -> Response:
    provider = _provider(call)
    from osk_scan.web.openid.login import finish, pending_of

    address = address_of(call.request)
    call.desk.admit_stranger(address)
    pending = pending_of(call.request.cookies.get(_COOKIE, ""))
    try:
        person = finish(provider, pending, call.request.query_params)
        caller = caller_by_pseudonym(
            call.db,
            person.pseudonym,
            name=provider.settings.name,
            agency=person.rights.agency,
            roles=person.rights.roles,
            at=call.at,
        )
        answer = visit(call, _allowed(caller), pending.onward if pending else "/")
    except RefusedLogin as error:
        _log.warning("login refused: %s", error)
        call.desk.count_stranger(address)
        raise
    answer.delete_cookie(_COOKIE, path=_PATH)
    return answer


def _allowed(caller: Caller | None) -> Caller:
    if caller is None:
        raise RefusedLogin("account", "it is revoked", "ask those who run the desk", "revoked")
    return caller


def _end(call: Call) -> Response:
    """Say that the visit is over here, and lead to where it can be ended at the provider."""
    provider, words = _provider(call), words_for(call)
    from osk_scan.web.openid.login import end_address

    there = end_address(provider)
    return page(call, "left.html.j2", words("left.title"), there=there, name=provider.settings.name)


def _provider(call: Call) -> "Provider":
    if call.desk.openid is None:
        raise NotFound("login", "no OpenID provider is configured", "log in with a key")
    return call.desk.openid


ENDPOINTS = (
    Endpoint(method="GET", path=_PATH, roles=EVERYONE, answer=_begin),
    Endpoint(method="GET", path=f"{_PATH}/answer", roles=EVERYONE, answer=_finish),
    Endpoint(method="GET", path=f"{_PATH}/end", roles=EVERYONE, answer=_end),
)
