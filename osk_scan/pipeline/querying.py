"""Answer questions about findings: which there are, and what changed between two assessments."""

from itertools import islice

from msgspec import Struct

from osk_scan.finding import Finding
from osk_scan.model import SEVERITIES, Severity
from osk_scan.pipeline.findings import findings
from osk_scan.pipeline.results import assessment_named
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted, findings_of


class Question(Struct, frozen=True, kw_only=True):
    """Which findings are asked for; None means any."""

    agency: str | None = None
    system: str | None = None
    rule: str | None = None
    severities: tuple[Severity, ...] = SEVERITIES
    state: str | None = None
    fingerprint: str | None = None
    """Its beginning."""
    assessment: str | None = None
    """The beginning of its id; None: the newest."""


def ask(db: Database, question: Question, limit: int | None = None) -> tuple[int, Severity | None, list[Finding]]:
    """Return how many findings there are, the gravest open severity among them, and the first `limit` of them."""
    assessment = assessment_named(db, question.assessment, question.agency)
    wanted = Wanted(
        agency=question.agency,
        system=question.system,
        rule=question.rule,
        severities=question.severities,
        fingerprint=question.fingerprint,
    )
    every = (f for f in findings(db, assessment, wanted) if question.state in (None, f.state))
    first = list(islice(every, limit))
    gravest = next((f.severity for f in first if f.state == "open"), None)
    total = len(first)
    for finding in every:
        total += 1
        if gravest is None and finding.state == "open":
            gravest = finding.severity
    return total, gravest, first


def compare(db: Database, old: str, new: str) -> tuple[list[Finding], list[Finding]]:
    """Return the findings of `new` that `old` has not, and those of `old` that `new` has not any more."""
    before, after = assessment_named(db, old, None), assessment_named(db, new, None)
    known_before = {kept.fingerprint for kept in findings_of(db, before.id, Wanted())}
    known_after = {kept.fingerprint for kept in findings_of(db, after.id, Wanted())}
    came = [finding for finding in findings(db, after, Wanted()) if finding.id not in known_before]
    went = [finding for finding in findings(db, before, Wanted()) if finding.id not in known_after]
    return came, went
