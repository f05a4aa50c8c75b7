"""Say why a document is in none of the formats: what it is made of, what was looked for, and where it breaks off."""

import re
from collections.abc import Mapping

import msgspec

from osk_scan.errors import RefusedDocument, one_line
from osk_scan.model import Document
from osk_scan.parsers._columns import layout
from osk_scan.parsers._contract import Parser, Shape
from osk_scan.parsers._delimited import widest_row
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._reading import Reader, json_bytes, outermost
from osk_scan.problems import refused

_BINARY = {
    b"\xd0\xcf\x11\xe0": "Excel 97-2003 (.xls) / OLE2",
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP",
    b"\x7fELF": "ELF",
    b"MZ": "Windows EXE",
    b"SQLite format 3": "SQLite",
    b"\xed\xab\xee\xdb": "RPM",
    b"!<arch>": "DEB / ar",
}
_SHOWN = 8
"""Keys or columns of the document that are named."""

_JSON = re.compile(r"\{|\[\s*(?:[\[{\]\"\d-]|true|false|null)")
"""Maven's lines begin with `[INFO]`."""

_CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
"""Bytes that no text has; bells, white space and the escape of colours may stand in what a terminal showed."""

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)

_any_object = Reader(dict[str, msgspec.Raw])
_any_list = Reader(list[msgspec.Raw])


def unknown(glance: Glance, parsers: Mapping[str, Parser]) -> RefusedDocument:
    """Return the refusal of a document that no parser recognises: what it is, what was tried, why each said no."""
    name, head = glance.document.name, glance.head
    if _is_binary(glance.document.content):
        return refused("unknown-binary", name, _binary(glance.document.content))
    if _JSON.match(head):
        return _broken_json(glance, parsers) or refused("unknown-json", name, _json(glance, parsers))
    if head.startswith("<") and glance.xml_root[1].lower() == "html":
        return web_page(name, head)
    if head.startswith("<"):
        return refused("unknown-xml", name, f"<{glance.xml_root[1]}> ≠ {_tried(parsers, 'xml')}")
    columns = widest_row(head) or list(glance.lines[:1])
    if len(columns) > 1 or "name" in layout(columns).places:
        return refused("unknown-table", name, _listed(columns))
    return refused("unknown-text", name, f"{head[:40]!r} ≠ {_tried(parsers, 'text')}")


def web_page(name: str, text: str) -> RefusedDocument:
    """Return the refusal of an HTML page without a table of software, by its title."""
    title = _TITLE.search(text)
    return refused("web-page", name, one_line(title[1].strip(), 80) if title else "HTML")


def _json(glance: Glance, parsers: Mapping[str, Parser]) -> str:
    keys = glance.json or glance.first_item
    shown = _listed(list(keys)) if keys else ("[…]" if glance.json_list else "{}")
    return f"{shown} ≠ {_tried(parsers, 'json')}"


def _broken_json(glance: Glance, parsers: Mapping[str, Parser]) -> RefusedDocument | None:
    """Return why the JSON cannot be read, with the formats that its beginning looks like; None where it can be."""
    document = Document(glance.document.name, json_bytes(glance.document))
    try:
        _ = outermost(document, _any_object) if glance.head.startswith("{") else outermost(document, _any_list)
    except RefusedDocument as error:
        like = [name for name, p in parsers.items() if p.shape == "json" and _all_in(p.marks, glance.head)]
        return refused(error.kind, error.where, f"{error.detail} (JSON{': ' if like else ''}{' / '.join(like)})")
    return None


def _all_in(marks: tuple[str, ...], head: str) -> bool:
    return all(f'"{mark}"' in head for mark in marks)


def _tried(parsers: Mapping[str, Parser], shape: Shape) -> str:
    """Return the formats of one shape with their marks: `cyclonedx_json (bomFormat), …`."""
    fitting = [(name, parser) for name, parser in parsers.items() if parser.shape == shape]
    return ", ".join(name + (f" ({' + '.join(parser.marks)})" if parser.marks else "") for name, parser in fitting)


def _listed(words: list[str]) -> str:
    more = f", … ({len(words)})" if len(words) > _SHOWN else ""
    return f"[{', '.join(one_line(word.strip(), 40) for word in words[:_SHOWN])}{more}]"


def _is_binary(content: bytes) -> bool:
    head = content[:4096]
    utf_16 = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1::2].count(0) > len(head) // 5
    return content.startswith(tuple(_BINARY)) or (not utf_16 and bool(_CONTROLS.search(head)))


def _binary(content: bytes) -> str:
    found = next((kind for mark, kind in _BINARY.items() if content.startswith(mark)), None)
    return found or f"{content[:8].hex(' ')} …"
