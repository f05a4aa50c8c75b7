"""YAML documents as plain data, refused with their line where they are none."""

from typing import TypeVar

import msgspec

from osk_scan.errors import one_line
from osk_scan.model import Document
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._reading import unreadable
from osk_scan.parsers._text import decoded
from osk_scan.problems import refused
from osk_scan.yaml_reading import UnreadableYaml, read_yaml

T = TypeVar("T")


def yaml_document(document: Document) -> dict[str, object]:
    """Return the outermost mapping.

    Raises:
        RefusedDocument: where the document is no YAML, has aliases, is nested too deeply, or is no mapping.
    """
    try:
        data = read_yaml(decoded(document).encode("utf-8", "replace"))
    except UnreadableYaml as error:
        raise refused("unreadable", f"{document.name} line {error.line}", str(error)) from None
    if not isinstance(data, dict):
        raise refused("wrong-type", document.name, "a mapping belongs here")
    return {str(key): value for key, value in data.items()}


def repeated_keys(document: Document) -> list[tuple[int, str]]:
    """Return line and text of each outermost key that stood before: YAML keeps only the last of its entries."""
    seen, repeated = set[str](), list[tuple[int, str]]()
    for number, line in enumerate(decoded(document).split("\n"), 1):
        key = line.rstrip()
        if key.endswith(":") and not key.startswith((" ", "\t", "#", "-")):
            if key in seen:
                repeated.append((number, key))
            seen.add(key)
    return repeated


def mapping(value: object) -> dict[str, object]:
    """Return a mapping with texts as keys; empty where `value` is none."""
    return {str(key): item for key, item in value.items()} if isinstance(value, dict) else {}


def fitting(gathering: Gathering, where: str, value: object, kind: type[T]) -> T | None:
    """Return `value` as `kind`; where it does not fit it is quarantined, and None comes back."""
    try:
        return msgspec.convert(value if value is not None else {}, kind, strict=False)
    except msgspec.ValidationError as error:
        fault = unreadable(error)
        gathering.quarantine(fault.kind, where + fault.pointer, one_line(repr(value), 2000), str(fault))
        return None
