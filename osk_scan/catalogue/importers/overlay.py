"""What an import yields, and how it is written: a catalogue file of sources and additions, as YAML."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from osk_scan.catalogue.entries import CatalogueFile

_BLOCK_DEPTH = 3
"""Deeper mappings are written on one line: a support cycle, a fact."""

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*|\d+[a-z-][a-z0-9-]*")
_NOT_TEXT = frozenset({"true", "false", "null", "True", "False", "Null", "y", "n"})


class Imported(Struct, frozen=True):
    """The facts of one import, and what it had to leave out."""

    file: CatalogueFile
    left_out: tuple[str, ...] = ()
    """One line for each statement that was not taken over, with the reason."""


def overlay_text(file: CatalogueFile) -> str:
    """Return a catalogue file as YAML: keys sorted, every text quoted, what is unsaid left out."""
    plain = msgspec.to_builtins(file)
    return ("\n".join(_lines(_without_defaults(plain))) or "{}") + "\n"


def _without_defaults(plain: dict[str, Any]) -> dict[str, Any]:
    """Return nested mappings without None and empty entries, except `until`, where None is a statement."""
    kept: dict[str, Any] = {}
    for key, value in plain.items():
        cleaned = _without_defaults(value) if isinstance(value, dict) else value
        if key == "until" or cleaned not in (None, {}, [], (), ""):
            kept[key] = cleaned
    return kept


def _lines(mapping: dict[str, Any], depth: int = 0) -> Iterator[str]:
    """Yield the block mapping; its depth is that of the catalogue's shapes, at most five."""
    for key, value in mapping.items():
        indent = "  " * depth
        if isinstance(value, dict) and depth < _BLOCK_DEPTH:
            yield f"{indent}{_scalar(key)}:"
            yield from _lines(value, depth + 1)
        else:
            yield f"{indent}{_scalar(key)}: {_flow(value)}"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value not in _NOT_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)
