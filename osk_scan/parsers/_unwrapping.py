"""Take documents out of what they come wrapped in: compression, archives, attestations; caps hold while unpacking."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator

import msgspec
from msgspec import Raw, Struct, field

from osk_scan.model import Document
from osk_scan.parsers._archives import is_tar, is_zip, tar_entries, zip_entries
from osk_scan.parsers._caps import Caps, Meter
from osk_scan.parsers._compression import decompressed, is_compressed
from osk_scan.parsers._reading import NOTHING, Reader, Unreadable, json_bytes, members, shown, stated
from osk_scan.problems import refused

_DEFAULT = Caps()
_HOST_EXPORT = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"sbom"\s*:\s*\{')
_SBOM_PREDICATES = ("cyclonedx", "spdx")
_MARKS = (b'"payloadType"', b'"predicateType"')
_NOT_BLANK = re.compile(rb"\S")


class _Envelope(Struct, rename="camel"):
    """A DSSE envelope, alone or in a Sigstore bundle. Source: secure-systems-lab/dsse, envelope.md."""

    payload: str
    payload_type: str


class _Statement(Struct, rename="camel"):
    """An in-toto statement. Source: in-toto attestation framework, Statement v1."""

    type: str = field(name="_type")
    predicate_type: str
    predicate: Raw = NOTHING


_envelope = Reader(_Envelope, "payload", "payloadType")
_statement = Reader(_Statement, "_type", "predicateType", "predicate")


def unwrapped(document: Document, caps: Caps = _DEFAULT) -> tuple[Document, ...]:
    """Return the documents inside of `document`, or it alone where nothing is wrapped around it.

    Shape: in the order in which they lie in their archives; named by archive and path.

    Raises:
        RefusedDocument: where a cap is passed, an archive is damaged or empty, or a path leads out of it.
    """
    meter = Meter(caps, document.name)
    found: list[Document] = []
    waiting = [(document, 0)]
    while waiting:
        outer, depth = waiting.pop()
        inner = _layer(outer, meter)
        if inner is None:
            found.append(outer)
            continue
        if depth >= caps.depth:
            raise refused("cap-exceeded", outer.name, f"wrapped more than {caps.depth} times")
        waiting.extend((each, depth + 1) for each in reversed([*inner]))
    if not found:
        raise refused("empty", document.name)
    return tuple(found)


def _layer(document: Document, meter: Meter) -> Iterator[Document] | None:
    """Return what lies under the outermost layer of `document`, or None where there is none."""
    content = document.content
    if is_compressed(content):
        return iter([decompressed(document, meter)])
    if is_zip(content):
        return zip_entries(document, meter)
    if is_tar(content):
        return tar_entries(document, meter)
    if _is_bundle(content):
        return _attestations(document, meter)
    inner = _in_json(document)
    return None if inner is None else iter([Document(document.name, inner)])


def _is_bundle(content: bytes) -> bool:
    """Tell whether each line is an attestation of its own. Source: in-toto attestation framework, Bundle v1."""
    end = content.find(b"\n")
    if end < 0 or _NOT_BLANK.search(content, end) is None:
        return False
    if all(content.find(mark, 0, end) < 0 for mark in _MARKS):
        return False
    try:
        msgspec.json.decode(memoryview(content)[:end], type=dict[str, Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
    return True


def _attestations(document: Document, meter: Meter) -> Iterator[Document]:
    """Yield the lines that are not blank, named by their number."""
    for number, line in enumerate(document.content.split(b"\n"), 1):
        if line.strip():
            meter.enter()
            yield Document(f"{document.name} line {number}", line)


def _in_json(document: Document) -> bytes | None:
    """Return the document inside of an export, envelope or statement; None where it is none of them."""
    content = document.content
    if _HOST_EXPORT.match(content[:1000]):
        return _object(members(Raw(json_bytes(document))).get("sbom", NOTHING))
    if b'"payloadType"' in content and b'"payload"' in content:
        return _payload(document)
    if b'"predicateType"' in content and b'"_type"' in content:
        return _predicate(document)
    return None


def _payload(document: Document) -> bytes | None:
    outer = json_bytes(document)
    try:
        envelope, _ = _envelope.read(bytes(members(Raw(outer)).get("dsseEnvelope", outer)))
    except Unreadable:
        return None
    try:
        return b64decode(envelope.payload, validate=True)
    except (binascii.Error, ValueError) as error:
        raise refused("unreadable", document.name, f"/payload: {error}") from None


def _predicate(document: Document) -> bytes | None:
    try:
        statement, _ = _statement.read(json_bytes(document))
    except Unreadable:
        return None
    if not any(word in statement.predicate_type.lower() for word in _SBOM_PREDICATES):
        return None
    data = members(statement.predicate).get("Data")
    if data is None:
        return _object(statement.predicate)
    try:
        return msgspec.json.decode(data, type=str).encode("utf-8")
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return _object(data)


def _object(raw: Raw) -> bytes | None:
    return bytes(raw) if stated(raw) and shown(raw).startswith("{") else None
