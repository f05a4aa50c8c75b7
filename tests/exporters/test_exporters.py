"""Every exporter, over the same results: deterministic, complete, streaming and harmless."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path

import msgspec
import pytest

from osk_scan.exporters import exporters
from osk_scan.exporters._contract import Exporter, FolderExporter, Limit
from osk_scan.model import Wording
from osk_scan.pipeline.telling import export
from osk_scan.results import Results
from tests.reports.samples import ManyFindings, finding, hostile_findings, sample_results

STREAMS = {name: found for name, found in exporters().items() if isinstance(found, Exporter)}
FOLDERS = {name: found for name, found in exporters().items() if isinstance(found, FolderExporter)}
HOLDS_FINDINGS = ("findings-csv", "findings-json", "findings-jsonl", "fpf", "sarif", "xlsx", "ods")


def rendered(name: str, results: Results) -> bytes:
    return b"".join(STREAMS[name].render(results))


@pytest.mark.parametrize("name", STREAMS)
def test_the_same_results_give_the_same_bytes(name: str) -> None:
    assert rendered(name, sample_results()) == rendered(name, sample_results())


@pytest.mark.parametrize("name", FOLDERS)
def test_the_same_results_give_the_same_files(name: str, tmp_path: Path) -> None:
    written: list[list[bytes]] = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        written.append([file.read_bytes() for file in FOLDERS[name].write(sample_results(), folder)])
    assert written[0] == written[1]
    assert all(written[0])


@pytest.mark.parametrize("name", STREAMS)
def test_an_assessment_without_findings_can_be_exported(name: str) -> None:
    nothing = sample_results(findings=(), components=(), receipts=())
    assert len(rendered(name, nothing)) <= len(rendered(name, sample_results()))


@pytest.mark.parametrize("name", STREAMS)
def test_hostile_names_are_written(name: str) -> None:
    assert rendered(name, sample_results(findings=hostile_findings())) != b""


@pytest.mark.parametrize("name", ["findings-csv", "findings-json", "findings-jsonl", "fpf", "sarif"])
def test_the_first_chunk_comes_before_the_last_finding_is_read(name: str) -> None:
    read = 0

    class Counted:
        def __iter__(self) -> Iterator[object]:
            nonlocal read
            for found in ManyFindings(5000):
                read += 1
                yield found

    assert list(islice(STREAMS[name].render(sample_results(findings=Counted())), 1))
    assert 0 < read < 1000


@pytest.mark.parametrize("name", ["findings-jsonl", "findings-json", "fpf", "sarif"])
def test_memory_does_not_grow_with_the_number_of_findings(name: str) -> None:
    peaks = []
    for size in (200, 1500):
        rendered(name, sample_results(findings=ManyFindings(10)))
        tracemalloc.start()
        for _ in STREAMS[name].render(sample_results(findings=ManyFindings(size))):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 600_000


@pytest.mark.parametrize("name", HOLDS_FINDINGS)
def test_each_finding_changes_the_export(name: str) -> None:
    one = rendered(name, sample_results(findings=(finding(1),)))
    two = rendered(name, sample_results(findings=(finding(1), finding(2))))
    assert len(one) < len(two)


def test_names_and_media_types_are_told_once_each() -> None:
    suffixes = [found.suffix for found in STREAMS.values()]
    assert sorted(set(suffixes)) == sorted(suffixes)
    assert all("/" in found.media_type for found in exporters().values())


@pytest.mark.parametrize("name", [name for name, found in STREAMS.items() if found.limit])
def test_more_findings_than_readers_take_are_told_in_words(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Wording] = []
    limited = msgspec.structs.replace(STREAMS[name], limit=Limit(3, lambda count: Wording(f"zu viele: {count}", "")))
    monkeypatch.setitem(exporters(), name, limited)
    for size in (3, 4):
        export(sample_results(findings=ManyFindings(size)), name, None, BytesIO(), told.append)
    assert [Wording("zu viele: 4", "")] == told


def test_the_limits_are_those_that_readers_state() -> None:
    limits = {name: found.limit.findings for name, found in STREAMS.items() if found.limit}
    assert {"ods": 250_000, "sarif": 25_000} == limits
    said = [found.limit.told(250_007).de for found in STREAMS.values() if found.limit]
    assert [True, True] == ["Weitere 7 Befunde" in said[0], "hat 250007 Ergebnisse" in said[1]]
