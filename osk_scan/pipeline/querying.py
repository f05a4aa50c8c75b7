"""Answer questions about findings: which there are, and what changed between two assessments."""

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.finding import SEVERITIES, Finding, Severity
from osk_scan.pipeline.findings import findings
from osk_scan.pipeline.leafing import in_state
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import assessment_named, checked_agency, checked_system
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted, count_findings, findings_of


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
    """Return how many findings there are, the gravest open severity among them, and the first `limit` of them.

    Raises:
        InvalidRequest: for an agency or a system that the assessment does not cover: that is unknown, not zero.
        InvalidPolicy: for a rule that there is none of.
    """
    assessment = assessment_named(db, question.assessment, question.agency)
    agency = checked_agency(assessment, question.agency)
    wanted = Wanted(
        agency=agency,
        system=checked_system(assessment, question.system, agency),
        rule=question.rule,
        severities=question.severities,
        fingerprint=question.fingerprint,
    )
    asked = in_state(db, wanted, question.state, assessment.as_of)
    first = list(findings(db, assessment, asked if limit is None else replace(asked, limit=limit)))
    open_ = replace(in_state(db, asked, "open", assessment.as_of), limit=1)
    gravest = next((kept.text.severity for kept in findings_of(db, assessment.id, open_)), None)
    total = count_findings(db, assessment.id, asked)
    if question.rule is not None and not total:
        Policy().pack.find(question.rule)
    return total, gravest, first


def compare(db: Database, old: str, new: str) -> tuple[list[Finding], list[Finding]]:
    """Return the findings of `new` that `old` has not, and those of `old` that `new` has not any more."""
    before, after = assessment_named(db, old, None), assessment_named(db, new, None)
    came = findings(db, after, Wanted(not_in=before.id))
    went = findings(db, before, Wanted(not_in=after.id))
    return list(came), list(went)
