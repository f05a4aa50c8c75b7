"""Keys and the audit log, for those who look after them."""

from msgspec import Struct
from starlette.responses import Response

from osk_scan.errors import InvalidRequest
from osk_scan.pipeline.access import Role, end_key, make_key
from osk_scan.store.audit import Entry, entries
from osk_scan.store.keys import KeptKey, keys
from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import ADMINS, Endpoint
from osk_scan.web.paging import Page, PageQuery, paged
from osk_scan.web.sight import agency_bound, or_not_found


class NewKey(Struct, frozen=True, forbid_unknown_fields=True):
    """What a key is for."""

    roles: tuple[Role, ...]
    name: str = ""
    """What people know it by."""
    agency: str | None = None
    """Only with a key for the whole portfolio."""


class MadeKey(Struct, frozen=True):
    """A key, shown for the only time."""

    key: str


def _keys(call: Call) -> Response:
    return json_answer(Page(keys(call.db, call.caller.agency), None))


def _make(call: Call) -> Response:
    said = call.said(NewKey)
    agency = agency_bound(call, said.agency)
    made = make_key(call.db, name=said.name, agency=agency, roles=said.roles, made_at=call.at, by=call.caller.key)
    return json_answer(MadeKey(made), 201)


def _revoke(call: Call) -> Response:
    try:
        end_key(call.db, call.path("prefix"), call.at, call.caller.key, call.caller.agency)
    except InvalidRequest as error:
        raise or_not_found(error) from None
    return Response(status_code=204)


def _audit(call: Call) -> Response:
    asked = call.asked(PageQuery)
    found = entries(call.db, call.caller.agency, asked.before, asked.limit + 1)
    return paged(asked, found, lambda numbered: numbered[0], lambda numbered: numbered[1])


ENDPOINTS = (
    Endpoint(method="GET", path="/keys", roles=ADMINS, answer=_keys, gives=Page[KeptKey], summary="Keys."),
    Endpoint(method="POST", path="/keys", roles=ADMINS, answer=_make, takes=NewKey, gives=MadeKey, status=201,
             summary="Make a key; it is shown this once."),
    Endpoint(method="DELETE", path="/keys/{prefix}", roles=ADMINS, answer=_revoke, status=204,
             summary="End a key, and every visit it was exchanged for."),
    Endpoint(method="GET", path="/audit", roles=ADMINS, answer=_audit, asks=PageQuery, gives=Page[Entry],
             summary="Who did what, newest first."),
)  # fmt: skip
