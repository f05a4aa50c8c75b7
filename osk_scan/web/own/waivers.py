"""Waivers: findings accepted for a time, with a reason."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct
from starlette.responses import Response

from osk_scan.finding import Waiver
from osk_scan.store.waivers import waivers_on
from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import AUDITORS, READERS, Endpoint
from osk_scan.web.paging import Page
from osk_scan.web.sight import assessment_asked
from osk_scan.web.waiving import finding_asked, revoked, waived


class NewWaiver(Struct, frozen=True, forbid_unknown_fields=True):
    """A decision on one finding."""

    finding: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    reason: Annotated[str, Meta(min_length=1, max_length=2000)]
    until: date
    """The last day on which it holds."""
    reviewer: Annotated[str, Meta(min_length=1, max_length=200)]
    """Who decides: a role, not a person, where possible."""


class Revocation(Struct, frozen=True, forbid_unknown_fields=True):
    """A decision to end a waiver before its day."""

    reason: Annotated[str, Meta(min_length=1, max_length=2000)]
    reviewer: Annotated[str, Meta(min_length=1, max_length=200)]
    """Who decides: a role, not a person, where possible."""


def _list(call: Call) -> Response:
    assessment = assessment_asked(call, None)
    return json_answer(Page(waivers_on(call.db, assessment.id, call.caller.agency), None))


def _make(call: Call) -> Response:
    said = call.said(NewWaiver)
    finding = finding_asked(call, assessment_asked(call, None), said.finding)
    made = waived(call, finding, reason=said.reason, reviewer=said.reviewer, until=said.until.isoformat())
    return json_answer(made, 201)


def _revoke(call: Call) -> Response:
    said = call.said(Revocation)
    finding = finding_asked(call, assessment_asked(call, None), call.path("finding"))
    return json_answer(revoked(call, finding, reason=said.reason, reviewer=said.reviewer), 201)


ENDPOINTS = (
    Endpoint(method="GET", path="/waivers", roles=READERS, answer=_list, gives=Page[Waiver],
             summary="Decisions on findings of the newest assessment."),
    Endpoint(method="POST", path="/waivers", roles=AUDITORS, answer=_make, takes=NewWaiver, gives=Waiver, status=201,
             summary="Accept a finding until a day; the waiver survives new uploads."),
    Endpoint(method="POST", path="/waivers/{finding}/revoke", roles=AUDITORS, answer=_revoke, takes=Revocation,
             gives=Waiver, status=201, summary="Revoke the waiver of a finding; both decisions stay on record."),
)  # fmt: skip
