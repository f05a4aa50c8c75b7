"""Scores and hotspots: the sovereignty method's intervals, as far as the key reaches."""

from msgspec import Struct
from starlette.responses import Response

from osk_scan.pipeline.narrowing import scores_for
from osk_scan.score import Hotspot, Score, Scores
from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.freshness import unless_known
from osk_scan.web.own.findings import AssessmentId
from osk_scan.web.sight import agency_asked, assessment_asked


class ScoresQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose scores are asked for."""

    agency: str | None = None
    """Only with a key for the whole portfolio."""
    assessment: AssessmentId | None = None
    """The beginning of its id; left out: the newest."""


class HotspotList(Struct, frozen=True):
    """The hotspots of one scope."""

    assessment: str
    scope: str
    name: str
    items: tuple[Hotspot, ...]


def _scores(call: Call) -> Response:
    asked = call.asked(ScoresQuery)
    agency = agency_asked(call, asked.agency)
    assessment = assessment_asked(call, asked.assessment, agency)
    return unless_known(call, (assessment.id,), lambda: json_answer(scores_for(call.db, assessment, agency)))


def _hotspots(call: Call) -> Response:
    asked = call.asked(ScoresQuery)
    agency = agency_asked(call, asked.agency)
    assessment = assessment_asked(call, asked.assessment, agency)

    def answer() -> Response:
        scope = _scope(scores_for(call.db, assessment, agency), agency)
        return json_answer(HotspotList(assessment.id, scope.scope, scope.name, scope.hotspots))

    return unless_known(call, (assessment.id,), answer)


def _scope(scores: Scores, agency: str | None) -> Score:
    found = scores.of("agency", agency) if agency else scores.of("portfolio")
    if found is None:
        raise NotFound("scores", "there are none of this agency", "name an agency that has systems")
    return found


ENDPOINTS = (
    Endpoint(method="GET", path="/scores", roles=READERS, answer=_scores, asks=ScoresQuery, gives=Scores,
             also=((304, None),), summary="Indicators, goals and targets with the facts that they rest on."),
    Endpoint(method="GET", path="/hotspots", roles=READERS, answer=_hotspots, asks=ScoresQuery, gives=HotspotList,
             also=((304, None),), summary="What stops much and is hard to leave."),
)  # fmt: skip
