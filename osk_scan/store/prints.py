"""Keep rendered reports as files beside the database, as many as fit: the oldest go first, and can be made anew."""

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from osk_scan.model import Language

MAX_ATTEMPTS = 3
"""A report on which rendering ended so often without an outcome is told as failed."""
_NAME = re.compile("[0-9a-f]{32}")
_TICKET = ".json"


class Order(Struct, frozen=True, kw_only=True):
    """What is to be rendered, for whom."""

    assessment: str
    agency: str | None
    """None: the whole portfolio."""
    language: Language
    suffix: str
    depends_on: str
    """Hash of all else that its bytes depend on."""


class Print(Struct, frozen=True, kw_only=True):
    """One ordered report, and how far it has come."""

    order: Order
    at: str
    """When it was ordered, or failed."""
    attempts: int = 0
    failure: str | None = None

    @property
    def name(self) -> str:
        """The same for the same bytes; it tells nothing."""
        return sha256(msgspec.json.encode(self.order)).hexdigest()[:32]


class _Kept(NamedTuple):
    """One file of the folder."""

    touched: int
    size: int
    path: Path


class Prints:
    """The folder of one database's reports. Nothing in it is needed: whatever is lost is ordered and made again."""

    def __init__(self, database: Path, most: int = 500, most_bytes: int = 512 << 20) -> None:
        self._folder = database.with_name(database.name + ".prints")
        self._most, self._most_bytes = most, most_bytes

    def find(self, name: str) -> Print | None:
        """Return what was ordered under a name, or None for one that nobody ordered or that had to go."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return msgspec.json.decode((self._folder / (name + _TICKET)).read_bytes(), type=Print)
        except (OSError, msgspec.DecodeError):
            return None

    def content(self, found: Print) -> bytes | None:
        """Return a report that is rendered, else None; what is read stays longest."""
        path = self._path(found)
        try:
            content = path.read_bytes()
            os.utime(path)
        except FileNotFoundError:
            return None
        return content

    def keep(self, said: Print, content: bytes | None = None) -> None:
        """Keep an order as far as it has come, with its content as soon as that is there."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        if content is not None:
            _write(self._path(said), content)
        _write(self._folder / (said.name + _TICKET), msgspec.json.encode(said))

    def waiting(self) -> tuple[Print, ...]:
        """Return the orders that nothing became of yet, the longest waiting first."""
        found = (self.find(path.stem) for path in self._folder.glob("*" + _TICKET))
        orders = (one for one in found if one and one.failure is None and not self._path(one).exists())
        return tuple(sorted(orders, key=lambda one: (one.at, one.name)))

    def make_room(self) -> None:
        """Take the reports away that were not read for longest, but never the newest; orders that wait stay."""
        most, left = self._most, self._most_bytes
        for at, kept in enumerate(sorted(self._files(), reverse=True)):
            left -= kept.size
            if at > 0 and (at >= most or left < 0):
                kept.path.unlink(missing_ok=True)
                kept.path.with_suffix(_TICKET).unlink(missing_ok=True)

    def _files(self) -> Iterator[_Kept]:
        """Yield what may have to go: reports, orders that failed or are damaged, what a power cut left half written."""
        for entry in os.scandir(self._folder):
            path = Path(entry.path)
            order = self.find(path.stem) if path.suffix == _TICKET else None
            if order is None or order.failure is not None:
                status = entry.stat()
                yield _Kept(status.st_mtime_ns, status.st_size, path)

    def _path(self, said: Print) -> Path:
        return self._folder / (said.name + said.order.suffix)


def _write(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    beside.touch(mode=0o600)
    beside.write_bytes(content)
    beside.replace(path)
