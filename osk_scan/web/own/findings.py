"""Findings: filtered, a page at a time, or only what is new since an assessment or a day."""

from typing import Annotated, Literal

from msgspec import Meta, Struct
from starlette.responses import Response

from osk_scan.day import is_day
from osk_scan.errors import InvalidPolicy, InvalidRequest
from osk_scan.finding import SEVERITIES, Finding, Severity
from osk_scan.pipeline.leafing import leaf
from osk_scan.pipeline.results import checked_system
from osk_scan.store.assessments import Assessment
from osk_scan.store.changes import fingerprints_gone
from osk_scan.store.findings import Wanted
from osk_scan.store.waivers import newest_waiver
from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound, RefusedCall
from osk_scan.web.freshness import unless_known
from osk_scan.web.paging import Limit, Number
from osk_scan.web.sight import agency_asked, assessment_asked
from osk_scan.web.waiving import finding_asked

AssessmentId = Annotated[str, Meta(pattern="^[0-9a-f]{8,64}$")]


class FindingsQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Which findings are asked for; what is left out means any."""

    agency: str | None = None
    """Only with a key for the whole portfolio."""
    system: str | None = None
    rule: str | None = None
    severity: Severity = "info"
    """This one or graver."""
    state: Literal["open", "waived"] | None = None
    assessment: AssessmentId | None = None
    """The beginning of its id; left out: the newest."""
    since: Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2}|[0-9a-f]{8,64})$")] | None = None
    """Only what an earlier assessment (its id) did not have, or what was first seen on this day or later."""
    after: Number = -1
    """Only what stands behind this number: `next` of the page before."""
    limit: Limit = 100


class FindingsPage(Struct, frozen=True):
    """One page of findings, the gravest first."""

    assessment: str
    """Ask `since` this one next time."""
    as_of: str
    items: tuple[Finding, ...]
    next: int | None
    """Number to ask the next page with; None: this is the last."""
    resolved: tuple[str, ...]
    """With `since` an assessment, on the first page: ids of what is no finding any more."""


def _list(call: Call) -> Response:
    asked = call.asked(FindingsQuery)
    agency = agency_asked(call, asked.agency)
    assessment = assessment_asked(call, asked.assessment, agency)
    depends_on = (assessment.id, newest_waiver(call.db), call.at[:10])
    return unless_known(call, depends_on, lambda: _page(call, asked, agency, assessment))


def _page(call: Call, asked: FindingsQuery, agency: str | None, assessment: Assessment) -> Response:
    earlier = _earlier(call, asked)
    wanted = Wanted(
        agency=agency,
        system=asked.system,
        rule=asked.rule,
        severities=SEVERITIES[SEVERITIES.index(asked.severity) :],
        seen_from=asked.since if asked.since and not earlier else None,
        not_in=earlier,
        after=asked.after,
    )
    page = leaf(call.db, assessment, wanted, asked.state, asked.limit, call.at[:10])
    if not page.findings:
        _check_names(call, asked, agency, assessment)
    gone = earlier is not None and asked.after < 0
    resolved = fingerprints_gone(call.db, str(earlier), assessment.id, agency) if gone else ()
    return json_answer(FindingsPage(assessment.id, assessment.as_of, page.findings, page.following, resolved))


def _check_names(call: Call, asked: FindingsQuery, agency: str | None, assessment: Assessment) -> None:
    """Let nobody take a name mistyped for a clean bill of health.

    Raises:
        NotFound: for a system that the assessment does not cover, and for a rule that there is none of.
    """
    try:
        checked_system(assessment, asked.system, agency)
        if asked.rule is not None:
            call.desk.policy.pack.find(asked.rule)
    except (InvalidRequest, InvalidPolicy) as error:
        raise NotFound(error.where, error.wrong, error.fix) from None


def _earlier(call: Call, asked: FindingsQuery) -> str | None:
    """Return the whole id of the assessment that `since` names, or None where it is a day or left out.

    Raises:
        RefusedCall: for a day that no calendar has.
        NotFound: for an assessment that the caller may not see.
    """
    if asked.since is None:
        return None
    if "-" not in asked.since:
        return assessment_asked(call, asked.since).id
    if not is_day(asked.since):
        raise RefusedCall("since", f"{asked.since} is no day", "name one like 2026-11-23")
    return None


def _one(call: Call) -> Response:
    return json_answer(finding_asked(call, assessment_asked(call, None), call.path("id")))


ENDPOINTS = (
    Endpoint(method="GET", path="/findings", roles=READERS, answer=_list, asks=FindingsQuery, gives=FindingsPage,
             also=((304, None),), summary="Findings, the gravest first."),
    Endpoint(method="GET", path="/findings/{id}", roles=READERS, answer=_one, gives=Finding, summary="One finding."),
)  # fmt: skip
