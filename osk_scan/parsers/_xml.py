"""Read XML that may be hostile: a document type is refused before any parser sees it, so nothing is ever expanded."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import BytesIO
from typing import TypedDict, cast

from lxml import etree

from osk_scan.errors import RefusedDocument, one_line
from osk_scan.model import Document
from osk_scan.parsers._text import encoding_of
from osk_scan.problems import refused

MAX_XML = 64 << 20
"""Bytes; decoding takes up to five times as much memory, a tree up to eight times."""

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "iso-8859-15", "windows-1252", "cp1252"}
_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml.*?\?>", re.DOTALL)

Element = etree._Element
"""lxml has no other name for the type of its elements."""


class _Settings(TypedDict):
    resolve_entities: bool
    load_dtd: bool
    no_network: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool
    encoding: str


_SAFELY: _Settings = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "encoding": "utf-8",
}
"""How every document is parsed, as a tree or as a stream."""


def safe_xml(document: Document) -> bytes:
    """Return the XML text as UTF-8 without a declaration, sure to have no document type and so no entities.

    Raises:
        RefusedDocument: where there is a document type, the encoding is none that documents come in, or the document
            is larger than `MAX_XML`.
    """
    if len(document.content) > MAX_XML:
        raise refused("cap-exceeded", document.name, f"{len(document.content)} bytes of XML, at most {MAX_XML}")
    text = _decoded(document).lstrip("\ufeff")  # A second mark would hide a document type from the look below.
    if text.startswith("<!DOCTYPE", _PROLOG.match(text).end()):  # type: ignore[union-attr]  # it matches the empty text
        raise refused(
            "forbidden-construct", document.name, "a document type declaration (DTD), which can hold entities"
        )
    encoded = text.encode("utf-8", "surrogatepass")
    del text  # It can take four times the memory of the bytes.
    declaration = _DECLARATION.match(encoded)
    return encoded[declaration.end() :] if declaration else encoded.removeprefix(BOM_UTF8)


def branches(document: Document, *containers: str) -> Iterator[tuple[str, Element]]:
    """Yield ("", root) as soon as it is open, then (name, child) of each of its children that is whole.

    Of `containers` each child comes alone, under the container's name. What was yielded is freed afterwards, so that
    memory does not grow with the document.

    Raises:
        RefusedDocument: with line and column where the XML is not well-formed or nested deeper than 256 levels.
    """
    depth, inside = 0, ""
    stream = stream_of(safe_xml(document))
    try:
        for event, element in stream:
            if event == "start":
                depth += 1
                if depth == 1:
                    yield "", element
                elif depth == 2:
                    inside = local(element)
                continue
            depth -= 1
            if depth == 2 and inside in containers:
                yield inside, element
                _free(element)
            elif depth == 1:
                if inside not in containers:
                    yield inside, element
                _free(element)
    except etree.XMLSyntaxError as error:
        raise broken(document.name, error, stream.error_log) from None


def tree(document: Document) -> Element:
    """Return the root of the whole document, for formats whose parts refer to each other.

    Raises:
        RefusedDocument: as `branches`.
    """
    content = safe_xml(document)
    parser = etree.XMLParser(**_SAFELY)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise broken(document.name, error, parser.error_log) from None


def local(element: Element) -> str:
    """Return the element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of that name in the element's own namespace."""
    if element is None:
        return None
    namespace = str(element.tag).rpartition("}")[0]
    return element.find(f"{namespace}}}{name}" if namespace else name)


def children(element: Element | None, name: str) -> list[Element]:
    """Return the children of that name in the element's own namespace."""
    if element is None:
        return []
    namespace = str(element.tag).rpartition("}")[0]
    return element.findall(f"{namespace}}}{name}" if namespace else name)


def text(element: Element | None, name: str) -> str | None:
    """Return the text of the first child of that name, without white space around; None where there is none."""
    found = child(element, name)
    return None if found is None else (found.text or "").strip()


def line_of(element: Element) -> int:
    """Return the line on which the element begins, counted from 1."""
    line: int | None = cast("int | None", element.sourceline)
    return line or 0


def raw_text(element: Element) -> str:
    """Return an element as text to keep."""
    return etree.tostring(element, encoding="unicode", with_tail=False)[:4000]


def stream_of(content: bytes, *tags: str) -> "etree.iterparse[tuple[str, Element]]":
    """Return the elements of safe XML as they open and close, or only those named in `tags`."""
    return etree.iterparse(BytesIO(content), events=("start", "end"), tag=tags or None, **_SAFELY)


def _free(element: Element) -> None:
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while len(parent) > 1:
            del parent[0]


def _decoded(document: Document) -> str:
    content = document.content
    encoding = encoding_of(content[:4096])
    declared = _DECLARED.match(content[:500].removeprefix(BOM_UTF8).lstrip())
    if encoding in ("utf-8", "cp1252", "cp850"):
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        if encoding not in _ENCODINGS:
            raise refused("forbidden-construct", document.name, f"the encoding {one_line(encoding, 40)}")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refused("unreadable", document.name, f"line {line} (byte {error.start}): not {encoding}") from None


def broken(name: str, error: etree.XMLSyntaxError, log: etree._ListErrorLog) -> RefusedDocument:
    """Return the first error of this parser's own log; the exception knows those of other documents as well."""
    line, column, said = error.position[0], error.position[1], str(error)
    for entry in reversed([*log]):
        line, column, said = entry.line, entry.column, entry.message
    kind = "cap-exceeded" if "XML_PARSE_HUGE" in said else "unreadable"
    return refused(kind, name, f"line {line} column {column}: {one_line(said)}")
