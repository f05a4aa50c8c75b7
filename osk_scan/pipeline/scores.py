"""Answer questions about scores."""

from osk_scan.errors import InvalidRequest
from osk_scan.pipeline.narrowing import scores_for
from osk_scan.pipeline.results import assessment_named, checked_agency
from osk_scan.score import Score, Scores
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database


def scores_of(db: Database, assessment_id: str | None = None, agency: str | None = None) -> Scores:
    """Return the scores of one assessment, or of the newest."""
    return scores_for(db, assessment_named(db, assessment_id, agency))


def scope_of(
    db: Database, assessment_id: str | None = None, agency: str | None = None, layer: str | None = None
) -> Score:
    """Return the scores of an agency, a layer or the whole portfolio.

    Raises:
        InvalidRequest: as `scope_in` does, naming the agencies that there are.
    """
    assessment = assessment_named(db, assessment_id, agency)
    return scope_in(assessment, scores_for(db, assessment), checked_agency(assessment, agency), layer)


def scope_in(assessment: Assessment, scores: Scores, agency: str | None = None, layer: str | None = None) -> Score:
    """Return one profile of the `scores` of an assessment: of an agency, of a layer, or of all.

    Raises:
        InvalidRequest: naming the scopes that there are, or for a layer of an agency without an assessment of its own.
    """
    if layer and agency and assessment.scope != agency:
        wrong = f"the assessment covers more than {agency}, and its layers are of all agencies"
        raise InvalidRequest(f"layer {layer}", wrong, "leave --agency out, or run `osk-scan assess --agency` first")
    kind, name = ("layer", layer) if layer else ("agency", agency) if agency else ("portfolio", "")
    found = scores.of(kind, name or "")
    if found is None:
        there = ", ".join(scope.name for scope in scores.scopes if scope.scope == kind) or "none"
        raise InvalidRequest(f"{kind} {name}", "it has no scores in this assessment", f"there are: {there}")
    return found
