"""Read one entry after another into a gathering: what cannot be read is told or quarantined at its address."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from msgspec import Raw

from osk_scan.parsers._duplicates import MAX_LOOKED_AT, duplicate_keys
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._reading import Dropped, Reader, T, Unreadable, shown, stated


class Named(Protocol):
    """Anything with a name."""

    name: str


N = TypeVar("N", bound=Named)


def tell(gathering: Gathering, dropped: Iterable[Dropped], where: str, name: str | None = None) -> None:
    """Tell what was left out of an entry."""
    for left_out in dropped:
        gathering.problem("wrong-type", where + left_out.pointer, name, left_out.reason)


def tell_duplicates(gathering: Gathering, content: bytes) -> None:
    """Tell the keys that one object has several times, or that nobody looked for them."""
    if len(content) > MAX_LOOKED_AT:
        gathering.problem("duplicates-not-looked-for", "/", None, str(MAX_LOOKED_AT))
    for place in duplicate_keys(content):
        gathering.problem("duplicate-key", place, None, place.rpartition("/")[2])


def read_entry(gathering: Gathering, reader: Reader[T], raw: Raw, where: str) -> T | None:
    """Return an entry that is no component, or None where there is none or it cannot be read, which is told."""
    return _read(gathering, reader, raw, where) if stated(raw) else None


def read_entries(
    gathering: Gathering, reader: Reader[T], raws: Iterable[Raw] | None, address: Callable[[int], str]
) -> Iterator[tuple[T, str]]:
    """Yield the entries of a list that can be read, each with its address; the others are told."""
    for at, raw in enumerate(raws or ()):
        where = address(at)
        entry = _read(gathering, reader, raw, where)
        if entry is not None:
            yield entry, where


def read_component(
    gathering: Gathering, reader: Reader[N], raw: Raw, where: str
) -> tuple[N, tuple[Dropped, ...]] | None:
    """Return a component's entry and what was left out of it; one that is unreadable or nameless is quarantined."""
    try:
        entry, dropped = reader.read(raw)
    except Unreadable as fault:
        quarantine(gathering, fault, raw, where)
        return None
    if not entry.name.strip():
        gathering.quarantine("missing-name", where, shown(raw))
        return None
    if dropped:
        tell(gathering, dropped, where, entry.name)
    return entry, dropped


def quarantine(gathering: Gathering, fault: Unreadable, raw: Raw, where: str) -> None:
    """Keep a component's raw text with the reason why it cannot be read."""
    nameless = fault.kind == "schema-required" and not fault.pointer
    gathering.quarantine("missing-name" if nameless else fault.kind, where + fault.pointer, shown(raw), str(fault))


def _read(gathering: Gathering, reader: Reader[T], raw: Raw, where: str) -> T | None:
    try:
        entry, dropped = reader.read(raw)
    except Unreadable as fault:
        gathering.problem(fault.kind, where + fault.pointer, None, str(fault))
        return None
    if dropped:
        tell(gathering, dropped, where)
    return entry
