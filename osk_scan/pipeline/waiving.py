"""Accept a finding for a time, with a reason; revoke that, with a reason."""

from osk_scan.errors import InvalidRequest
from osk_scan.finding import Waiver
from osk_scan.pipeline.results import assessment_named
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted, findings_of
from osk_scan.store.waivers import keep_waiver, waivers


def waive(
    db: Database, finding: str, *, reason: str, reviewer: str, until: str, decided_at: str, agency: str | None = None
) -> Waiver:
    """Keep the decision on the finding whose id begins with `finding`; with `agency`, only where it is that agency's.

    Raises:
        InvalidRequest: where no finding, or more than one, has such an id, the reason is empty, or the day is over.
    """
    _check_signed(reason, reviewer)
    if until < decided_at[:10]:
        raise InvalidRequest(f"until {until}", "that day is over", "name a day to come")
    waiver = Waiver(whole_id(db, finding, agency), reason, reviewer, until, decided_at)
    keep_waiver(db, waiver)
    return waiver


def revoke(db: Database, finding: str, *, reason: str, reviewer: str, decided_at: str) -> Waiver:
    """Keep that the waiver of the finding whose id begins so holds no more; both decisions stay on record.

    Raises:
        InvalidRequest: where no waiver, or more than one, that holds has such an id, or the reason is empty.
    """
    _check_signed(reason, reviewer)
    held = [
        one
        for one in waivers(db).values()
        if finding and one.finding.startswith(finding) and one.holds(decided_at[:10])
    ]
    if len(held) != 1:
        wrong = f"{len(held)} waivers that hold have an id that begins so"
        raise InvalidRequest(f"finding {finding}", wrong, "take the id from `osk-scan findings --state waived`")
    revoked = Waiver(held[0].finding, reason, reviewer, held[0].until, decided_at, revoked=True)
    keep_waiver(db, revoked)
    return revoked


def _check_signed(reason: str, reviewer: str) -> None:
    if not reason.strip() or not reviewer.strip():
        raise InvalidRequest("waiver", "it has no reason or no name", "say why it is decided, and by whom")


def whole_id(db: Database, beginning: str, agency: str | None = None) -> str:
    """Return the one finding id of the newest assessment that begins so.

    Raises:
        InvalidRequest: where there is none, or more than one.
    """
    assessment = assessment_named(db, None, agency)
    wanted = Wanted(fingerprint=beginning, agency=agency)
    ids = sorted({kept.fingerprint for kept in findings_of(db, assessment.id, wanted)})
    if len(ids) != 1:
        wrong = "no finding has an id that begins so" if not ids else f"{len(ids)} findings have an id that begins so"
        raise InvalidRequest(f"finding {beginning}", wrong, "take the id from `osk-scan findings`")
    return ids[0]
