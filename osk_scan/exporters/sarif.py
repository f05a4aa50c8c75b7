"""Findings as SARIF 2.1.0, for code hosts and development environments."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import msgspec

from osk_scan.exporters._batches import chunked
from osk_scan.exporters._contract import Exporter, Limit
from osk_scan.exporters._wire_names import SARIF_LEVELS, subject_of
from osk_scan.finding import EvidencePlace, Finding
from osk_scan.model import Language, Wording
from osk_scan.results import Results, RuleText

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LINE = re.compile(r"\bline (\d{1,9})\b")
_WEB_LINK = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


_GITHUB_TAKES = 25_000
"""Source: GitHub, SARIF results exceed limits: 25,000 results a run, of which the gravest 5,000 are kept."""


def _for_github(count: int) -> Wording:
    return Wording(
        f"Die Datei hat {count} Ergebnisse; GitHub weist mehr als 25.000 ab und behält 5.000. Je Behörde ausführen.",
        f"The file has {count} results; GitHub refuses more than 25,000 and keeps 5,000. Export agency by agency.",
    )


def _render(results: Results) -> Iterator[bytes]:
    return chunked(_pieces(results))


def _pieces(results: Results) -> Iterator[bytes]:
    """Write the results before the tool that found them: the order of keys is free, and rules are known at the end."""
    encode = msgspec.json.Encoder().encode
    rules = {rule.id: _rule(rule, results.language) for rule in results.rules}
    positions = {rule: position for position, rule in enumerate(rules)}
    yield b'{"$schema":' + encode(_SCHEMA) + b',"version":"2.1.0","runs":[{"results":['
    separator = b"\n"
    for finding in results.findings:
        if finding.rule not in rules:
            positions[finding.rule] = len(rules)
            rules[finding.rule] = _rule(_rule_of(finding), results.language)
        yield separator + encode(_result(finding, positions[finding.rule], results.language))
        separator = b",\n"
    run = {
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"osk-scan/{results.assessment}"},
        "properties": {
            "asOf": results.as_of,
            "rulesVersion": results.rules_version,
            "catalogueVersion": results.catalogue_version,
            "withheldBelow": results.least_cell,
        },
        "tool": {"driver": _driver(results, list(rules.values()))},
    }
    yield b"\n]," + encode(run)[1:] + b"]}\n"


def _driver(results: Results, rules: list[dict[str, object]]) -> dict[str, object]:
    return {"name": "osk-scan", "version": results.software, "language": results.language, "rules": rules}


def _rule_of(finding: Finding) -> RuleText:
    return RuleText(finding.rule, "", finding.title, finding.severity, finding.why)


def _rule(rule: RuleText, language: Language) -> dict[str, object]:
    title = rule.title.in_(language) or rule.id
    described: dict[str, object] = {
        "id": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{title} ({rule.why})" if rule.why else title},
        "help": {"text": rule.why or rule.id},
        "defaultConfiguration": {"level": SARIF_LEVELS[rule.severity]},
        "properties": {"severity": rule.severity, "tags": [rule.topic] if rule.topic else []},
    }
    if _WEB_LINK.fullmatch(rule.why):
        described["helpUri"] = rule.why
    return described


def _result(finding: Finding, position: int, language: Language) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": position,
        "level": SARIF_LEVELS[finding.severity],
        "message": {"text": f"{finding.message.in_(language)} {finding.fix.in_(language)}".strip() or finding.rule},
        "locations": [_location(finding, place) for place in finding.evidence[:1]] or [_whole(finding)],
        "relatedLocations": [_location(finding, place) for place in finding.evidence[1:]],
        "partialFingerprints": {"oskFinding/v1": finding.id},
        "properties": _properties(finding),
    }
    if finding.state == "waived":
        why = finding.comment or finding.decision or ""
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return result


def _properties(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity,
        "agency": finding.agency,
        "system": finding.system,
        "purl": finding.component.purl if finding.component else None,
        "product": finding.product,
        "vendor": finding.vendor,
        "license": finding.license,
        "path": finding.path,
        "state": finding.state,
        "firstSeen": finding.first_seen,
    }


def _location(finding: Finding, place: EvidencePlace) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.document) or "unnamed"}}
    if line := _LINE.search(place.where):
        physical["region"] = {"startLine": max(1, int(line[1]))}
    message = {"text": f"{place.where}: {place.fact}"}
    return {"logicalLocations": [_logical(finding)], "physicalLocation": physical, "message": message}


def _whole(finding: Finding) -> dict[str, object]:
    """Return what no single document shows as if it were a file: for one result without, GitHub refuses them all."""
    logical = _logical(finding)
    uri = quote(logical["fullyQualifiedName"]) or "unnamed"
    return {"logicalLocations": [logical], "physicalLocation": {"artifactLocation": {"uri": uri}}}


def _logical(finding: Finding) -> dict[str, str]:
    name = subject_of(finding)
    within = finding.component or finding.product or finding.vendor
    full = "/".join(part for part in (finding.agency, finding.system, name if within else None) if part)
    return {"name": name, "fullyQualifiedName": full, "kind": "module"}


EXPORTER = Exporter(
    title="Findings as SARIF 2.1.0",
    specification="OASIS, Static Analysis Results Interchange Format 2.1.0",
    suffix=".sarif",
    media_type="application/sarif+json",
    render=_render,
    limit=Limit(_GITHUB_TAKES, _for_github),
)
