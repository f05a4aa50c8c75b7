"""Find the one finding that is asked for, and keep the decision to accept it or not to, from a person or a program."""

from osk_scan.finding import Finding, Waiver
from osk_scan.pipeline.leafing import leaf
from osk_scan.pipeline.waiving import revoke, waive
from osk_scan.store.assessments import Assessment
from osk_scan.store.audit import Entry, note
from osk_scan.store.findings import Wanted
from osk_scan.web.call import Call
from osk_scan.web.errors import NotFound


def finding_asked(call: Call, assessment: Assessment, beginning: str) -> Finding:
    """Return the one finding whose id begins so.

    Raises:
        NotFound: where there is none, or more than one.
    """
    wanted = Wanted(agency=call.caller.agency, fingerprint=beginning, limit=2)
    found = leaf(call.db, assessment, wanted, None, 2, call.at[:10]).findings
    if len({finding.id for finding in found}) != 1:
        raise NotFound("finding", "there is none of this id in the newest assessment", "take one from the findings")
    return found[0]


def waived(call: Call, finding: Finding, *, reason: str, reviewer: str, until: str) -> Waiver:
    """Keep a decision, and note in the audit log of whose finding it is who decided."""
    with call.db.transaction():
        made = waive(
            call.db,
            finding.id,
            reason=reason,
            reviewer=reviewer,
            until=until,
            decided_at=call.at,
            agency=call.caller.agency,
        )
        note(call.db, Entry(call.at, call.caller.key, finding.agency, "waiver", f"{made.finding} until {made.until}"))
    return made


def revoked(call: Call, finding: Finding, *, reason: str, reviewer: str) -> Waiver:
    """Keep that a finding is accepted no more, and note it likewise.

    Raises:
        NotFound: where no waiver on it holds.
    """
    if finding.state != "waived":
        raise NotFound("finding", "no waiver on it holds", "see the waivers that do")
    with call.db.transaction():
        made = revoke(call.db, finding.id, reason=reason, reviewer=reviewer, decided_at=call.at)
        note(call.db, Entry(call.at, call.caller.key, finding.agency, "waiver-revoked", made.finding))
    return made
