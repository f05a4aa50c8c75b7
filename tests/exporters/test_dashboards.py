"""The example dashboards ask only for what there is: every query runs on the demo's real results."""

import re
import shutil
import sqlite3
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
import yaml
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from osk_scan.exporters import __file__ as room
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.demo import ingest_demo
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import results_of
from osk_scan.pipeline.telling import export
from osk_scan.store.database import Database

EXAMPLES = Path(room).parent / "examples"
METADATA = EXAMPLES / "datasette.json"
DATASETTE = msgspec.json.decode(METADATA.read_bytes())["databases"]["osk"]
DASHBOARD = msgspec.json.decode((EXAMPLES / "grafana" / "osk-scan.json").read_bytes())
AT = "2026-11-23T12:00:00+00:00"
AGENCY = "Bezirksamt A"

Sample = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Sample]]:
    """Return the demo's database as a copy, and its samples for Prometheus."""
    folder, stream, policy = tmp_path_factory.mktemp("demo"), BytesIO(), Policy()
    with Database(folder / "demo.db") as db:
        list(ingest_demo(db, AT))
        export(results_of(db, policy, assess(db, policy, AT[:10], AT)), "openmetrics", None, stream)
        db.back_up(folder / "osk.db")
    families = text_string_to_metric_families(stream.getvalue().decode())
    return folder / "osk.db", [(sample.name, sample.labels) for family in families for sample in family.samples]


@pytest.mark.parametrize("name", DATASETTE["queries"])
def test_a_query_of_datasette_finds_something(demo: tuple[Path, list[Sample]], name: str) -> None:
    connection = sqlite3.connect(demo[0])
    try:
        assert connection.execute(DATASETTE["queries"][name]["sql"], {"agency": AGENCY}).fetchall()
    finally:
        connection.close()


def test_keys_visits_and_documents_are_not_browsed(demo: tuple[Path, list[Sample]]) -> None:
    connection = sqlite3.connect(demo[0])
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    hidden = {name for name, said in DATASETTE["tables"].items() if said == {"allow": False}}
    assert {"api_key", "session", "audit", "upload", "document", "receipt"} <= hidden <= tables


@pytest.mark.parametrize(("path", "expected"), [("findings_by_severity.json", 0), ("api_key.json", 1)])
def test_datasette_itself_answers_queries_and_hides_keys(
    demo: tuple[Path, list[Sample]], path: str, expected: int
) -> None:
    if shutil.which("datasette", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("datasette is not installed")
    order = [sys.executable, "-m", "datasette", "serve", str(demo[0]), "--metadata", str(METADATA)]
    done = subprocess.run([*order, "--get", f"/osk/{path}"], capture_output=True, check=False, timeout=60)
    assert expected == done.returncode, done.stderr
    assert expected == 1 or b'"rows"' in done.stdout


def selectors(query: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the metrics that a query reads, with the conditions on their labels."""
    filled = query.replace("$agency", AGENCY).replace("$indicator", "D1")
    found = re.findall(r"(osk_\w+)(?:\{([^}]*)\})?", filled)
    return [(name, re.findall(r'(\w+)(=~|=)"([^"]*)"', conditions)) for name, conditions in found]


def meets(labels: dict[str, str], conditions: list[tuple[str, str, str]]) -> bool:
    return all(
        label in labels and (labels[label] == value if sign == "=" else re.fullmatch(value, labels[label]) is not None)
        for label, sign, value in conditions
    )


QUERIES = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
QUERIES += [one["query"] for one in DASHBOARD["templating"]["list"] if one["type"] == "query"]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_grafana_reads_what_is_exported(demo: tuple[Path, list[Sample]], query: str) -> None:
    assert selectors(query)
    for metric, conditions in selectors(query):
        assert [labels for name, labels in demo[1] if name == metric and meets(labels, conditions)], query


def test_a_legend_and_a_grouping_name_labels_that_there_are(demo: tuple[Path, list[Sample]]) -> None:
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            metric = selectors(target["expr"])[0][0]
            labels = next(labels for name, labels in demo[1] if name == metric)
            used = set(re.findall(r"{{(\w+)}}", target["legendFormat"]))
            used |= set(re.findall(r"\bby \((\w+)\)", target["expr"]))
            assert used <= labels.keys()


def test_the_server_has_the_path_that_prometheus_is_told() -> None:
    from osk_scan.web.own.metrics import ENDPOINTS

    job = yaml.safe_load((EXAMPLES / "grafana" / "prometheus.yaml").read_text("utf-8"))["scrape_configs"][0]
    assert job["metrics_path"] in {f"/api/osk/v1{endpoint.path}" for endpoint in ENDPOINTS}
