"""License and lock-in findings as policy violations."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from starlette.responses import Response

from osk_scan.finding import Finding
from osk_scan.model import Language, Severity
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
        "uuid": _uuid("policy", finding.rule),
        "name": f"{finding.rule}: {finding.title.in_(language)}",
        "operator": "ANY",
        "violationState": _STATES[finding.severity],
    }
    condition = {"uuid": _uuid("condition", finding.rule), "policy": policy, "operator": "MATCHES", "subject": kind}
    first_seen = datetime.fromisoformat(finding.first_seen).replace(tzinfo=UTC)
    return {
        "uuid": _uuid("violation", finding.id),
        "type": kind,
        "project": told_briefly(project),
        "component": _component(finding, project),
        "policyCondition": condition | {"value": finding.rule},
        "text": finding.message.in_(language),
        "timestamp": int(first_seen.timestamp() * 1000),
        "analysis": {"analysisState": _analysis(finding), "isSuppressed": finding.state == "waived"},
    }


def _component(finding: Finding, project: Project) -> dict[str, object]:
    stated = finding.component
    name = stated.name if stated else finding.product or finding.vendor or project.name
    told: dict[str, object] = {"uuid": _uuid("component", project.uuid, name), "name": name, "version": ""}
    told |= {"project": told_briefly(project)}
    if stated:
        told |= {key: value for key, value in (("version", stated.version), ("purl", stated.purl)) if value}
    license_ = finding.license
    read = (license_.chosen or license_.concluded or license_.declared) if license_ else None
    return told | {"resolvedLicense": {"licenseId": read, "name": read}} if read else told


def _analysis(finding: Finding) -> str:
    return "APPROVED" if finding.state == "waived" else "NOT_SET"


def _uuid(*parts: str) -> str:
    return str(uuid5(NAMESPACE_URL, "osk-scan:" + "\x1f".join(parts)))


ENDPOINTS = (
    Endpoint(method="GET", path="/v1/violation", roles=READERS, answer=_all),
    Endpoint(method="GET", path="/v1/violation/project/{uuid}", roles=READERS, answer=_of_project),
)
