"""OpenMetrics for scrapers, and every other export of one file, as far as the key reaches."""

from starlette.responses import Response

from osk_scan.store.waivers import newest_waiver
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.exporting import exported, one_file_exporters
from osk_scan.web.freshness import unless_known
from osk_scan.web.languages import language_of
from osk_scan.web.own.scores import ScoresQuery
from osk_scan.web.sight import agency_asked, assessment_asked


def _metrics(call: Call) -> Response:
    return _export(call, "openmetrics")


def _named(call: Call) -> Response:
    return _export(call, call.path("format"))


def _export(call: Call, name: str) -> Response:
    if name not in one_file_exporters():
        raise NotFound(f"export {name}", "there is none of this name", f"name one of {', '.join(one_file_exporters())}")
    asked = call.asked(ScoresQuery)
    agency, language = agency_asked(call, asked.agency), language_of(call.request)
    assessment = assessment_asked(call, asked.assessment, agency)
    depends_on = (assessment.id, newest_waiver(call.db), call.at[:10], language)
    return unless_known(call, depends_on, lambda: exported(call, name, assessment, agency, language))


ENDPOINTS = (
    Endpoint(method="GET", path="/metrics", roles=READERS, answer=_metrics, asks=ScoresQuery,
             media_types=lambda: ("application/openmetrics-text",), also=((304, None),),
             summary="Scores and counts for Prometheus."),
    Endpoint(method="GET", path="/exports/{format}", roles=READERS, answer=_named, asks=ScoresQuery,
             also=((304, None),), choices=lambda: tuple(one_file_exporters()),
             media_types=lambda: tuple(found.media_type for found in one_file_exporters().values()),
             summary="Findings and scores in any export format of one file."),
)  # fmt: skip
