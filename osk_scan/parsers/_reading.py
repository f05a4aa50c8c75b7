"""Read JSON with typed decoders that know the address of what they refuse."""

import re
from typing import Generic, TypeVar

import msgspec
from msgspec import Raw, Struct

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document
from osk_scan.parsers._text import encoding_of
from osk_scan.problems import refused

NOTHING = Raw(b"")
"""Stands where a member is absent."""

T = TypeVar("T")

_LONGEST_STRING = 16 << 20

_BYTE = re.compile(r" ?\(byte (\d+)\)$")
_AT = re.compile(r"(.*?) - at `(?:key in )?\$(.*)`$", re.DOTALL)
_OTHER_TYPE = re.compile(r"Expected (.+), got (.+)")
_LACKING = re.compile(r"Object missing required field (.+)")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")

_members = msgspec.json.Decoder(dict[str, Raw])
_elements = msgspec.json.Decoder(list[Raw])


class Unreadable(ValueError):
    """An entry cannot be read; `pointer` leads from the entry to the place, `str()` says why."""

    def __init__(self, kind: str, pointer: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.pointer = pointer


class Dropped(Struct, frozen=True):
    """A member that was left out because it is not what its format says."""

    key: str
    pointer: str
    reason: str
    raw: str


class Reader(Generic[T]):
    """Decodes entries into `kind`; a member of the wrong type is left out and told, unless it is `required`."""

    def __init__(self, kind: type[T], *required: str) -> None:
        self._decoder = msgspec.json.Decoder(kind)
        self._required = required

    def read(self, raw: Raw | bytes) -> tuple[T, tuple[Dropped, ...]]:
        """Return the entry, and what had to be left out of it.

        Raises:
            Unreadable: where it is no object, or a required member is missing or wrong.
        """
        try:
            return self._decoder.decode(raw), ()
        except msgspec.ValidationError:
            return self._without_wrong_members(raw)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise unreadable(error) from None

    def _without_wrong_members(self, raw: Raw | bytes) -> tuple[T, tuple[Dropped, ...]]:
        try:
            members = _members.decode(raw)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise unreadable(error) from None
        dropped: list[Dropped] = []
        while True:
            try:
                return self._decoder.decode(msgspec.json.encode(members)), tuple(dropped)
            except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
                fault = unreadable(error)
            key = fault.pointer.split("/")[1] if fault.pointer else ""
            if key in self._required or key not in members:
                raise fault
            dropped.append(Dropped(key, fault.pointer, str(fault), bytes(members.pop(key)).decode("utf-8", "replace")))


def json_bytes(document: Document) -> bytes:
    """Return the JSON text of `document` as `in_utf_8` does.

    Raises:
        RefusedDocument: where a string alone would take more memory than there may be.
    """
    _within_bounds(document)
    return in_utf_8(document.content)


def in_utf_8(content: bytes) -> bytes:
    """Return JSON as UTF-8 without a mark; what PowerShell redirects into a file is UTF-16."""
    encoding = encoding_of(content[:4096])
    if encoding == "utf-8-sig":
        return content[3:]
    if encoding.startswith("utf-16"):
        return content.decode(encoding, "replace").removeprefix("\ufeff").encode("utf-8", "replace")
    return content


def _within_bounds(document: Document) -> None:
    """Refuse strings of twice `_LONGEST_STRING` without looking at each: one block in them has no quotation mark."""
    content = document.content
    for at in range(0, len(content) - _LONGEST_STRING, _LONGEST_STRING):
        if content.find(b'"', at, at + _LONGEST_STRING) < 0:
            detail = f"more than {_LONGEST_STRING} bytes in one string at byte {at}"
            raise refused("cap-exceeded", document.name, detail)


def outermost(document: Document, reader: Reader[T]) -> tuple[T, tuple[Dropped, ...]]:
    """Return the document's outermost object.

    Raises:
        RefusedDocument: with line, column and byte where the text is no JSON, with a pointer where it is another shape.
    """
    content = json_bytes(document)
    try:
        return reader.read(content)
    except Unreadable as fault:
        raise _refused(document.name, content, fault) from None


def stated(raw: Raw) -> bool:
    """Tell whether the document has this member at all, and not as `null`."""
    return bytes(memoryview(raw)[:4]) not in (b"", b"null")


def elements(raw: Raw) -> list[Raw]:
    """Return the elements of an array, undecoded; none where it is no array."""
    try:
        return _elements.decode(raw) if stated(raw) else []
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return []


def members(raw: Raw) -> dict[str, Raw]:
    """Return the members of an object, undecoded; none where it is no object."""
    try:
        return _members.decode(raw) if stated(raw) else {}
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return {}


def shown(raw: Raw | bytes) -> str:
    """Return raw JSON as text to keep."""
    return bytes(memoryview(raw)[:4000]).decode("utf-8", "replace")


def refused_json(name: str, content: bytes, error: Exception) -> RefusedDocument:
    """Return the refusal of a document for what a decoder says of it: with its place in the text, or a pointer."""
    return _refused(name, content, unreadable(error))


def _refused(name: str, content: bytes, fault: Unreadable) -> RefusedDocument:
    said = str(fault)
    byte = _BYTE.search(said)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":
            return refused("not-utf-8", name, _place(content, error.start))
    if byte:
        return refused(fault.kind, name, f"{_place(content, int(byte[1]))}: {_BYTE.sub('', said)}")
    if "truncated" in said:
        # A surrogate without its other half counts as truncated as well, but the document has its end.
        broken = not content[-100:].rstrip().endswith((b"}", b"]"))
        place = _place(content, len(content))
        return refused("breaks-off", name, place) if broken else refused(fault.kind, name, f"{place}: {said}")
    return refused(fault.kind, name, f"{fault.pointer or '/'}: {said}")


def _place(content: bytes, byte: int) -> str:
    line = content.count(b"\n", 0, byte) + 1
    column = byte - content.rfind(b"\n", 0, byte)
    return f"line {line} column {column} (byte {byte})"


def unreadable(error: Exception) -> Unreadable:
    """Return what a decoder says as what it is: of another type, lacking a member, in another encoding, or no JSON."""
    if isinstance(error, RecursionError):
        return Unreadable("cap-exceeded", "", "nested too deeply")
    if isinstance(error, UnicodeDecodeError):
        return Unreadable("not-utf-8", "", f"byte {error.start} (0x{error.object[error.start]:02x})")
    at = _AT.match(str(error))
    said, pointer = (at[1], _pointer(at[2])) if at else (str(error), "")
    said = said.replace("`", "")
    if not isinstance(error, msgspec.ValidationError):
        return Unreadable("unreadable", pointer, said)
    if lacking := _LACKING.fullmatch(said):
        return Unreadable("schema-required", pointer, lacking[1])
    other = _OTHER_TYPE.fullmatch(said)
    return Unreadable("wrong-type", pointer, f"{other[2]} ≠ {other[1]}" if other else said)


def _pointer(path: str) -> str:
    """Return a msgspec path (`.licenses[0].license`) as JSON pointer (RFC 6901)."""
    return "".join("/" + (name or index) for name, index in _STEP.findall(path))
