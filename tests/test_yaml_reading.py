"""YAML as PyYAML's safe loader reads it, but for what `yaml_reading` refuses."""

from pathlib import Path

import pytest
import yaml

from osk_scan.yaml_reading import MAX_DEPTH, UnreadableYaml, _PlainLoader, read_yaml

SHIPPED = sorted((Path(__file__).parents[1] / "rules").rglob("*.yaml"))
ODD = [
    b"[1, -1, 0x1F, 0o17, 012, 1_000, 1:30, 1.5, 1.0e+5, .inf, ~, null, Null, '', \"1\", '1']",
    b"[yes, no, true, True, false, on, 2026-11-23, '=', a=b, '<<']",
    b"a: 1\nb:\na: 2",
    b"? ~\n: empty\n1: one\n1.0: one again",
    b"base: {<<: {a: 1}, b: 2}",
    b"[!!str 5, !!int '5', !!set {a, b}, ! 12]",
    b"- |\n  kept\n  lines\n- >\n  one\n  line",
    b"--- \nonly: one\n...\n",
    b"# nothing",
    b"",
]
REFUSED = [
    (b"a: &one 1\nb: *one", 2),
    (b"a: 1\n? [b, c]\n: 2", 2),
    (b"a: !strange 1", 1),
    (b"one\n---\ntwo", 2),
    (b"a: 1\nb: [1, 2 ]]", 2),
    (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), 1),
]


@pytest.mark.parametrize("content", [*ODD, *(path.read_bytes() for path in SHIPPED)])
def test_a_document_is_read_as_pyyaml_reads_it(content: bytes) -> None:
    assert yaml.load(content, _PlainLoader) == read_yaml(content)  # noqa: S506  (a subclass of the safe loader)


@pytest.mark.parametrize(("content", "line"), REFUSED)
def test_what_is_refused_is_told_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(UnreadableYaml) as refusal:
        read_yaml(content)
    assert line == refusal.value.line
