"""Read JSON entry by entry: one that does not fit goes to quarantine with its pointer, the others are read."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from msgspec import Struct

from osk_scan.model import Document
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._reading import json_bytes, refused_json, unreadable

T = TypeVar("T")


def json_document(document: Document, kind: type[T]) -> T:
    """Return the whole document as `kind`, whose entries are best left `msgspec.Raw` for `each`.

    Raises:
        RefusedDocument: where it is no JSON, is nested too deeply, or its outer form is another.
    """
    content = json_bytes(document)
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise refused_json(document.name, content, error) from None


def json_part(document: Document, raw: msgspec.Raw, kind: type[T]) -> T:
    """Return a part of the document as `kind`.

    Raises:
        RefusedDocument: as `json_document`.
    """
    return json_document(Document(document.name, bytes(raw)), kind)


def each(
    gathering: Gathering,
    entries: Iterable[tuple[str, msgspec.Raw]],
    kind: type[T],
    where: str = "",
    *,
    private: bool = False,
) -> Iterator[tuple[str, str, T]]:
    """Yield (key, pointer, entry) of each entry that fits `kind`; the others are quarantined.

    Of entries that are `private`, since they also name machines or persons, the raw text is not kept.
    """
    decoder = msgspec.json.Decoder(kind)
    for key, raw in entries:
        pointer = f"{where}/{escaped(key)}"
        try:
            yield key, pointer, decoder.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            fault, text = unreadable(error), "" if private else bytes(raw).decode("utf-8", "replace")
            gathering.quarantine(fault.kind, pointer + fault.pointer, text, str(fault))


def nameless(gathering: Gathering, where: str, entry: Struct) -> None:
    """Quarantine an entry that has no name, with what was read of it."""
    gathering.quarantine("missing-name", where, msgspec.json.encode(entry).decode())


def numbered(entries: Iterable[msgspec.Raw]) -> Iterator[tuple[str, msgspec.Raw]]:
    """Yield the elements of a JSON array with their positions, as `each` takes them."""
    return ((str(position), raw) for position, raw in enumerate(entries))


def escaped(key: str) -> str:
    """Return `key` as a part of a JSON pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")
