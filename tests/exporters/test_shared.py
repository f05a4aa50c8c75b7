"""What is shared says so: cells of few systems are withheld, which is never a zero."""

from io import BytesIO
from pathlib import Path

import msgspec
import openpyxl
import pyarrow.parquet
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from osk_scan.exporters import cyclonedx_json, findings_json, fpf, openmetrics, parquet, sarif, scores_json, xlsx
from osk_scan.exporters._contract import Exporter
from osk_scan.pipeline.sharing import shared
from osk_scan.results import Results
from osk_scan.terms import called
from tests.reports.samples import sample_results

LEAST = 5
SHARED = shared(sample_results(), LEAST)


def text_of(exporter: Exporter, results: Results) -> str:
    return b"".join(exporter.render(results)).decode()


def samples(results: Results, family: str) -> list[float]:
    found = {family.name: family for family in text_string_to_metric_families(text_of(openmetrics.EXPORTER, results))}
    return [sample.value for sample in found[family].samples]


@pytest.mark.parametrize(
    ("exporter", "place"),
    [
        (findings_json.EXPORTER, ("withheld_below",)),
        (sarif.EXPORTER, ("runs", 0, "properties", "withheldBelow")),
        (fpf.EXPORTER, ("meta", "withheldBelow")),
    ],
)
@pytest.mark.parametrize(("results", "below"), [(SHARED, LEAST), (sample_results(), 0)], ids=["shared", "own"])
def test_an_export_says_below_how_many_systems_it_withholds(
    exporter: Exporter, place: tuple[str | int, ...], results: Results, below: int
) -> None:
    found = msgspec.json.decode(text_of(exporter, results))
    for step in place:
        found = found[step]
    assert below == found


def test_cyclonedx_scores_and_workbooks_say_it_too(tmp_path: Path) -> None:
    bom = msgspec.json.decode(text_of(cyclonedx_json.EXPORTER, SHARED))
    assert {"name": "osk:withheld-below", "value": "5"} in bom["metadata"]["properties"]
    assert "Was fehlt, ist nicht null." in msgspec.json.decode(text_of(scores_json.EXPORTER, SHARED))["notes"][0]["de"]
    method = openpyxl.load_workbook(BytesIO(b"".join(xlsx.EXPORTER.render(SHARED))))["Methode"]
    rows = [row[:2] for row in method.iter_rows(values_only=True)]
    assert (called("method", "withheld", "de"), LEAST) in rows
    assert any(name == "Nicht behauptet" and "Was fehlt, ist nicht null." in str(told) for name, told in rows)
    (findings, _) = parquet.EXPORTER.write(SHARED, tmp_path)
    assert b"5" == pyarrow.parquet.read_schema(findings).metadata[b"osk-scan.withheld_below"]


def test_openmetrics_leaves_withheld_numbers_out_and_says_so() -> None:
    assert [LEAST] == samples(SHARED, "osk_withheld_below_systems")
    assert [0] == samples(sample_results(), "osk_withheld_below_systems")
    assert samples(sample_results(), "osk_findings")
    assert [] == samples(SHARED, "osk_findings"), "no count is better than a zero"
    assert len(samples(SHARED, "osk_hotspot")) < len(samples(sample_results(), "osk_hotspot"))
