"""Hold JSON against a schema; each disagreement at the innermost place and with the component around it."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec

from osk_scan.errors import one_line
from osk_scan.model import Document, Problem
from osk_scan.parsers._reading import json_bytes
from osk_scan.problems import refused

MAX_VALIDATED = 48 << 20
"""Bytes; as plain data a document takes up to eight times as much memory."""


def decoded(document: Document) -> Any:
    """Return the document as plain data.

    Raises:
        RefusedDocument: where it is no JSON, or larger than `MAX_VALIDATED`.
    """
    if len(document.content) > MAX_VALIDATED:
        raise refused("cap-exceeded", document.name, f"{len(document.content)} bytes, at most {MAX_VALIDATED}")
    try:
        return msgspec.json.decode(json_bytes(document))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise refused("unreadable", document.name, one_line(str(error))) from None
    except RecursionError:
        raise refused("cap-exceeded", document.name, "nested too deeply") from None


def schema_at(path: Path) -> dict[str, Any]:
    """Return a schema file as plain data."""
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])


def disagreements(
    validator: jsonschema_rs.Validator, instance: Any, folders: Collection[str], above: str = ""
) -> Iterator[Problem]:
    """Yield where `instance` does not follow the schema; things in `folders` have names."""
    for error in validator.iter_errors(instance):
        place, reason = _innermost(error)
        where = above + _pointer(place) or "/"
        yield Problem("against-schema", where, _name_at(instance, place, folders), one_line(reason))


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
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in place)


def _name_at(instance: Any, place: list[str | int], folders: Collection[str]) -> str | None:
    """Return the name of the innermost thing in one of `folders` around a place."""
    name, node, folder = None, instance, ""
    for step in place:
        node = node[step]
        folder = step if isinstance(step, str) else folder
        if folder in folders and isinstance(node, dict):
            found = node.get("name")
            name = one_line(found) if isinstance(found, str) else name
    return name
