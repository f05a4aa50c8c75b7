"""The house is as its map says."""

import re
from pathlib import Path

import pytest

from osk_scan.exporters import exporters
from osk_scan.parsers import parsers
from osk_scan.problems import kinds
from tests.readme import README, ROOT, charter, filled

MODULES = sorted((ROOT / "osk_scan").rglob("*.py"))


def test_readme_tells_the_truth() -> None:
    text = README.read_text("utf-8")
    assert filled(text) == text, "run `make readme`"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_has_a_charter_of_one_sentence(module: Path) -> None:
    text = charter(module)
    assert text
    assert len(text) <= 160


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "base", "manager", "misc"])
def test_no_module_is_a_drawer(word: str) -> None:
    assert not [module for module in MODULES if module.stem.strip("_") == word]


@pytest.mark.parametrize("name", parsers())
def test_every_format_has_fixtures(name: str) -> None:
    assert list((ROOT / "fixtures" / name).glob("minimal*")), f"fixtures/{name}/minimal.* is missing"


@pytest.mark.parametrize("name", parsers())
def test_every_format_is_described(name: str) -> None:
    parser = parsers()[name]
    assert parser.title
    assert parser.specification
    assert parser.example


@pytest.mark.parametrize("name", exporters())
def test_every_export_is_described(name: str) -> None:
    assert exporters()[name].title
    assert exporters()[name].specification


def test_every_problem_is_told_in_both_languages_and_used() -> None:
    code = "\n".join(module.read_text("utf-8") for module in MODULES)
    for name, kind in kinds().items():
        assert kind.message.de != kind.message.en
        assert kind.message.de.count("{detail}") == kind.message.en.count("{detail}")
        assert re.search(rf"[\"']{name}[\"']", code), f"nobody tells {name}"
