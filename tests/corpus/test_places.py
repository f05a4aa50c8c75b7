"""What is wrong in the invalid documents of the official suites is told where an independent validator sees it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import cyclonedx.schema
import pytest
import xmlschema
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from lxml import etree

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document
from osk_scan.parsers import validate
from tests.corpus.test_sboms import CORPUS, UNFLAGGED, Case, cases

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the project"),
]

SCHEMAS = Path(cyclonedx.schema.__file__).parent / "_res"
_VERSION = re.compile(r"-(\d\.\d)\.(?:json|xml)$")


def test_a_place_is_told_where_another_validator_sees_it() -> None:
    invalid = [
        case
        for case in cases()
        if "CycloneDX__specification" in case.path
        and "/invalid-" in case.path
        and Path(case.path).name not in UNFLAGGED
    ]
    seen = {case.path: _seen(case) for case in invalid}
    silent = sorted(path for path, agrees in seen.items() if agrees is None)
    elsewhere = sorted(path for path, agrees in seen.items() if agrees is False)
    right = sum(agrees is True for agrees in seen.values())
    print(f"{right} of {len(invalid)} told at the place that another validator names")
    print("it says nothing of:", *silent, "it names another place in:", *elsewhere, sep="\n")
    assert right >= 0.95 * len(invalid)
    assert [] == elsewhere


def _version(case: Case) -> str:
    """Return the version in the name, else that of the folder; extensions are those of 1.0."""
    found = _VERSION.search(case.path) or re.search(r"/(\d\.\d)/", case.path)
    return found[1] if found else "1.0"


def _seen(case: Case) -> bool | None:
    """Return whether the places agree, one inside of the other; None where the other validator has nothing to say."""
    told = _told(case)
    if case.path.endswith(".json"):
        pointers = list(_pointers(case.document, _version(case)))
        return any(a.startswith(b) or b.startswith(a) for a in told for b in pointers) if pointers else None
    spans = list(_spans(case.document, _version(case)))
    lines = [1 if where == "/bom" else int(where.removeprefix("line ")) for where in told]
    return any(first <= line <= last for line in lines for first, last in spans) if spans else None


def _told(case: Case) -> list[str]:
    try:
        return [problem.where for problem in validate(case.document, case.format)]
    except RefusedDocument as error:
        return [error.where]


def _pointers(document: Document, version: str) -> Iterator[str]:
    validator = JsonStrictValidator(SchemaVersion.from_version(version))
    for error in validator.validate_str(document.content.decode(), all_errors=True) or ():
        yield "".join(f"/{step}" for step in error.data.absolute_path) or "/"


def _spans(document: Document, version: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of the elements that are wrong."""
    for error in _schema(version).iter_errors(etree.fromstring(document.content)):
        wrong: Any = error.elem  # lxml's, where xmlschema's types know the standard library's only
        lines = [line for element in wrong.iter() if (line := element.sourceline)]
        yield 1 if wrong.getparent() is None else min(lines), max(lines)


@cache
def _schema(version: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMAS / f"bom-{version}.SNAPSHOT.xsd"))
