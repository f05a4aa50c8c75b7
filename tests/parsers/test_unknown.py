"""What is said of documents in no known format: what they are, what was tried, and what to do."""

import json
import re
import time
from pathlib import Path

import pytest

from osk_scan import problems
from osk_scan.errors import RefusedDocument
from osk_scan.model import Document
from osk_scan.parsers import parsers, recognised
from osk_scan.parsers._glance import Glance

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
MARKED = [name for name, parser in parsers().items() if parser.marks]
OF_JSON = [name for name, parser in parsers().items() if parser.shape == "json"]


def refusal(content: bytes, name: str = "document") -> RefusedDocument:
    with pytest.raises(RefusedDocument) as raised:
        recognised(Document(name, content))
    return raised.value


def minimal(name: str) -> bytes:
    return next(path for path in (FIXTURES / name).glob("minimal.*") if ".expected" not in path.name).read_bytes()


@pytest.mark.parametrize("name", MARKED)
def test_the_marks_of_a_format_stand_in_its_documents(name: str) -> None:
    assert all(mark in Glance(Document("document", minimal(name))).head for mark in parsers()[name].marks)


@pytest.mark.parametrize("name", parsers())
def test_every_format_of_json_or_xml_says_what_tells_it(name: str) -> None:
    head = Glance(Document("document", minimal(name))).head
    page = "html" if head.lower().startswith("<!doctype html") else "xml" if head.startswith("<") else ""
    shape = "json" if re.match(r"\{|\[\s*\{", head) else page
    assert shape == (parsers()[name].shape if parsers()[name].marks else "")


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (b'{"foo": 1, "bar": [2]}', "unknown-json", "[foo, bar] ≠"),
        (b'[{"foo": 1}]', "unknown-json", "[foo] ≠"),
        (b"<project xmlns='urn:x'><a/></project>", "unknown-xml", "<project> ≠"),
        ("Raum;Größe\n1;20\n2;30\n".encode(), "unknown-table", "[Raum, Größe]"),
        (b"Produkt\nDieses Produkt wird hier vorgestellt.\nEs ist gut.\n", "unknown-table", "[Produkt]"),
        (b"lorem ipsum dolor sit amet\n", "unknown-text", "'lorem ipsum"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unknown-binary", "Excel 97-2003"),
        (b"%PDF-1.7\n", "unknown-binary", "PDF"),
        (b"<!DOCTYPE html>\n<html><head><title> 502 Bad Gateway </title>", "web-page", "502 Bad Gateway"),
        (b"<HTML><body>", "web-page", "HTML"),
        (b"\x01\x02\0\x03" * 20, "unknown-binary", "01 02 00 03"),
    ],
)
def test_it_is_said_what_the_document_is_in_both_languages(content: bytes, kind: str, said: str) -> None:
    error = refusal(content)
    problem = problems.refusal(error)
    assert kind == error.kind
    assert said in problems.message(problem).de
    assert said in problems.message(problem).en
    assert problems.message(problem).de != problems.message(problem).en


@pytest.mark.parametrize("shape", ["json", "xml", "text"])
def test_every_format_that_was_tried_is_named(shape: str) -> None:
    said = str(refusal({"json": b'{"foo": 1}', "xml": b"<foo/>", "text": b"lorem ipsum dolor sit\n"}[shape]))
    missing = [name for name, parser in parsers().items() if parser.shape == shape and name not in said]
    assert [] == missing


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("unknown-xml", b"<a" * 32_768),
        ("unknown-xml", b"<a " + b"<!--" * 16_384),
        ("unknown-xml", b"<a x='" + b'"' * 60_000),
        ("breaks-off", b'{"@context":' + b" " * 65_000),
    ],
)
def test_what_is_never_closed_is_given_up_at_once(kind: str, head: bytes) -> None:
    started = time.process_time()
    assert kind == refusal(head).kind
    assert time.process_time() - started < 2


@pytest.mark.parametrize("name", OF_JSON)
def test_json_that_breaks_off_says_where_and_what_it_looks_like(name: str) -> None:
    content = json.dumps(json.loads(minimal(name))).encode()
    error = refusal_or_none(content[:-1], name)
    if error is not None:
        assert error.kind in ("breaks-off", "unreadable")
        assert error.detail.startswith("line 1 column")
        assert name in error.detail


def refusal_or_none(content: bytes, name: str) -> RefusedDocument | None:
    """SBOM formats recognise their own documents even where they break off; their parsers then say where."""
    try:
        assert name == recognised(Document("document", content))
    except RefusedDocument as error:
        return error
    return None


def test_the_place_where_json_is_wrong_is_told() -> None:
    error = refusal(b'{"lockfileVersion": 3,\n "packages": {,}}')
    assert ("unreadable", True) == (error.kind, "line 2 column" in error.detail)
    assert "npm_package_lock" in error.detail
