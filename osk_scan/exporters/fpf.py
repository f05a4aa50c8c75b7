"""Findings in Dependency-Track's Finding Packaging Format, which DefectDojo imports."""

from collections.abc import Iterator

import msgspec

from osk_scan.exporters._batches import chunked
from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._wire_names import derived_uuid, subject_of
from osk_scan.finding import SEVERITIES, Finding
from osk_scan.model import Language
from osk_scan.results import Results

SOURCE = "OSK"


def fpf_finding(finding: Finding, project: str, language: Language) -> dict[str, object]:
    """Return one finding as FPF and the compatible upload API show it; `project` is the project's UUID.

    DefectDojo needs `vulnerability.uuid`, although the format's description calls it optional.
    """
    component = fpf_component(finding)
    vulnerability = _vulnerability(finding, language)
    return {
        "component": component,
        "vulnerability": vulnerability,
        "analysis": _analysis(finding),
        "attribution": {"analyzerIdentity": "OSK_SCAN", "attributedOn": finding.first_seen},
        "matrix": f"{project}:{component['uuid']}:{finding.id}",
    }


def fpf_component(finding: Finding) -> dict[str, object]:
    """Return what a finding is about as FPF and the compatible upload API show it, always by the same UUID."""
    name = subject_of(finding)
    version = finding.component.version if finding.component else None
    purl = finding.component.purl if finding.component else None
    stated = {"name": name, "version": version, "purl": purl, "vendor": finding.vendor}
    uuid = derived_uuid("component", finding.agency, finding.system or "", name, version or "", purl or "")
    component: dict[str, object] = {"uuid": uuid, "project": finding.system or finding.agency}
    return component | {key: value for key, value in stated.items() if value}


def _vulnerability(finding: Finding, language: Language) -> dict[str, object]:
    lines = [finding.message.in_(language)]
    if finding.path:
        lines.append(" → ".join(finding.path))
    return {
        "uuid": derived_uuid("rule", finding.rule),
        "source": SOURCE,
        "vulnId": f"{SOURCE}-{finding.rule}",
        "title": finding.title.in_(language),
        "subtitle": subject_of(finding),
        "severity": finding.severity.upper(),
        "severityRank": len(SEVERITIES) - 1 - SEVERITIES.index(finding.severity),
        "description": "\n".join(lines),
        "recommendation": finding.fix.in_(language),
        "references": finding.why,
    }


def _analysis(finding: Finding) -> dict[str, object]:
    state = "RESOLVED" if finding.state == "resolved" else "NOT_SET"
    analysis: dict[str, object] = {"state": state, "isSuppressed": finding.state == "waived"}
    detail = finding.comment or finding.decision
    return analysis | {"detail": detail} if detail else analysis


def _render(results: Results) -> Iterator[bytes]:
    return chunked(_pieces(results))


def _pieces(results: Results) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    project = derived_uuid("project", results.title)
    head = {
        "version": "1.2",
        "meta": {
            "application": "osk-scan",
            "version": results.software,
            "timestamp": f"{results.as_of}T00:00:00Z",
            "baseUrl": "",
            "withheldBelow": results.least_cell,
        },
        "project": {"uuid": project, "name": results.title, "version": results.as_of},
    }
    yield encode(head)[:-1] + b',"findings":['
    separator = b"\n"
    for finding in results.findings:
        yield separator + encode(fpf_finding(finding, project, results.language))
        separator = b",\n"
    yield b"\n]}\n"


EXPORTER = Exporter(
    title="Findings as Dependency-Track FPF",
    specification="OWASP Dependency-Track, Finding Packaging Format 1.2",
    suffix=".fpf.json",
    media_type="application/json",
    render=_render,
)
