"""JSON exports against their schemas, our own and the official ones."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from cyclonedx.model.bom import Bom

from osk_scan.exporters import _schemas, cyclonedx_json, findings_json, findings_jsonl, fpf, sarif, scores_json
from osk_scan.exporters._contract import Exporter
from osk_scan.finding import Finding
from osk_scan.results import Results
from osk_scan.score import Scores
from tests.reports.samples import HOSTILE, finding, hostile_findings, sample_findings, sample_results

OFFICIAL = Path(__file__).parent / "official"
CYCLONEDX = files("cyclonedx.schema._res")


def text_of(exporter: Exporter, results: Results) -> bytes:
    return b"".join(exporter.render(results))


def faults_of_cyclonedx(document: object) -> list[str]:
    schemas = {name: CYCLONEDX / f"{name}.SNAPSHOT.schema.json" for name in ("bom-1.6", "spdx", "jsf-0.82")}
    loaded = {name: msgspec.json.decode(file.read_bytes()) for name, file in schemas.items()}
    registry = jsonschema_rs.Registry(
        [(f"http://cyclonedx.org/schema/{schemas[name].name}", schema) for name, schema in loaded.items()]
    )
    validator = jsonschema_rs.validator_for(loaded["bom-1.6"], registry=registry)
    return [str(error) for error in validator.iter_errors(document)]


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


def test_cyclonedx_follows_the_official_schema_and_carries_what_is_known() -> None:
    document = msgspec.json.decode(text_of(cyclonedx_json.EXPORTER, sample_results()))
    assert faults_of_cyclonedx(document) == []
    edges = {entry["ref"]: entry["dependsOn"] for entry in document["dependencies"] if "dependsOn" in entry}
    assert {"osk:subject": ["s1/0", "s1/2"], "s1/0": ["s1/1"]} == edges
    readline = next(row for row in document["components"] if row["name"] == "readline")
    assert {"name": "osk:product", "value": "readline"} in readline["properties"]


def test_cyclonedx_is_read_by_its_own_library() -> None:
    written = json.loads(text_of(cyclonedx_json.EXPORTER, sample_results()))
    bom = Bom.from_json(written)  # type: ignore[attr-defined]  # a decorator of the library adds it
    read = {str(one.bom_ref): (one.name, one.version, one.purl and str(one.purl)) for one in bom.components}
    assert {row.ref: (row.name, row.version, row.purl) for row in sample_results().components} == read
    needs = {str(one.ref): {str(needed.ref) for needed in one.dependencies} for one in bom.dependencies}
    assert {"s1/1"} == needs["s1/0"]


def test_cyclonedx_keeps_what_was_declared_beside_what_was_concluded() -> None:
    first = msgspec.structs.replace(
        next(iter(sample_results().components)), declared="GPL-2.0-only OR MIT", concluded="MIT", depends_on=()
    )
    document = decoded(cyclonedx_json.EXPORTER, sample_results(components=(first,)))
    assert faults_of_cyclonedx(document) == []
    (component,) = msgspec.convert(document["components"], list[dict[str, Any]])
    said = [(component["licenses"][0]), component["evidence"]["licenses"][0]]
    assert [("MIT", "concluded"), ("GPL-2.0-only OR MIT", "declared")] == [
        (one["expression"], one["acknowledgement"]) for one in said
    ]


def test_hostile_component_names_stay_valid_cyclonedx() -> None:
    first = next(iter(sample_results().components))
    named = tuple(
        msgspec.structs.replace(first, ref=f"h/{number}", name=name, depends_on=())
        for number, name in enumerate(HOSTILE)
    )
    assert faults_of_cyclonedx(decoded(cyclonedx_json.EXPORTER, sample_results(components=named))) == []
