"""No name does harm in any export or report: it stays text, whole where the format can hold it, and breaks nothing."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import lxml.html
import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from osk_scan.exporters import exporters, findings_csv
from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._sheets import safe_text
from osk_scan.finding import EvidencePlace, Finding, FindingComponent, FindingLicense
from osk_scan.model import Context, System, Wording
from osk_scan.reports import html, odt, summary
from osk_scan.results import Results
from tests.reports.samples import HOSTILE, finding, sample_results

MORE = (
    "</style><script>alert(1)</script>",
    "\r=1+1",
    'a"b,c;d\ne',
    "[x](javascript:alert(1)) `y` **z** ![i](http://evil.example/p.png)",
    "&lt;b&gt; &amp;#x3c; ]]> <!-- <![CDATA[",
    "\ufffe\uffff\u2028\u2029",
    "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{WAVING WHITE FLAG}\N{VARIATION SELECTOR-16}",
    'name{label="x"} 1\n# EOF',
    "{{ 7*7 }} ${7*7} <%= 7*7 %>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe",
)
NAMES = (*HOSTILE, *MORE)
any_name = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


def named(name: str) -> tuple[Finding, ...]:
    """Return a finding whose every text is one name."""
    told = Wording(name, name)
    texts: dict[str, object] = dict.fromkeys(("rule", "system", "product", "vendor", "why", "comment"), name)
    texts |= dict.fromkeys(("title", "message", "fix"), told)
    parts = {"component": FindingComponent(name, name, name), "license": FindingLicense(name, name, name)}
    return (finding(1, **texts, **parts, path=(name, name), evidence=(EvidencePlace(name, name, name, name),)),)


def results_of(name: str) -> Results:
    """Return results of one system of that name, with one finding of that name."""
    return sample_results(findings=named(name), systems=(System(1, name, name, Context.INTERNAL, name),))


def written(exporter: str, name: str) -> bytes:
    found = exporters()[exporter]
    assert isinstance(found, Exporter)
    return b"".join(found.render(results_of(name)))


def csv_holds(name: str) -> None:
    text = written("findings-csv", name).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert findings_csv.defused(name) == row["component"]


def json_holds(exporter: str, place: tuple[str | int, ...], name: str) -> None:
    found = json.loads(written(exporter, name))
    for step in place:
        found = found[step]
    assert name == found


def workbook_holds(name: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", name)))["Befunde"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert [cell for cell in cells if cell.hyperlink] == []
    shown = next(cell.value for cell in cells if cell.column == 4)
    assert letters(safe_text(name)) == letters(str(shown or ""))


def opendocument_is_whole(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".svg")):
                tree = etree.fromstring(archive.read(part))
                assert not tree.findall(".//{*}script")
                assert not [
                    element for element in tree.iter() if any(str(at).endswith("}formula") for at in element.attrib)
                ]
                links = [
                    str(link)
                    for element in tree.iter()
                    for at, link in element.attrib.items()
                    if str(at).endswith("}href")
                ]
                assert all(link.startswith("Pictures/") for link in links)


def metrics_hold(name: str) -> None:
    families = {family.name: family for family in text_string_to_metric_families(written("openmetrics", name).decode())}
    (sample,) = families["osk_findings"].samples
    assert (name, 1) == (sample.labels["rule"], sample.value)


def parquet_holds(name: str) -> None:
    with TemporaryDirectory() as folder:
        found = exporters()["parquet"]
        assert not isinstance(found, Exporter)
        findings, _ = found.write(results_of(name), Path(folder))
        assert [name] == pyarrow.parquet.read_table(findings)["component"].to_pylist()


def page_is_harmless(render: Callable[[Results], bytes], name: str) -> None:
    source, benign = render(results_of(name)), render(results_of("x"))
    page, other = lxml.html.document_fromstring(source.decode()), lxml.html.document_fromstring(benign.decode())
    assert [element.tag for element in other.iter()] == [element.tag for element in page.iter()]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", source.decode())


def letters(text: str) -> str:
    return "".join(text.split())


CHECKS: dict[str, Callable[[str], None]] = {
    "findings-csv": csv_holds,
    "findings-json": partial(json_holds, "findings-json", ("findings", 0, "component", "name")),
    "findings-jsonl": partial(json_holds, "findings-jsonl", ("component", "name")),
    "fpf": partial(json_holds, "fpf", ("findings", 0, "component", "name")),
    "sarif": partial(json_holds, "sarif", ("runs", 0, "results", 0, "locations", 0, "logicalLocations", 0, "name")),
    "xlsx": workbook_holds,
    "ods": lambda name: opendocument_is_whole(written("ods", name)),
    "openmetrics": metrics_hold,
    "parquet": parquet_holds,
    "html": partial(page_is_harmless, html.render),
    "summary": partial(page_is_harmless, summary.render),
    "odt": lambda name: opendocument_is_whole(odt.render(results_of(name))),
}


def test_every_export_of_findings_is_checked() -> None:
    assert {"cyclonedx-json", "scores-json"} == exporters().keys() - CHECKS.keys()


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_hostile_name_does_no_harm(check: Callable[[str], None], name: str) -> None:
    check(name)


@pytest.mark.parametrize(
    "check", [CHECKS[name] for name in CHECKS if name not in ("html", "summary", "odt", "xlsx", "ods")]
)
@given(any_name)
@settings(max_examples=40, deadline=None)
@example("\x00")
@example("\r")
def test_no_name_at_all_breaks_an_export(check: Callable[[str], None], name: str) -> None:
    check(name)


@given(any_name)
@settings(max_examples=8, deadline=None)
def test_no_name_at_all_breaks_a_document(name: str) -> None:
    for kind in ("html", "summary", "odt", "xlsx", "ods"):
        CHECKS[kind](name)


def test_markup_stays_text_in_sarif() -> None:
    """Viewers show `text`, and would show `markdown` as markup: there is none."""
    document = written("sarif", "[x](javascript:alert(1))")
    assert b'"markdown"' not in document
