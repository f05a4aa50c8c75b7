"""Findings of one system, as clients of the compatible API read and export them."""

from datetime import UTC, datetime

from starlette.responses import Response

from osk_scan.exporters.fpf import fpf_finding
from osk_scan.finding import Finding
from osk_scan.pipeline.visible import system_findings
from osk_scan.store.projects import Project
from osk_scan.web.call import Call, json_answer
from osk_scan.web.compatible._lists import listed
from osk_scan.web.compatible._projects import project_in_path
from osk_scan.web.compatible.project import told_project
from osk_scan.web.compatible.version import SPOKEN
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.languages import language_of

MOST = 100_000
"""These clients read a system's findings whole."""


def _told(call: Call, project: Project) -> list[dict[str, object]]:
    language = language_of(call.request)
    found = system_findings(call.db, project.agency, project.name, call.at[:10], MOST)
    return [_as_listed(fpf_finding(finding, project.uuid, language), finding, project) for finding in found]


def _as_listed(told: dict[str, object], finding: Finding, project: Project) -> dict[str, object]:
    """Return a finding for clients made from the protocol's description: they know no analyzer but its own."""
    stated = told["component"]
    component = {"version": ""} | stated | {"project": project.uuid} if isinstance(stated, dict) else stated
    first_seen = datetime.fromisoformat(finding.first_seen).replace(tzinfo=UTC)
    attribution = {"analyzerIdentity": "INTERNAL_ANALYZER", "attributedOn": int(first_seen.timestamp() * 1000)}
    return told | {"component": component, "attribution": attribution}


def _list(call: Call) -> Response:
    told = _told(call, project_in_path(call))
    return listed(told, len(told))


def _export(call: Call) -> Response:
    project = project_in_path(call)
    meta = {"application": "osk-scan", "version": SPOKEN, "timestamp": call.at, "baseUrl": ""}
    head = {"version": "1.2", "meta": meta, "project": told_project(call.db, project)}
    return json_answer(head | {"findings": _told(call, project)})


ENDPOINTS = (
    Endpoint(method="GET", path="/v1/finding/project/{uuid}", roles=READERS, answer=_list),
    Endpoint(method="GET", path="/v1/finding/project/{uuid}/export", roles=READERS, answer=_export),
)
