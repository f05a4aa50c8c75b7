"""OpenMetrics for scrapers, and every other export of one file, as far as the key reaches."""

from functools import lru_cache

from starlette.responses import Response

from osk_scan.exporters import exporters
from osk_scan.exporters._contract import Exporter
from osk_scan.pipeline.results import results_of
from osk_scan.store.assessments import Assessment
from osk_scan.store.waivers import newest_waiver
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.freshness import unless_known
from osk_scan.web.languages import language_of
from osk_scan.web.own.scores import ScoresQuery
from osk_scan.web.sight import agency_asked, assessment_asked


def _metrics(call: Call) -> Response:
    return _export(call, "openmetrics")


def _named(call: Call) -> Response:
    return _export(call, call.path("format"))


def _export(call: Call, name: str) -> Response:
    exporter = _files().get(name)
    if exporter is None:
        raise NotFound(f"export {name}", "there is none of this name", f"name one of {', '.join(_files())}")
    asked = call.asked(ScoresQuery)
    agency = agency_asked(call, asked.agency)
    assessment = assessment_asked(call, asked.assessment, agency)
    depends_on = (assessment.id, newest_waiver(call.db), call.at[:10], language_of(call.request))
    return unless_known(call, depends_on, lambda: _rendered(call, exporter, assessment, agency))


def _rendered(call: Call, exporter: Exporter, assessment: Assessment, agency: str | None) -> Response:
    results = results_of(call.db, call.desk.policy, assessment, agency, language_of(call.request))
    content = b"".join(exporter.render(results))
    headers = {"Content-Disposition": f'attachment; filename="osk-scan{exporter.suffix}"'}
    return Response(content, headers=headers, media_type=exporter.media_type)


@lru_cache(maxsize=1)
def _files() -> dict[str, Exporter]:
    return {name: found for name, found in exporters().items() if isinstance(found, Exporter)}


ENDPOINTS = (
    Endpoint(method="GET", path="/metrics", roles=READERS, answer=_metrics, asks=ScoresQuery,
             media_type="application/openmetrics-text", summary="Scores and counts for Prometheus."),
    Endpoint(method="GET", path="/exports/{format}", roles=READERS, answer=_named, asks=ScoresQuery,
             media_type="application/octet-stream", summary="Findings and scores in any export format of one file."),
)  # fmt: skip
