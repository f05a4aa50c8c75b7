"""Counts of findings, of one system or of all that a key reaches."""

from starlette.responses import Response

from osk_scan.pipeline.visible import visible_assessment
from osk_scan.store.findings import severity_counts
from osk_scan.store.systems import systems
from osk_scan.web.call import Call, json_answer
from osk_scan.web.compatible._projects import project_in_path
from osk_scan.web.compatible.project import told_metrics, told_project
from osk_scan.web.endpoint import READERS, Endpoint


def _portfolio(call: Call) -> Response:
    assessment = visible_assessment(call.db, call.caller.agency)
    counts = severity_counts(call.db, assessment.id, call.caller.agency) if assessment else {}
    return json_answer(told_metrics(counts, len(systems(call.db, call.caller.agency))))


def _of_project(call: Call) -> Response:
    return json_answer(told_project(call.db, project_in_path(call))["metrics"])


ENDPOINTS = (
    Endpoint(method="GET", path="/v1/metrics/portfolio/current", roles=READERS, answer=_portfolio),
    Endpoint(method="GET", path="/v1/metrics/project/{uuid}/current", roles=READERS, answer=_of_project),
)
