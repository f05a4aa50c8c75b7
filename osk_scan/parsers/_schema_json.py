"""Hold JSON against a schema, entry by entry; tell each disagreement at its innermost place with the component around.

That takes half the time of the whole, since an entry is gone before the next one is decoded, and the memory of the
largest entry only.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
from msgspec import Raw

from osk_scan.errors import one_line
from osk_scan.model import Document, Problem
from osk_scan.parsers._reading import elements, json_bytes, refused_json
from osk_scan.parsers._schema_told import Disagreement, json_kind

MAX_VALIDATED = 48 << 20
"""Bytes of one entry; as plain data it takes up to eight times as much memory."""
MAX_NAMED = 2_000
"""Texts (keys and values) of one entry whose places are told one by one: naming them is what takes a validator long."""

_IDENTIFYING = ("bom-ref", "ref", "name")

_decode = msgspec.json.Decoder().decode
_canonical = msgspec.json.Encoder(order="sorted").encode
_members = msgspec.json.Decoder(dict[str, Raw])


class _Unvalidated(ValueError):
    """Part of a document cannot be held against a schema; `str()` says why."""


class Schema:
    """One official schema, of which every part can be asked alone."""

    def __init__(self, path: Path, beside: Sequence[Path] = (), lists_in: str = "") -> None:
        """Read it with the schemas it refers to; what a document lists is said in its part `lists_in`."""
        schema = _schema_at(path)
        self._draft: str = schema["$schema"]
        self._address: str = schema.get("$id", f"urn:{path.name}")
        others = [(f"http://cyclonedx.org/schema/{other.name}", _schema_at(other)) for other in beside]
        self._registry = jsonschema_rs.Registry([(self._address, schema), *others])
        self._lists_in = f"/{lists_in}" if lists_in else ""
        members: dict[str, dict[str, Any]] = (schema[lists_in] if lists_in else schema)["properties"]
        self._lists = {key: member for key, member in members.items() if member.get("type") == "array"}
        self._entries: dict[str, jsonschema_rs.Validator] = {}
        self.whole = self._part("")

    def listed(self, members: dict[str, Raw]) -> dict[str, list[Raw]]:
        """Return the lists of a document with their entries, undecoded."""
        return {key: elements(raw) for key, raw in members.items() if key in self._lists and _is_list(raw)}

    def entry(self, key: str) -> jsonschema_rs.Validator:
        """Return the validator for an entry of this list."""
        if key not in self._entries:
            self._entries[key] = self._part(f"{self._lists_in}/properties/{key}/items")
        return self._entries[key]

    def must_differ(self, key: str) -> bool:
        """Tell whether no two entries of this list may be the same."""
        return bool(self._lists[key].get("uniqueItems"))

    def _part(self, pointer: str) -> jsonschema_rs.Validator:
        reference = {"$schema": self._draft, "$ref": f"{self._address}#{pointer}"}
        return jsonschema_rs.validator_for(reference, registry=self._registry, offline=True)


def members_of(document: Document) -> dict[str, Raw]:
    """Return the members of the outermost object, undecoded; none where it is no object.

    Raises:
        RefusedDocument: where it is no JSON.
    """
    content = json_bytes(document)
    try:
        return _members.decode(content)
    except msgspec.ValidationError:
        return {}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise refused_json(document.name, content, error) from None


def text_of(members: dict[str, Raw], key: str) -> str | None:
    """Return a member that is a text, else None."""
    try:
        return msgspec.json.decode(members[key], type=str) if key in members else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def disagreements(schema: Schema, members: dict[str, Raw], named: Collection[str]) -> Iterator[Disagreement]:
    """Yield the parts of a document that do not follow the schema; things in the folders `named` have names.

    Shape: what is no list, then each list entry by entry, then which of its entries stand there twice.
    """
    lists = schema.listed(members)
    frame: dict[str, Any] = {key: [] for key in lists}
    for key, raw in members.items():
        if key not in lists:
            try:
                frame[key] = _plain(raw)
            except _Unvalidated as fault:
                yield Disagreement.of(Problem("not-validated", f"/{key}", None, str(fault)))
    if not schema.whole.is_valid(frame):
        yield _disagreement(schema.whole, frame, "", None, named)
    for key, raws in lists.items():
        yield from _of_list(schema, key, raws, named)


def _of_list(schema: Schema, key: str, raws: list[Raw], named: Collection[str]) -> Iterator[Disagreement]:
    validator, marks = schema.entry(key), list[str]()
    for at, raw in enumerate(raws):
        where = f"/{key}/{at}"
        try:
            entry = _plain(raw)
        except _Unvalidated as fault:
            marks.append(where)
            yield Disagreement.of(Problem("not-validated", where, None, str(fault)))
            continue
        marks.append(_mark(entry))
        if not validator.is_valid(entry):
            for part, place in _apart(entry, where, key):
                if not validator.is_valid(part):
                    yield _disagreement(validator, part, place, _name_of(part) if key in named else None, named)
    if schema.must_differ(key):
        yield from _repeated(key, raws, marks)


def _apart(entry: Any, where: str, key: str) -> Iterator[tuple[Any, str]]:
    """Yield an entry with its address; of a large one, the entries of its own kind inside of it apart from it."""
    waiting = [(entry, where)]
    while waiting:
        entry, where = waiting.pop()
        inside = entry.get(key) if isinstance(entry, dict) else None
        if isinstance(inside, list) and _size(entry) > MAX_NAMED:
            waiting += reversed([(part, f"{where}/{key}/{at}") for at, part in enumerate(inside)])
            entry = {**entry, key: []}
        yield entry, where


def _mark(entry: Any) -> str:
    """Return a text that is the same for entries that are the same, and cheap; usually only for them."""
    return str([entry.get(key) for key in _IDENTIFYING]) if isinstance(entry, dict) else ""


def _repeated(key: str, raws: list[Raw], marks: list[str]) -> Iterator[Disagreement]:
    """Yield the entries that stand there before, in whatever order of their members."""
    several = {mark for mark, number in Counter(marks).items() if number > 1}
    first: dict[bytes, int] = {}
    for at, mark in enumerate(marks):
        if mark in several:
            entry = _plain(raws[at])
            before = first.setdefault(_canonical(entry), at)
            if before != at:
                yield Disagreement.of(Problem("schema-repeated", f"/{key}/{at}", _name_of(entry), f"/{key}/{before}"))


def _disagreement(
    validator: jsonschema_rs.Validator, instance: Any, where: str, name: str | None, named: Collection[str]
) -> Disagreement:
    size = _size(instance)
    if size > MAX_NAMED:
        return Disagreement.of(Problem("schema-inside", where or "/", name, str(size)))
    return Disagreement(size, partial(_places, validator, instance, where, name, named))


def _size(instance: Any) -> int:
    return _canonical(instance).count(b'"') // 2


def _places(
    validator: jsonschema_rs.Validator, instance: Any, where: str, name: str | None, named: Collection[str]
) -> Iterator[Problem]:
    for outer in validator.iter_errors(instance):
        error = _innermost(outer)
        kind, detail = json_kind(error)
        place = where + _pointer(error.instance_path) or "/"
        yield Problem(kind, place, _name_at(instance, error.instance_path, named) or name, one_line(detail))


def _innermost(outer: jsonschema_rs.ValidationError) -> jsonschema_rs.ValidationError:
    """Return what any of the alternatives complains about at the deepest place.

    A license that fails all of `oneOf` would else be told at the list it is in.
    """
    found, waiting = outer, [outer]
    while waiting:
        for branch in getattr(waiting.pop().kind, "context", ()):
            for inner in branch:
                if len(inner.instance_path) > len(found.instance_path):
                    found = inner
                waiting.append(inner)
    return found


def _pointer(place: list[str | int]) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in place)


def _name_at(instance: Any, place: list[str | int], named: Collection[str]) -> str | None:
    """Return the name of the innermost thing in one of the folders `named` around a place."""
    name, node, folder = None, instance, ""
    for step in place:
        node = node[step]
        folder = step if isinstance(step, str) else folder
        if folder in named:
            name = _name_of(node) or name
    return name


def _name_of(thing: Any) -> str | None:
    found = thing.get("name") if isinstance(thing, dict) else None
    return one_line(found) if isinstance(found, str) else None


def _is_list(raw: Raw) -> bool:
    return bytes(memoryview(raw)[:1]) == b"["


def _plain(raw: Raw) -> Any:
    """Return a member as plain data.

    Raises:
        _Unvalidated: where it is larger than `MAX_VALIDATED`, no UTF-8, or has numbers that no machine holds.
    """
    size = len(memoryview(raw))
    if size > MAX_VALIDATED:
        raise _Unvalidated(f"{size} bytes, at most {MAX_VALIDATED}")
    try:
        return _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _Unvalidated(one_line(str(error))) from None


def _schema_at(path: Path) -> dict[str, Any]:
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
