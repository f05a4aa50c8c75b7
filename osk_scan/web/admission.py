"""Decide who is let in: a key in the header, or a browser's visit with its mark against forged forms."""

import hmac

from starlette.requests import Request

from osk_scan.pipeline.access import NOBODY, Caller, caller_by_cookie, caller_by_key
from osk_scan.store.database import Database
from osk_scan.web.call import FormField
from osk_scan.web.clock import now
from osk_scan.web.desk import Desk
from osk_scan.web.endpoint import Area, Endpoint
from osk_scan.web.errors import Forbidden, Unauthorized

COOKIE = "osk_session"
KEY_HEADER = "X-Api-Key"
CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf"
_SAFE = ("GET", "HEAD", "OPTIONS")


async def recognise(desk: Desk, request: Request) -> None:
    """Find out whose visit a call belongs to that no endpoint answers."""
    if (cookie := request.cookies.get(COOKIE)) and (caller := await desk.run(lambda db: _known(db, None, cookie))):
        request.state.caller = caller


async def admit(desk: Desk, request: Request, area: Area, endpoint: Endpoint) -> Caller:
    """Return who asks.

    Raises:
        Unauthorized: for a wrong key, or none where one is needed.
        Forbidden: for a key without the role.
        TooMany: for more calls than the limit.
    """
    shown = shown_key(request)
    cookie = request.cookies.get(COOKIE) if area.visits and shown is None else None
    caller: Caller | None = None
    if shown is not None or cookie is not None:
        caller = await desk.run(lambda db: _known(db, shown, cookie))
    if caller is not None:
        request.state.caller = caller
        desk.count(caller)
    elif shown is not None:
        desk.count_stranger(address_of(request))
    return _allowed(endpoint, caller, shown is not None)


def address_of(request: Request) -> str:
    """Return the network address that calls."""
    return request.client.host if request.client else "?"


def caller_of(request: Request) -> Caller:
    """Return who asks, as far as that is found out already."""
    caller: Caller = getattr(request.state, "caller", NOBODY)
    return caller


def shown_key(request: Request) -> str | None:
    """Return the key that a program shows, in the uploaders' header or as a bearer token."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return request.headers.get(KEY_HEADER) or (token.strip() if kind.lower() == "bearer" else None)


def check_form(request: Request, caller: Caller, form_token: FormField | None) -> None:
    """Refuse a change that a browser was tricked into: only our own pages know the visit's mark.

    Raises:
        Forbidden: where the mark is missing or another one.
    """
    if caller.csrf is None or request.method in _SAFE:
        return
    shown = request.headers.get(CSRF_HEADER) or (form_token.text if form_token else "")
    if not hmac.compare_digest(shown.encode(), caller.csrf.encode()):
        raise Forbidden(
            "form", "it does not come from a page of this visit", "open the page again and repeat", "form-mark"
        )


def _known(db: Database, shown: str | None, cookie: str | None) -> Caller | None:
    if shown is not None:
        return caller_by_key(db, shown)
    return caller_by_cookie(db, cookie, now()) if cookie else None


def _allowed(endpoint: Endpoint, caller: Caller | None, key_shown: bool) -> Caller:
    if endpoint.roles is None and (caller is not None or not key_shown):
        return caller or NOBODY
    if caller is None:
        raise Unauthorized("key", "it is missing, unknown or revoked", f"send a key in {KEY_HEADER}")
    if not caller.roles & frozenset(endpoint.roles or ()) and endpoint.roles is not None:
        raise Forbidden(f"key {caller.key}", "it is not for this", f"use one of a role {' or '.join(endpoint.roles)}")
    return caller
