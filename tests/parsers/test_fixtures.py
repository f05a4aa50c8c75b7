"""Every fixture is recognised by one parser alone and read as the file beside it says.

A fixture is `fixtures/<parser>/<case>.<suffix>`; its expected side is `<case>.expected.json`: the inventory without
default values. `python tests/parsers/test_fixtures.py FIXTURE…` writes a first draft of it; then check each line.
"""

import json
import sys
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec
import pytest

from osk_scan.errors import RefusedDocument
from osk_scan.model import Component, Dependency, Document, Inventory, Problem, Stated
from osk_scan.parsers import parse, parsers, recognised
from osk_scan.parsers._glance import Glance

FOLDER = Path(__file__).resolve().parents[2] / "fixtures"
EXPECTED = ".expected.json"

FIXTURES = [
    pytest.param(path, id=f"{name}/{path.name}")
    for name in parsers()
    for path in sorted((FOLDER / name).glob("*"))
    if path.is_file() and not path.name.endswith(EXPECTED)
]


@pytest.mark.parametrize("name", parsers())
def test_every_format_has_a_minimal_fixture(name: str) -> None:
    assert list((FOLDER / name).glob("minimal*" + EXPECTED)), f"make fixtures/{name}/minimal.*"


@pytest.mark.parametrize("path", FIXTURES)
def test_exactly_one_format_is_recognised(path: Path) -> None:
    glance = Glance(_document(path))
    sure = [name for name, parser in parsers().items() if not parser.tabular and parser.recognises(glance)]
    tables = [name for name, parser in parsers().items() if parser.tabular and parser.recognises(glance)]
    assert [path.parent.name] == (sure or tables)
    assert path.parent.name == recognised(_document(path))


@pytest.mark.parametrize("path", FIXTURES)
def test_a_fixture_is_read_as_the_file_beside_it_says(path: Path) -> None:
    assert json.loads(_expected_side(path).read_text("utf-8")) == _told(path)


@pytest.mark.parametrize("path", FIXTURES)
def test_every_component_found_is_accounted_for(path: Path) -> None:
    inventory = _read(path)
    if isinstance(inventory, Inventory):
        kept = len(inventory.components) + inventory.merged + inventory.folded + len(inventory.quarantined)
        assert inventory.found == kept
        assert len({component.ref for component in inventory.components}) == len(inventory.components)


def _document(path: Path) -> Document:
    return Document(path.name, path.read_bytes())


def _expected_side(path: Path) -> Path:
    return path.with_name(path.stem + EXPECTED)


def _read(path: Path) -> Inventory | RefusedDocument:
    try:
        return parse(_document(path), path.parent.name)
    except RefusedDocument as refusal:
        return refusal


def _told(path: Path) -> dict[str, Any]:
    """Return an inventory as its expected side writes it: by name rather than by number, defaults left out."""
    inventory = _read(path)
    if isinstance(inventory, RefusedDocument):
        return {"refused": f"{inventory.kind}: {inventory.detail}"}
    refs = [component.ref for component in inventory.components]
    told = _without_defaults(inventory)
    told["subject"] = None if inventory.subject is None else refs[inventory.subject]
    told["components"] = [_without_defaults(component) for component in inventory.components]
    told["dependencies"] = [_arrow(edge, refs) for edge in inventory.dependencies]
    told["quarantined"] = [{"raw": kept.raw, "problem": _line(kept.problem)} for kept in inventory.quarantined]
    told["problems"] = [_line(problem) for problem in inventory.problems]
    return {key: value for key, value in told.items() if value not in (None, [])}


def _arrow(edge: Dependency, refs: list[str]) -> str:
    marks = [mark.name.lower() for mark in (edge.scope, edge.relation) if mark]
    marks += [f"alternative {edge.alternatives}"] if edge.alternatives else []
    return " ".join([refs[edge.source], "->", refs[edge.target], *marks])


def _line(problem: Problem) -> str:
    return " | ".join([problem.kind, problem.where, problem.component or "", problem.detail]).rstrip(" |")


def _without_defaults(told: Component | Inventory) -> dict[str, Any]:
    fields = msgspec.structs.fields(told)
    values = {field.name: getattr(told, field.name) for field in fields if field.default != getattr(told, field.name)}
    plain: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Stated):
            plain[name] = [flag.name for flag in Stated if flag in value]
        elif isinstance(value, Enum):
            plain[name] = value.name
        elif name not in ("components", "dependencies", "quarantined", "problems"):
            plain[name] = json.loads(msgspec.json.encode(value))
    return plain


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        fixture = Path(argument).resolve()
        draft = json.dumps(_told(fixture), ensure_ascii=False, indent=2)
        _expected_side(fixture).write_text(draft + "\n", "utf-8")
