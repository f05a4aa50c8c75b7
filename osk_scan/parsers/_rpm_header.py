"""Read the headers in which RPM keeps what it knows of a package: an index of tags, and the data they point into.

Source: rpm.org, reference manual, "The Header Structure"; tag numbers in "RPM Tags".
"""

import struct
from typing import NamedTuple

_INTRO = struct.Struct(">II")
_ENTRY = struct.Struct(">IIiI")
_STRINGS = (6, 8, 9)
_INT32 = 4
_MAX_TAGS = 0xFFFF
"""As rpm itself has it (`hdrchkTags`)."""
_MAX_VALUES = 1_000_000
"""Values of one tag; a kernel's sources have 100,000 files."""

NAME, VERSION, RELEASE, EPOCH, VENDOR, LICENSE, ARCH = 1000, 1001, 1002, 1003, 1011, 1014, 1022
PROVIDE_NAME, PROVIDE_FLAGS, PROVIDE_VERSION = 1047, 1112, 1113
REQUIRE_NAME, REQUIRE_FLAGS, REQUIRE_VERSION = 1049, 1048, 1050
DIR_INDEXES, BASE_NAMES, DIR_NAMES = 1116, 1117, 1118


class DamagedHeader(ValueError):
    """The bytes are no header, or their index points out of them."""


class _Entry(NamedTuple):
    type: int
    offset: int
    length: int
    """How many values there are."""


class RpmHeader:
    """One header as the database keeps it, without the magic number of package files; values are read when asked for.

    Raises:
        DamagedHeader: where the index does not fit into the bytes.
    """

    def __init__(self, blob: bytes) -> None:
        if len(blob) < _INTRO.size:
            raise DamagedHeader("shorter than its introduction")
        tags, size = _INTRO.unpack_from(blob)
        begin = _INTRO.size + tags * _ENTRY.size
        if tags > _MAX_TAGS or begin + size > len(blob):
            raise DamagedHeader(f"{tags} tags and {size} bytes of data do not fit into {len(blob)} bytes")
        index = _ENTRY.iter_unpack(blob[_INTRO.size : begin])
        self._index = {tag: _Entry(kind, offset, count) for tag, kind, offset, count in index}
        self._data = blob[begin : begin + size]

    def text(self, tag: int) -> str:
        """Return the first text of a tag; empty where the header has none."""
        found = self.texts(tag, 1)
        return found[0] if found else ""

    def texts(self, tag: int, at_most: int | None = None) -> list[str]:
        """Return the texts of a tag in order."""
        entry = self._index.get(tag)
        if entry is None or entry.type not in _STRINGS:
            return []
        count = entry.length if at_most is None else min(entry.length, at_most)
        parts = self._from(entry).split(b"\0", count) if count <= _MAX_VALUES else []
        if len(parts) <= count:
            raise DamagedHeader(f"tag {tag} has fewer than {entry.length} texts")
        return [part.decode("utf-8", "replace") for part in parts[:count]]

    def numbers(self, tag: int) -> tuple[int, ...]:
        """Return the numbers of a tag in order."""
        entry = self._index.get(tag)
        if entry is None or entry.type != _INT32:
            return ()
        if entry.length > _MAX_VALUES or entry.length * 4 > len(self._data) - entry.offset:
            raise DamagedHeader(f"tag {tag} has fewer than {entry.length} numbers")
        return struct.unpack_from(f">{entry.length}I", self._from(entry))

    def _from(self, entry: _Entry) -> bytes:
        if not 0 <= entry.offset <= len(self._data):
            raise DamagedHeader("the index points out of the data")
        return self._data[entry.offset :]
