"""OpenMetrics for scrapers, and every other export of one file, as far as the key reaches."""

from starlette.responses import Response

from osk_scan.exporters import openmetrics
from osk_scan.pipeline.printing import METRICS
from osk_scan.store.assessments import Assessment
from osk_scan.store.waivers import newest_waiver
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound, NotYet
from osk_scan.web.exporting import exported, is_large, one_file_exporters
from osk_scan.web.freshness import unless_known
from osk_scan.web.languages import language_of
from osk_scan.web.own.scores import ScoresQuery
from osk_scan.web.prints import content_of, ordered
from osk_scan.web.sight import agency_asked, assessment_asked

_PATIENCE = 10


def _metrics(call: Call) -> Response:
    return _export(call, "openmetrics")


def _named(call: Call) -> Response:
    name = call.path("format")
    if name not in one_file_exporters():
        raise NotFound(f"export {name}", "there is none of this name", f"name one of {', '.join(one_file_exporters())}")
    return _export(call, name)


def _export(call: Call, name: str) -> Response:
    asked = call.asked(ScoresQuery)
    agency, language = agency_asked(call, asked.agency), language_of(call.request)
    assessment = assessment_asked(call, asked.assessment, agency)
    depends_on = (assessment.id, newest_waiver(call.db), call.at[:10], language)
    if name == "openmetrics" and is_large(call, assessment):
        return unless_known(call, depends_on, lambda: _kept_metrics(call, assessment, agency))
    return unless_known(call, depends_on, lambda: exported(call, name, assessment, agency, language))


def _kept_metrics(call: Call, assessment: Assessment, agency: str | None) -> Response:
    """Return metrics that were made once: scrapers ask every few seconds, and a large state takes a minute."""
    content = content_of(call, ordered(call, assessment, agency, "de", METRICS))
    if content is None:
        raise NotYet("metrics", _PATIENCE)
    return Response(content, media_type=openmetrics.EXPORTER.media_type)


ENDPOINTS = (
    Endpoint(method="GET", path="/metrics", roles=READERS, answer=_metrics, asks=ScoresQuery,
             media_types=lambda: ("application/openmetrics-text",), also=((304, None),),
             refuses=(503,), summary="Scores and counts for Prometheus."),
    Endpoint(method="GET", path="/exports/{format}", roles=READERS, answer=_named, asks=ScoresQuery,
             also=((304, None),), refuses=(503,), choices=lambda: tuple(one_file_exporters()),
             media_types=lambda: tuple(found.media_type for found in one_file_exporters().values()),
             summary="Findings and scores in any export format of one file."),
)  # fmt: skip
