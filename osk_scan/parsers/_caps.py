"""How much may come out of a wrapped document, counted while it comes."""

from msgspec import Struct

from osk_scan.problems import refused


class Caps(Struct, frozen=True):
    """The caps of one document, all layers and entries together."""

    bytes: int = 256 << 20
    """Bytes unpacked."""
    ratio: int = 250
    """Bytes unpacked for each packed one, once an entry has passed `ratio_from` bytes."""
    ratio_from: int = 16 << 20
    """Small documents compress well without harm: the largest ratio seen in real SBOMs is 60."""
    entries: int = 10_000
    depth: int = 4


class Meter:
    """Counts what comes out."""

    def __init__(self, caps: Caps, name: str) -> None:
        self.caps = caps
        self._name = name
        self._bytes = 0
        self._entries = 0

    def take(self, more: int, size: int, packed: int, where: str) -> None:
        """Count `more` bytes of an entry that has `size` by now and had `packed`.

        Raises:
            RefusedDocument: where the cap on bytes or on the ratio is passed.
        """
        self._bytes += more
        if self._bytes > self.caps.bytes:
            raise refused("cap-exceeded", where, f"more than {self.caps.bytes} bytes unpacked")
        if size > self.caps.ratio_from and size > self.caps.ratio * max(packed, 1):
            raise refused("cap-exceeded", where, f"unpacks to more than {self.caps.ratio} times its size")

    def enter(self) -> None:
        """Count one entry of an archive.

        Raises:
            RefusedDocument: where there are too many.
        """
        self._entries += 1
        if self._entries > self.caps.entries:
            raise refused("cap-exceeded", self._name, f"more than {self.caps.entries} entries in archives")
