"""JSON exports against their schemas, our own and the official ones."""

from pathlib import Path
from urllib.parse import unquote

import jsonschema_rs
import msgspec
import pytest

from osk_scan.exporters import _schemas, findings_json, findings_jsonl, fpf, sarif, scores_json
from osk_scan.exporters._contract import Exporter
from osk_scan.finding import Finding
from osk_scan.results import Results
from osk_scan.score import Scores
from tests.reports.samples import finding, hostile_findings, sample_findings, sample_results

OFFICIAL = Path(__file__).parent / "official"


def text_of(exporter: Exporter, results: Results) -> bytes:
    return b"".join(exporter.render(results))


def decoded(exporter: Exporter, results: Results) -> dict[str, object]:
    return msgspec.json.decode(text_of(exporter, results), type=dict[str, object])


@pytest.mark.parametrize("name", _schemas.SCHEMAS)
def test_the_shipped_schema_is_the_one_of_the_types(name: str) -> None:
    """Where this fails, run `python -m osk_scan.exporters._schemas` and raise the major version if fields left."""
    assert _schemas.schema_text(name) == (_schemas.FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("findings", [(), sample_findings(), hostile_findings()], ids=["none", "some", "hostile"])
def test_findings_follow_their_schema(findings: tuple[Finding, ...]) -> None:
    schema = msgspec.json.decode((_schemas.FOLDER / "findings-1.schema.json").read_bytes())
    document = decoded(findings_json.EXPORTER, sample_results(findings=findings))
    assert list(jsonschema_rs.validator_for(schema).iter_errors(document)) == []


def test_a_finding_of_unknown_severity_breaks_the_schema() -> None:
    schema = msgspec.json.decode((_schemas.FOLDER / "findings-1.schema.json").read_bytes())
    document = decoded(findings_json.EXPORTER, sample_results(findings=(finding(1, severity="grave"),)))
    assert len(list(jsonschema_rs.validator_for(schema).iter_errors(document))) == 1


def test_scores_follow_their_schema_and_come_back_unchanged() -> None:
    schema = msgspec.json.decode((_schemas.FOLDER / "scores-1.schema.json").read_bytes())
    results = sample_results()
    written = text_of(scores_json.EXPORTER, results)
    assert list(jsonschema_rs.validator_for(schema).iter_errors(msgspec.json.decode(written))) == []
    assert results.scores == msgspec.json.decode(written, type=Scores)


def test_findings_come_back_unchanged_in_the_same_order() -> None:
    document = decoded(findings_json.EXPORTER, sample_results())
    assert sample_findings() == msgspec.convert(document["findings"], tuple[Finding, ...])


def test_each_line_of_json_lines_is_one_finding() -> None:
    lines = text_of(findings_jsonl.EXPORTER, sample_results(findings=hostile_findings())).splitlines()
    assert hostile_findings() == tuple(msgspec.json.decode(line, type=Finding) for line in lines)


@pytest.mark.parametrize("findings", [(), sample_findings(), hostile_findings()], ids=["none", "some", "hostile"])
def test_sarif_follows_the_official_schema(findings: tuple[Finding, ...]) -> None:
    """One pattern of the schema has a stray bracket that strict regular expressions refuse: it is escaped first."""
    schema = msgspec.json.decode((OFFICIAL / "sarif-2.1.0-rtm.5.json").read_bytes().replace(b"{2}]?$", b"{2}\\\\]?$"))
    document = decoded(sarif.EXPORTER, sample_results(findings=findings))
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    assert [str(error) for error in validator.iter_errors(document)] == []


def test_sarif_results_point_to_their_rules_and_waived_ones_are_suppressed() -> None:
    document = msgspec.json.decode(text_of(sarif.EXPORTER, sample_results(rules=())))
    run = document["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [found.rule for found in sample_findings()] == [rules[found["ruleIndex"]] for found in run["results"]]
    waived = [found["partialFingerprints"]["oskFinding/v1"] for found in run["results"] if "suppressions" in found]
    assert ["f0003"] == waived


def test_sarif_states_all_that_github_reads() -> None:
    """It refuses the whole file for one result without a file, and shows of each rule both descriptions and the help.

    Source: codeql-action, issues 1738 and 2459; GitHub, SARIF support for code scanning.
    """
    (run,) = msgspec.json.decode(text_of(sarif.EXPORTER, sample_results()))["runs"]
    assert any(not found.evidence for found in sample_findings())
    for result in run["results"]:
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    for rule in run["tool"]["driver"]["rules"]:
        assert all(rule[said]["text"] for said in ("shortDescription", "fullDescription", "help"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Bezirksamt A/Bürgerportal/readline"),
        ({"component": None}, "Bezirksamt A/Bürgerportal"),
        ({"component": None, "system": None}, "Bezirksamt A"),
        ({"component": None, "system": None, "agency": "", "product": "Active Directory"}, "Active Directory"),
    ],
)
def test_sarif_names_what_is_found_from_the_agency_down(changes: dict[str, object], expected: str) -> None:
    found = finding(1, evidence=(), **changes)
    (run,) = msgspec.json.decode(text_of(sarif.EXPORTER, sample_results(findings=(found,))))["runs"]
    (place,) = run["results"][0]["locations"]
    assert expected == place["logicalLocations"][0]["fullyQualifiedName"]
    assert expected == unquote(place["physicalLocation"]["artifactLocation"]["uri"])


def test_fpf_states_all_that_defectdojo_reads() -> None:
    """Its parser raises without these, and takes an unmapped severity for critical."""
    document = msgspec.json.decode(text_of(fpf.EXPORTER, sample_results()))
    assert ["high", "medium", "low", "critical"] == [
        found["vulnerability"]["severity"].lower() for found in document["findings"]
    ]
    for found in document["findings"]:
        assert {"uuid", "source", "vulnId"} <= found["vulnerability"].keys()
        assert found["component"]["name"]
    assert [False, False, True, False] == [found["analysis"]["isSuppressed"] for found in document["findings"]]
