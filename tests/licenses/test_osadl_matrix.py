"""What OSADL publishes becomes a file of the policy: with its source, license and day, answer for answer."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.errors import InvalidPolicy, InvalidRequest
from osk_scan.licenses.osadl_matrix import LETTERS, Matrix, differing, matrix, read_published, written
from osk_scan.pipeline.policy import Policy
from osk_scan.shipped import rules_folder
from osk_scan.yaml_reading import read_policy

ANSWERS = sorted(LETTERS)
names = st.from_regex(r"[A-Za-z0-9.+-]{1,9}( WITH [A-Za-z0-9.+-]{1,9})?", fullmatch=True)
published = st.dictionaries(names, st.dictionaries(names, st.sampled_from(ANSWERS), max_size=4), min_size=1, max_size=5)


def document(answers: Mapping[str, Mapping[str, str]], timestamp: str = "2026-11-20T13:45:00+0000") -> bytes:
    def cells(of: Mapping[str, str]) -> list[dict[str, str]]:
        return [{"name": name, "compatibility": answer, "explanation": "n.a."} for name, answer in of.items()]

    licenses = [{"name": outbound, "compatibilities": cells(of)} for outbound, of in answers.items()]
    return json.dumps({"timeformat": "%Y-%m-%dT%H:%M:%S%z", "timestamp": timestamp, "licenses": licenses}).encode()


SMALL = {
    "MIT": {"MIT": "Same", "GPL-2.0-only": "No"},
    "GPL-2.0-only": {"MIT": "Yes", "GPL-2.0-only": "Same"},
    "Apache-2.0": {"MIT": "Yes", "GPL-2.0-only": "Check dependency", "Apache-2.0": "Same"},
}


@given(published)
def test_every_answer_comes_back_from_the_file_that_an_import_writes(answers: dict[str, dict[str, str]]) -> None:
    read = read_policy(written(read_published(document(answers), "2026-11-23")).encode(), "osadl.yaml", Matrix)
    rows = read.by_outbound()
    assert set(answers) == set(rows)
    for outbound, of in answers.items():
        told = dict(zip(read.inbound, rows[outbound], strict=True))
        assert {inbound: LETTERS[of.get(inbound, "Unknown")] for inbound in answers} == told


def test_an_import_keeps_source_license_and_both_days() -> None:
    read = read_published(document(SMALL), "2026-11-23")
    assert ("CC-BY-4.0", "2026-11-20", "2026-11-23") == (read.license, read.date, read.retrieved)
    assert read.source.startswith("Open Source Automation Development Lab")


def test_answers_that_changed_are_counted_over_what_both_matrices_know() -> None:
    old = read_published(document(SMALL), "2026-11-23")
    changed = {**SMALL, "MIT": {"MIT": "Same", "GPL-2.0-only": "Unknown", "ISC": "Yes"}, "ISC": {"ISC": "Same"}}
    assert 0 == differing(old, old)
    assert 1 == differing(old, read_published(document(changed), "2026-11-23"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"licenses": []}',
        document({}),
        document({"MIT": {"MIT": "Maybe"}}),
        document(SMALL).replace(b'"name": "Apache-2.0", "compatibilities"', b'"name": "MIT", "compatibilities"'),
        document(SMALL, timestamp="yesterday"),
        document({"a\n: [": {}}),
        document({str(number): {} for number in range(1_001)}),
    ],
    ids=["empty", "page", "list", "no-timestamp", "no-licenses", "no-answer", "twice", "no-day", "no-name", "too-many"],
)
def test_what_is_no_matrix_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidRequest, match=r"^OSADL matrix: .*; download"):
        read_published(content, "2026-11-23")


def test_another_policy_answers_by_its_own_matrix_and_has_another_version(tmp_path: Path) -> None:
    own = Path(copytree(rules_folder(), tmp_path / "regeln"))
    (tmp_path / "matrixseqexpl.json").write_bytes(document({"MIT": {"OSL-3.0": "Yes"}, "OSL-3.0": {}}))
    arguments = ["catalogue", "import", "osadl", "matrixseqexpl.json", "-o", "regeln/license_authorities/osadl.yaml"]
    made = json.loads(_osk_scan(tmp_path, *arguments, "--json"))
    assert (2, "CC-BY-4.0", "2026-11-20") == (made["licenses"], made["license"], made["date"])
    question = ["licenses", "judge", "--outbound", "MIT", "--inbound", "OSL-3.0", "--relation", "merged", "--json"]
    shipped, other = (
        json.loads(_osk_scan(tmp_path, *question)),
        json.loads(_osk_scan(tmp_path, "--rules", "regeln", *question)),
    )
    assert ("incompatible", "compatible") == (shipped["verdict"], other["verdict"])
    assert "OSADL" == shipped["authority"] == other["authority"]
    assert Policy(own).rules_version != Policy().rules_version


def _osk_scan(folder: Path, *arguments: str) -> str:
    """Run one command in a process of its own, because a process has one policy."""
    done = subprocess.run([sys.executable, "-m", "osk_scan", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize(
    "rows", [{"YY": ("MIT", "ISC")}, {"Y": ("MIT",)}, {"YX": ("MIT",)}, {"YY": ("MIT",), "YN": ("MIT",)}]
)
def test_rows_that_do_not_fit_are_refused(rows: dict[str, tuple[str, ...]]) -> None:
    plain = {**msgspec.to_builtins(matrix()), "inbound": ["MIT", "ISC"], "rows": rows}
    if rows == {"YY": ("MIT", "ISC")}:
        assert ("MIT", "ISC") == msgspec.convert(plain, Matrix).inbound
        return
    with pytest.raises(InvalidPolicy, match="OSADL matrix MIT"):
        msgspec.convert(plain, Matrix)
