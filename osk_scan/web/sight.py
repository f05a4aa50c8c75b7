"""What an answer may speak of: the caller's own agency, and the assessments that were made for it."""

from osk_scan.errors import InvalidRequest
from osk_scan.pipeline.visible import visible_assessment
from osk_scan.store.assessments import Assessment
from osk_scan.store.history import agency_names
from osk_scan.web.call import Call
from osk_scan.web.errors import NotFound


def agency_asked(call: Call, wanted: str | None) -> str | None:
    """Return the agency an answer is about; None: all, which only a key for the whole portfolio can ask for.

    Raises:
        NotFound: for another agency than the key's, and for one that has no systems.
    """
    if call.caller.agency is None and wanted is not None and wanted not in agency_names(call.db):
        raise _no_agency(wanted, "name one of those in /systems")
    return agency_bound(call, wanted)


def agency_bound(call: Call, wanted: str | None) -> str | None:
    """Return the agency that something is made for, whether or not it has systems yet.

    Raises:
        NotFound: for another agency than the key's.
    """
    if call.caller.agency is None:
        return wanted
    if wanted not in (None, call.caller.agency):
        raise _no_agency(wanted, "leave it out: the key names the agency")
    return call.caller.agency


def assessment_asked(call: Call, assessment_id: str | None, agency: str | None = None) -> Assessment:
    """Return the assessment of this id, or the newest that the caller may see.

    Raises:
        NotFound: where there is none.
    """
    found = visible_assessment(call.db, call.caller.agency, assessment_id)
    if found is None and assessment_id is None and call.caller.agency is None and agency is not None:
        found = visible_assessment(call.db, agency)
    if found is None:
        raise NotFound("assessment", "there is none", "hand a document in, or ask for one with POST /assessments")
    return found


def or_not_found(error: InvalidRequest) -> NotFound:
    """Return an error that says that something is not there as the status that means it."""
    return NotFound(error.where, error.wrong, error.fix)


def _no_agency(wanted: str | None, fix: str) -> NotFound:
    return NotFound(f"agency {wanted}", "there is none of this name", fix)
