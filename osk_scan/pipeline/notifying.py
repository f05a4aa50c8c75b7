"""Tell receivers what is new since they were last told: findings and refused uploads, nothing about persons."""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256

from osk_scan import problems
from osk_scan.finding import SEVERITIES, Severity
from osk_scan.notification import Digest, NewFinding, Refusal
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from osk_scan.store.findings import KeptFinding, Wanted, findings_of
from osk_scan.store.notifications import Notified, keep_notified, last_notified
from osk_scan.store.receipts import KeptReceipt, every_receipt

SHOWN = 20
"""Findings and refusals told one by one; the others are counted."""


Send = Callable[[Digest], None]
"""Hand a digest over for good, or raise."""


def notify(db: Database, assessment: Assessment, agency: str | None, address: str, send: Send, at: str) -> Digest:
    """Return what is new for the receiver at `address`, after sending it where there is anything.

    What could not be sent is sent again next time: a receiver may be told twice, never not at all.
    """
    receiver = sha256(address.encode()).hexdigest()
    known = last_notified(db, receiver, agency or "")
    receipts = tuple(every_receipt(db, agency))
    digest = _digest(db, assessment, agency, known, receipts)
    if not digest.empty:
        send(digest)
    newest = max((kept.number for kept in receipts), default=0)
    keep_notified(db, Notified(receiver, agency or "", assessment.id, newest, at))
    return digest


def _digest(
    db: Database,
    assessment: Assessment,
    agency: str | None,
    known: Notified | None,
    receipts: tuple[KeptReceipt, ...],
) -> Digest:
    wanted = Wanted(agency=agency, not_in=known.assessment if known else None)
    counted: Counter[Severity] = Counter()
    told: list[NewFinding] = []
    for finding in findings_of(db, assessment.id, wanted):
        counted[finding.text.severity] += 1
        if len(told) < SHOWN:
            told.append(_new(finding))
    after = known.receipt if known else 0
    refused = [kept for kept in receipts if kept.number > after and kept.receipt.state == "refused"]
    return Digest(
        assessment=assessment.id,
        as_of=assessment.as_of,
        agency=agency,
        new_findings=counted.total(),
        by_severity={severity: counted[severity] for severity in reversed(SEVERITIES) if counted[severity]},
        findings=tuple(told),
        refused_uploads=len(refused),
        refusals=tuple(_refusal(kept) for kept in refused[::-1][:SHOWN]),
    )


def _new(kept: KeptFinding) -> NewFinding:
    text = kept.text
    return NewFinding(kept.fingerprint, text.rule, text.severity, text.title, kept.agency, kept.system)


def _refusal(kept: KeptReceipt) -> Refusal:
    receipt = kept.receipt
    problem = receipt.problems[0]  # a refusal always says why
    place = (kept.number, kept.received_at, receipt.agency, receipt.system)
    return Refusal(*place, problem.kind, problems.fix(problem))
