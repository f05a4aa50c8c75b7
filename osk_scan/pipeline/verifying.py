"""Check that what is kept is whole, and that assessments come out the same again."""

from msgspec import Struct

from osk_scan.pipeline.assess import inputs_kept, verified
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import assessment_named
from osk_scan.store.assessments import Assessment, list_assessments
from osk_scan.store.database import Database
from osk_scan.store.integrity import broken


class Check(Struct, frozen=True):
    """One thing that was looked at."""

    what: str
    outcome: str
    fine: bool


def verify(db: Database, policy: Policy, assessment_id: str | None = None) -> tuple[Check, ...]:
    """Return what was found of the database file, and of one assessment or of all."""
    wrong = broken(db)
    wanted = [assessment_id] if assessment_id else [row[0] for row in list_assessments(db)]
    return (
        Check("database", "; ".join(wrong) or "whole", not wrong),
        *(_recomputed(db, policy, assessment_named(db, id_, None)) for id_ in wanted),
    )


def _recomputed(db: Database, policy: Policy, assessment: Assessment) -> Check:
    """An assessment made by another policy cannot be recomputed with this one, which is no fault of its bytes."""
    if (assessment.rules_version, assessment.catalogue_version) != (policy.rules_version, policy.catalogue.version):
        return Check(assessment.id, "made by another version of rules or catalogue: not recomputed", fine=True)
    if not inputs_kept(db, policy, assessment):
        before = assessment.basis.supplements is None
        told = "made before supplements were kept as history: not recomputed" if before else "other inputs"
        return Check(assessment.id, told, fine=before)
    same = verified(db, policy, assessment)
    return Check(assessment.id, "the same bytes" if same else "other bytes", same)
