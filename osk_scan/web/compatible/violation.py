"""License and lock-in findings as policy violations."""

from datetime import UTC, datetime

from starlette.responses import Response

from osk_scan.exporters._wire_names import derived_uuid
from osk_scan.exporters.fpf import fpf_component
from osk_scan.finding import Finding, Severity
from osk_scan.model import Language
from osk_scan.pipeline.visible import system_findings
from osk_scan.store.projects import Project, WantedProjects, name_systems, projects
from osk_scan.web.call import Call
from osk_scan.web.compatible._lists import asked_slice, listed
from osk_scan.web.compatible._projects import project_in_path
from osk_scan.web.compatible.finding import MOST
from osk_scan.web.compatible.project import told_briefly
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.languages import language_of

_STATES: dict[Severity, str] = {"critical": "FAIL", "high": "FAIL", "medium": "WARN", "low": "INFO", "info": "INFO"}
_TYPES = {"licenses": "LICENSE", "lockin": "OPERATIONAL"}
"""By the topic of the rule; findings of other topics are no violations."""


def _of_project(call: Call) -> Response:
    found = _violations(call, project_in_path(call))
    return listed(found, len(found))


def _all(call: Call) -> Response:
    name_systems(call.db)
    asked = asked_slice(call)
    _, found = projects(call.db, WantedProjects(agency=call.caller.agency))
    newest = {(project.agency, project.name): project for project in found}
    told = [violation for project in newest.values() for violation in _violations(call, project)]
    return listed(told[asked.offset : asked.offset + asked.limit], len(told))


def _violations(call: Call, project: Project) -> list[dict[str, object]]:
    topics = {rule.id: rule.topic for rule in call.desk.policy.pack.rules}
    language = language_of(call.request)
    return [
        _told(finding, _TYPES[topics[finding.rule]], project, language)
        for finding in system_findings(call.db, project.agency, project.name, call.at[:10], MOST)
        if topics.get(finding.rule) in _TYPES
    ]


def _told(finding: Finding, kind: str, project: Project, language: Language) -> dict[str, object]:
    policy = {
        "uuid": derived_uuid("policy", finding.rule),
        "name": f"{finding.rule}: {finding.title.in_(language)}",
        "operator": "ANY",
        "violationState": _STATES[finding.severity],
    }
    condition = {
        "uuid": derived_uuid("condition", finding.rule),
        "policy": policy,
        "operator": "MATCHES",
        "subject": kind,
    }
    first_seen = datetime.fromisoformat(finding.first_seen).replace(tzinfo=UTC)
    return {
        "uuid": derived_uuid("violation", finding.id),
        "type": kind,
        "project": told_briefly(project),
        "component": _component(finding, project),
        "policyCondition": condition | {"value": finding.rule, "policy": policy},
        "text": finding.message.in_(language),
        "timestamp": int(first_seen.timestamp() * 1000),
        "analysis": {"analysisState": _analysis(finding), "isSuppressed": finding.state == "waived"},
    }


def _component(finding: Finding, project: Project) -> dict[str, object]:
    told = {"version": ""} | fpf_component(finding) | {"project": told_briefly(project)}
    license_ = finding.license
    read = (license_.chosen or license_.concluded or license_.declared) if license_ else None
    return told | {"resolvedLicense": {"licenseId": read, "name": read}} if read else told


def _analysis(finding: Finding) -> str:
    return "APPROVED" if finding.state == "waived" else "NOT_SET"


ENDPOINTS = (
    Endpoint(method="GET", path="/v1/violation", roles=READERS, answer=_all),
    Endpoint(method="GET", path="/v1/violation/project/{uuid}", roles=READERS, answer=_of_project),
)
