"""Tell receivers what is new since they were last told: findings and refused uploads, nothing about persons."""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from typing import Literal

from msgspec import Struct

from osk_scan import problems
from osk_scan.model import SEVERITIES, Severity, Wording
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from osk_scan.store.findings import KeptFinding, Wanted, findings_of
from osk_scan.store.notifications import Notified, keep_notified, last_notified
from osk_scan.store.receipts import KeptReceipt, every_receipt

SHOWN = 20
"""Findings and refusals told one by one; the others are counted."""


class NewFinding(Struct, frozen=True):
    """A finding that the receiver does not know yet."""

    id: str
    rule: str
    severity: Severity
    title: Wording
    agency: str
    system: str | None


class Refusal(Struct, frozen=True):
    """An upload that was refused: its receipt's number and what to do; not its name, which may be a person's."""

    receipt: int
    received_at: str
    agency: str
    system: str
    kind: str
    """Of `problems.KINDS`."""
    fix: Wording


class Digest(Struct, frozen=True, kw_only=True):
    """What is new for one receiver; the body of a webhook, and what a mail tells."""

    schema: Literal["notification-1"] = "notification-1"
    assessment: str
    as_of: str
    agency: str | None
    """None: the whole portfolio."""
    new_findings: int
    by_severity: dict[Severity, int]
    findings: tuple[NewFinding, ...]
    """The gravest."""
    refused_uploads: int
    refusals: tuple[Refusal, ...]
    """The newest."""

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to tell."""
        return not self.new_findings and not self.refused_uploads


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
