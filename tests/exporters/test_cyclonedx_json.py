"""Components as CycloneDX: valid by the official schema, and byte for byte what the format's library writes."""

import json
import tracemalloc
from importlib.resources import files
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from cyclonedx.model.bom import Bom
from cyclonedx.output.json import JsonV1Dot6
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.exporters import cyclonedx_json
from osk_scan.model import Kind
from osk_scan.results import Results, UsedComponent
from tests.reports.samples import HOSTILE, sample_results

CYCLONEDX = files("cyclonedx.schema._res")


def written(results: Results) -> bytes:
    return b"".join(cyclonedx_json.EXPORTER.render(results))


def read(document: bytes) -> Bom:
    read: Bom = Bom.from_json(json.loads(document))  # type: ignore[attr-defined]  # a decorator of the library adds it
    return read


def decoded(results: Results) -> dict[str, Any]:
    return msgspec.json.decode(written(results), type=dict[str, Any])


def faults_of_cyclonedx(document: object) -> list[str]:
    schemas = {name: CYCLONEDX / f"{name}.SNAPSHOT.schema.json" for name in ("bom-1.6", "spdx", "jsf-0.82")}
    loaded = {name: msgspec.json.decode(file.read_bytes()) for name, file in schemas.items()}
    registry = jsonschema_rs.Registry(
        [(f"http://cyclonedx.org/schema/{schemas[name].name}", schema) for name, schema in loaded.items()]
    )
    validator = jsonschema_rs.validator_for(loaded["bom-1.6"], registry=registry)
    return [str(error) for error in validator.iter_errors(document)]


def test_cyclonedx_follows_the_official_schema_and_carries_what_is_known() -> None:
    document = msgspec.json.decode(written(sample_results()))
    assert faults_of_cyclonedx(document) == []
    edges = {entry["ref"]: entry["dependsOn"] for entry in document["dependencies"] if "dependsOn" in entry}
    assert {"osk:subject": ["s1/0", "s1/2"], "s1/0": ["s1/1"]} == edges
    readline = next(row for row in document["components"] if row["name"] == "readline")
    assert {"name": "osk:product", "value": "readline"} in readline["properties"]


def test_cyclonedx_names_the_tool_that_wrote_it_where_readers_look() -> None:
    tools = decoded(sample_results())["metadata"]["tools"]
    assert {"components": [{"name": "osk-scan", "type": "application", "version": "0.1.0"}]} == tools


def test_cyclonedx_is_read_by_its_own_library() -> None:
    bom = read(written(sample_results()))
    known = {str(one.bom_ref): (one.name, one.version, one.purl and str(one.purl)) for one in bom.components}
    assert {row.ref: (row.name, row.version, row.purl) for row in sample_results().components} == known
    needs = {str(one.ref): {str(needed.ref) for needed in one.dependencies} for one in bom.dependencies}
    assert {"s1/1"} == needs["s1/0"]


names = st.text(min_size=1, max_size=3)
refs = st.sampled_from([f"{inventory}:{row}" for inventory in (1, 10) for row in (0, 2, 11)])
used = st.builds(
    UsedComponent,
    ref=refs,
    agency=names,
    system=names,
    name=names,
    namespace=st.none() | names,
    version=st.none() | names,
    purl=st.sampled_from([None, "pkg:npm/%40scope/x@1", "pkg:deb/debian/readline@8.2?arch=amd64"]),
    vendor=st.none() | names,
    kind=st.sampled_from(Kind),
    declared=st.sampled_from([None, "MIT", "GPL-2.0-only OR MIT"]),
    concluded=st.sampled_from([None, "MIT"]),
    facts=st.lists(st.tuples(names, names), max_size=3).map(tuple),
    depends_on=st.lists(refs, max_size=3).map(tuple),
)


@pytest.mark.filterwarnings("ignore:The Component this BOM is describing")
@given(st.lists(used, min_size=1, max_size=6, unique_by=lambda row: row.ref))
def test_cyclonedx_written_by_components_is_what_its_library_writes_as_a_whole(rows: list[UsedComponent]) -> None:
    document = written(sample_results(components=tuple(rows)))
    assert JsonV1Dot6(read(document)).output_as_string(indent=1).encode() + b"\n" == document
    assert faults_of_cyclonedx(msgspec.json.decode(document)) == []


def test_cyclonedx_without_components_does_not_say_that_there_are_none() -> None:
    """They may be withheld because the results are shared."""
    document = decoded(sample_results(components=()))
    assert faults_of_cyclonedx(document) == []
    assert document.keys().isdisjoint({"components", "dependencies"})


def test_cyclonedx_keeps_what_was_declared_beside_what_was_concluded() -> None:
    first = msgspec.structs.replace(
        next(iter(sample_results().components)), declared="GPL-2.0-only OR MIT", concluded="MIT", depends_on=()
    )
    document = decoded(sample_results(components=(first,)))
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
    assert faults_of_cyclonedx(decoded(sample_results(components=named))) == []


def test_only_one_component_is_held_as_the_library_models_it() -> None:
    """Held as a whole, one takes about 40 kB."""
    first = next(iter(sample_results().components))
    chain = [msgspec.structs.replace(first, ref=f"s/{at}", depends_on=(f"s/{at + 1}",)) for at in range(400)]
    peaks = []
    for rows in (chain[:20], chain):
        tracemalloc.start()
        for _ in cyclonedx_json.EXPORTER.render(sample_results(components=rows)):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 380 * 1_000
