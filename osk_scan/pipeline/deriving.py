"""Derive one number of the scores: formula, counts, items, facts, evidence, and the place in a document."""

from osk_scan.pipeline.estates import estate_behind
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import assessment_named
from osk_scan.pipeline.scores import scope_in, scores_of
from osk_scan.score import Score, Scores
from osk_scan.sovereignty.explain import Explained, explain
from osk_scan.store.assessments import Assessment
from osk_scan.store.components import places
from osk_scan.store.database import Database


def derive(
    db: Database,
    policy: Policy,
    indicator: str,
    assessment_id: str | None = None,
    agency: str | None = None,
    layer: str | None = None,
) -> Explained:
    """Return one indicator of an agency, a layer or the portfolio, expanded down to document and place.

    Raises:
        InvalidRequest: where the scope or the indicator is not there.
    """
    assessment = assessment_named(db, assessment_id, agency)
    scores = scores_of(db, assessment.id)
    return derived(db, policy, assessment, scores, scope_in(assessment, scores, agency, layer), indicator)


def derived(
    db: Database, policy: Policy, assessment: Assessment, scores: Scores, scope: Score, indicator: str
) -> Explained:
    """Return one indicator of one profile of an assessment, expanded likewise.

    Raises:
        InvalidRequest: where the profile does not have the indicator.
    """
    estate = estate_behind(db, policy, assessment)
    stated = (installation.component for installation in estate.installations)
    found = places(db, (component for component in stated if component))
    return explain(scores, scope, indicator, estate, {at: place.where for at, place in found.items()})
