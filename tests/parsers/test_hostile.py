"""The hostile set through unwrapping, parsing and validation: refused or quarantined with a reason, under 512 MB.

Each case runs in a process of its own, whose peak of memory and time are its own as well. Large documents are written
to disk piece by piece, so that this process does not need what the other must not take.
"""

import bz2
import gzip
import io
import json
import lzma
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard

from osk_scan.problems import kinds

MEGABYTES = 512
SECONDS = 30
DEEP = 100_000

CYCLONEDX = b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": ['
ENTRY = b'{"type": "library", "name": "a"}'
FROM_OUTSIDE = '<!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
LAUGHS = f'<!DOCTYPE bom [<!ENTITY l0 "ha">{ENTITIES}]>'

_CHILD = """
import json, pathlib, re, sys
from osk_scan.errors import OskError
from osk_scan.model import Document
from osk_scan.parsers import recognised, validate
from osk_scan.pipeline.checking import check
from osk_scan.pipeline.reading import documents_at
told = {"state": "refused", "kinds": [], "validated": []}
try:
    (document,) = documents_at(pathlib.Path(sys.argv[1]))
    for checked in check(document):
        told["state"] = checked.receipt.state
        told["kinds"] += [problem.kind for problem in checked.receipt.problems]
        told["counts"] = checked.receipt.counts and checked.receipt.counts.stored
        told["texts"] = [problem.detail for problem in checked.receipt.problems]
    try:
        if isinstance(document, Document):
            told["validated"] = [problem.kind for problem in validate(document, recognised(document))]
    except OskError as error:
        told["validated"] = [getattr(error, "kind", "")]
except OskError as error:
    told["kinds"] = [getattr(error, "kind", "")]
status = pathlib.Path("/proc/self/status").read_text()
told["megabytes"] = int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) / 1024
print(json.dumps(told))
"""


def outcome(tmp_path: Path, content: bytes | Iterator[bytes], size: int = 0) -> dict[str, Any]:
    """Return what a process of its own says of a document, having needed little memory and time.

    A document is at least of that size: what is missing takes no room on the disk, and reads as zeros.
    """
    file = tmp_path / "document"
    with file.open("wb") as written:
        for piece in (content,) if isinstance(content, bytes) else content:
            written.write(piece)
        written.truncate(max(size, written.tell()))
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(file)], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert "" == done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["megabytes"] < MEGABYTES
    assert set(told["kinds"]) <= set(kinds())
    return told


def bom(*entries: bytes, end: bytes = b"]}") -> bytes:
    return CYCLONEDX + b", ".join(entries) + end


def xml(doctype: str, inside: str, attributes: str = "") -> bytes:
    root = f'<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1" {attributes}>'
    return f"{doctype}{root}<components>{inside}</components></bom>".encode()


def in_zip(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def padded(before: bytes, piece: bytes, times: int, after: bytes) -> Iterator[bytes]:
    yield before
    for _ in range(times):
        yield piece
    yield after


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an external entity": ("forbidden-construct", lambda: xml(FROM_OUTSIDE, "&x;")),
    "an external entity in UTF-16": (
        "forbidden-construct",
        lambda: xml(FROM_OUTSIDE, "&x;").decode().encode("utf-16"),
    ),
    "a billion laughs": ("forbidden-construct", lambda: xml(LAUGHS, "&l11;")),
    "a billion laughs in an attribute": ("forbidden-construct", lambda: xml(LAUGHS, "", 'serialNumber="&l11;"')),
    "laughs in an inventory of clients": (
        "forbidden-construct",
        lambda: LAUGHS.encode() + b'<REQUEST a="&l11;"><CONTENT>&l11;</CONTENT></REQUEST>',
    ),
    "a document type from elsewhere": (
        "forbidden-construct",
        lambda: xml('<!DOCTYPE bom SYSTEM "http://127.0.0.1:1/x.dtd">', ""),
    ),
    "deep JSON": ("cap-exceeded", lambda: CYCLONEDX + b'{"components": [' * DEEP),
    "deep JSON that is closed": ("cap-exceeded", lambda: CYCLONEDX + b"[" * DEEP + b"]" * DEEP + b"]}"),
    "deep XML": ("cap-exceeded", lambda: xml("", "<a>" * DEEP)),
    "deep YAML": ("unreadable", lambda: b"spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\npackages: " + b"[" * DEEP),
    "deep YAML in blocks": (
        "unreadable",
        lambda: b"lockfileVersion: '9.0'\npackages:\n" + b"".join(b" " * n + b"a:\n" for n in range(1, 2000)),
    ),
    "YAML aliases": (
        "unreadable",
        lambda: b"spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\na: &a [x]\nb: &b [*a, *a]\npackages: [*b, *b]\n",
    ),
    "a gzip bomb": ("cap-exceeded", lambda: gzip.compress(b"\0" * (64 << 20))),
    "a bzip2 bomb": ("cap-exceeded", lambda: bz2.compress(b"\0" * (64 << 20))),
    "an xz bomb": ("cap-exceeded", lambda: lzma.compress(b"\0" * (64 << 20), preset=1)),
    "a Zstandard bomb": ("cap-exceeded", lambda: zstandard.compress(b"\0" * (64 << 20))),
    "a gzip bomb in a gzip bomb": ("cap-exceeded", lambda: gzip.compress(gzip.compress(b"\0" * (256 << 20)))),
    "a zip bomb": ("cap-exceeded", lambda: in_zip("bom.json", b" " * (64 << 20))),
    "a workbook that is a bomb": ("cap-exceeded", lambda: in_zip("xl/workbook.xml", b" " * (64 << 20))),
    "a path that leads out of an archive": ("forbidden-construct", lambda: in_zip("../../etc/cron.d/x", bom(ENTRY))),
    "NaN": ("unreadable", lambda: bom(b'{"name": NaN}')),
    "a lone surrogate": ("unreadable", lambda: bom(b'{"name": "\\ud800"}')),
    "NUL bytes in JSON": ("unreadable", lambda: bom(b'{"name": "a\0b"}')),
    "NUL bytes in XML": ("unreadable", lambda: xml("", "<component><name>a\0</name></component>")),
    "NUL bytes in a list": ("unreadable", lambda: b"Package: a\nStatus: install ok installed\nVersion: 1\0\n\n"),
    "only NUL bytes": ("empty", lambda: b"\0" * (1 << 20)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_its_reason_and_by_validation_for_no_other(tmp_path: Path, case: str) -> None:
    kind, made = REFUSED[case]
    told = outcome(tmp_path, made())
    assert ("refused", kind) == (told["state"], told["kinds"][0])
    if kind == "forbidden-construct":
        assert told["validated"] in ([kind], [], ["unknown-binary"]), (
            "the same answer, no schema, or nothing to hold to one"
        )
        assert "passwd" not in json.dumps(told)


READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "duplicate keys": ("duplicate-key", lambda: bom(b'{"name": "a", "name": "b"}')),
    "an overlong name": ("cap-exceeded", lambda: bom(b'{"name": "' + b"x" * 5_000_000 + b'"}')),
    "marks that turn the text around": ("replaced-characters", lambda: bom('{"name": "a\u202egpj.exe"}'.encode())),
    "marks that turn the text around in XML": (
        "replaced-characters",
        lambda: xml("", "<component type='library'><name>a\u202egpj.exe</name></component>"),
    ),
    "a control in a name": ("replaced-characters", lambda: bom(b'{"name": "a\\u0000\\u001b[2J"}')),
}


@pytest.mark.parametrize("case", READ)
def test_it_is_read_and_the_reason_is_told(tmp_path: Path, case: str) -> None:
    kind, made = READ[case]
    told = outcome(tmp_path, made())
    assert ("read", 1) == (told["state"], told["counts"])
    assert kind in told["kinds"]
    assert not any("\u202e" in text or "\x1b" in text for text in told["texts"])


@pytest.mark.parametrize("begins", [CYCLONEDX + b'{"name": "', b"<bom><components><name>"], ids=["JSON", "XML"])
def test_what_is_over_the_cap_is_refused_before_it_is_read(tmp_path: Path, begins: bytes) -> None:
    told = outcome(tmp_path, begins, size=1 << 30)
    assert ["cap-exceeded"] == told["kinds"]
    assert told["megabytes"] < 128


UNDER_THE_CAP: dict[str, tuple[bytes, bytes, bytes]] = {
    "in a name": (CYCLONEDX + b'{"name": "', b"x", b'"}]}'),
    "in XML": (b'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component><name>', b"x", b"</name>"),
    "in a table": ("Name;Version\n\U0001f98a;".encode(), b"x", b"\n"),
    "in lines": ("Name;Version\n\U0001f98a;1\n".encode(), b"a;1\n", b""),
}


@pytest.mark.parametrize("case", UNDER_THE_CAP)
def test_a_document_that_just_fits_the_cap_is_refused_for_what_it_is_made_of(tmp_path: Path, case: str) -> None:
    before, piece, after = UNDER_THE_CAP[case]
    told = outcome(tmp_path, padded(before, piece * ((1 << 20) // len(piece)), 300, after))
    assert ["cap-exceeded"] == told["kinds"]


@pytest.mark.parametrize("case", ["in a name", "in XML"])
def test_a_string_as_long_as_may_be_stays_within_memory(tmp_path: Path, case: str) -> None:
    before, piece, after = UNDER_THE_CAP[case]
    told = outcome(tmp_path, padded(before, piece * (1 << 20), 15, after))
    assert told["kinds"]
