"""Hold documents against the official CycloneDX schemas; each disagreement with its address and component."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

import jsonschema_rs
import msgspec
from lxml import etree

from osk_scan.errors import one_line
from osk_scan.model import Document, Problem
from osk_scan.parsers._reading import json_bytes
from osk_scan.parsers._xml import Element, local, text, tree
from osk_scan.problems import refused

MAX_TOLD = 200
"""Disagreements told one by one; a generator's mistake is in every component."""

_FOLDER = Path(str(files("cyclonedx.schema"))) / "_res"
_BESIDE = ("spdx", "jsf-0.82", "cryptography-defs")
_STRICT = {"1.2": "1.2-strict", "1.3": "1.3-strict"}
"""Only the strict variants of these two refuse members that the specification does not know."""

_NAMESPACE = re.compile(r"\{http://cyclonedx\.org/schema/[^}]*\}")
_one_at_a_time = Lock()
"""A schema keeps the errors of the document it was last held against."""

_ENTRIES = frozenset({"component", "service"})


def validate(document: Document, format_name: str) -> tuple[Problem, ...]:
    """Return where `document` does not follow its format's schema; nothing for formats without an official one.

    Shape: in document order as the validator walks it, at most `MAX_TOLD`, then one that says how many more.

    Raises:
        RefusedDocument: where the document is no JSON or XML at all.
    """
    found = list(_CHECKS[format_name](document)) if format_name in _CHECKS else []
    if len(found) > MAX_TOLD:
        rest = Problem("against-schema", f"{len(found) - MAX_TOLD} more places", None, "")
        return (*found[:MAX_TOLD], rest)
    return tuple(found)


def _cyclonedx_json(document: Document) -> Iterator[Problem]:
    try:
        bom = msgspec.json.decode(json_bytes(document))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise refused("unreadable", document.name, str(error)) from None
    except RecursionError:
        raise refused("cap-exceeded", document.name, "nested too deeply") from None
    version = bom.get("specVersion") if isinstance(bom, dict) else None
    validator = _json_validator(version) if isinstance(version, str) else None
    if validator is None:
        yield Problem("newer-version", "/specVersion", None, one_line(str(version)))
        return
    for disagreement in validator.iter_errors(bom):
        place, reason = _innermost(disagreement)
        yield Problem("against-schema", _pointer(place), _name_at(bom, place), one_line(reason))


@cache
def _json_validator(version: str) -> jsonschema_rs.Validator | None:
    schema = _FOLDER / f"bom-{_STRICT.get(version, version)}.SNAPSHOT.schema.json"
    if not re.fullmatch(r"1\.\d", version) or not schema.is_file():
        return None
    beside = [(f"http://cyclonedx.org/schema/{path.name}", _json_at(path)) for path in map(_json_path, _BESIDE)]
    registry = jsonschema_rs.Registry(beside)
    return jsonschema_rs.validator_for(_json_at(schema), registry=registry, validate_formats=True, offline=True)


def _json_path(name: str) -> Path:
    return _FOLDER / f"{name}.SNAPSHOT.schema.json"


def _json_at(path: Path) -> dict[str, Any]:
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])


def _innermost(outer: jsonschema_rs.ValidationError) -> tuple[list[str | int], str]:
    """Return the deepest place that any of the alternatives complains about, and its reason.

    A license that fails all of `oneOf` would else be told at the list it is in.
    """
    place, reason = list(outer.instance_path), outer.message
    waiting = [outer]
    while waiting:
        for branch in getattr(waiting.pop().kind, "context", ()):
            for inner in branch:
                if len(inner.instance_path) > len(place):
                    place, reason = list(inner.instance_path), inner.message
                waiting.append(inner)
    return place, reason


def _pointer(place: list[str | int]) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in place) or "/"


def _name_at(bom: Any, place: list[str | int]) -> str | None:
    """Return the name of the innermost component or service around a place."""
    name, node, folder = None, bom, ""
    for step in place:
        node = node[step]
        folder = step if isinstance(step, str) else folder
        if folder in ("components", "component", "services") and isinstance(node, dict):
            found = node.get("name")
            name = one_line(found) if isinstance(found, str) else name
    return name


def _cyclonedx_xml(document: Document) -> Iterator[Problem]:
    root = tree(document)
    version = str(root.tag).partition("}")[0].rpartition("/")[2]
    schema = _xml_schema(version)
    if schema is None:
        yield Problem("newer-version", "/bom", None, one_line(version))
        return
    with _one_at_a_time:
        schema.validate(root)
        log = list(schema.error_log)  # type: ignore[call-overload]  # the stubs forget that it can be walked
    for entry in log:
        element = _element_at(root, entry.path)
        where = f"line {entry.line}"
        yield Problem("against-schema", where, _name_around(element), one_line(_NAMESPACE.sub("", entry.message)))


@cache
def _xml_schema(version: str) -> etree.XMLSchema | None:
    path = _FOLDER / f"bom-{version}.SNAPSHOT.xsd"
    if not re.fullmatch(r"1\.\d", version) or not path.is_file():
        return None
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)))


def _element_at(root: Element, path: str | None) -> Element | None:
    found = root.getroottree().xpath(path) if path else []
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None


def _name_around(element: Element | None) -> str | None:
    while element is not None:
        if local(element) in _ENTRIES and (name := text(element, "name")):
            return one_line(name)
        element = element.getparent()
    return None


_CHECKS = {"cyclonedx_json": _cyclonedx_json, "cyclonedx_xml": _cyclonedx_xml}
