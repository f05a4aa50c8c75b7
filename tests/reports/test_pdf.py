"""The audit report as tagged PDF."""

import re
import zlib
from contextlib import suppress

import pytest

from osk_scan.reports import pdf
from tests.reports.samples import sample_results


def unpacked(document: bytes) -> bytes:
    """Return the document with its compressed streams opened."""
    opened = [document]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", document, re.DOTALL):
        with suppress(zlib.error):
            opened.append(zlib.decompressobj().decompress(stream))
    return b"".join(opened)


def test_the_pdf_is_tagged_names_its_language_and_is_the_same_each_time() -> None:
    pytest.importorskip("weasyprint", reason="the extra `pdf` is not installed")
    results = sample_results(findings=(), receipts=())
    made = pdf.render(results)
    assert made.startswith(b"%PDF-1.7")
    inside = unpacked(made)
    assert [True] * 4 == [mark in inside for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang (de)", b"pdfuaid:part")]
    assert made == pdf.render(results)
