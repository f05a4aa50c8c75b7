"""Read TOML entry by entry: one that does not fit goes to quarantine with its place, the others are read."""

import re
import tomllib
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from osk_scan.errors import one_line
from osk_scan.model import Document
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._reading import unreadable
from osk_scan.parsers._text import decoded
from osk_scan.problems import refused

T = TypeVar("T")

MAX_BYTES = 32 * 1024 * 1024
"""The reader is written in Python: a megabyte takes it about a second."""


def toml_document(document: Document) -> dict[str, object]:
    """Return the whole document as plain data.

    Raises:
        RefusedDocument: where it is no TOML, is nested too deeply, or is over the cap.
    """
    if len(document.content) > MAX_BYTES:
        raise refused("cap-exceeded", document.name, f"more than {MAX_BYTES} bytes of TOML")
    try:
        return tomllib.loads(decoded(document).removeprefix("\ufeff").replace("\r\n", "\n"))
    except ValueError as error:  # TOMLDecodeError, and what Python says of a number of thousands of digits
        raise refused("unreadable", document.name, one_line(str(error))) from None
    except RecursionError:
        raise refused("cap-exceeded", document.name, "nested too deeply") from None


def toml_entries(gathering: Gathering, data: dict[str, object], key: str, kind: type[T]) -> Iterator[tuple[str, T]]:
    """Yield (place, entry) of each table in the array `key`: `package[3]`."""
    listed = data.get(key)
    for position, table in enumerate(listed if isinstance(listed, list) else []):
        where = f"{key}[{position}]"
        try:
            yield where, msgspec.convert(table, kind)
        except msgspec.ValidationError as error:
            fault = unreadable(error)
            gathering.quarantine(fault.kind, where + fault.pointer, repr(table), str(fault))


def has_lines(head: str, *patterns: str) -> bool:
    """Tell whether a line begins with each of `patterns`."""
    return all(re.search(f"^{pattern}", head, re.MULTILINE) for pattern in patterns)
