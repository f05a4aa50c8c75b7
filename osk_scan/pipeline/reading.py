"""Find the documents behind a path: a file, a folder, standard input."""

import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from osk_scan.errors import InvalidRequest, RefusedDocument
from osk_scan.model import Document
from osk_scan.problems import refused

MAX_BYTES = 320 << 20
"""Cap for one document, and what `--max-bytes` raises; the largest real SBOM we know has 0.3 GB."""


class Unread(Struct, frozen=True):
    """A document of which nothing could be read, and why; it gets its receipt and those beside it are read."""

    name: str
    kind: str
    detail: str

    @property
    def refusal(self) -> RefusedDocument:
        """The error that refuses it."""
        return refused(self.kind, self.name, self.detail)


def documents_at(path: Path, max_bytes: int = MAX_BYTES) -> Iterator[Document | Unread]:
    """Yield the document at `path`, or those below a folder in the order of their names; `-` is standard input.

    Names are relative to `path`. Hidden files and symbolic links are left alone. Of what is over the cap nothing is
    read, but from standard input, whose size only reading tells.

    Raises:
        InvalidRequest: where there is nothing at `path`.
    """
    if str(path) == "-":
        yield _capped("standard input", sys.stdin.buffer.read(max_bytes + 1), max_bytes)
    elif path.is_dir():
        for file in sorted(_files_below(path)):
            yield _read(file, file.relative_to(path).as_posix(), max_bytes)
    elif path.is_file():
        yield _read(path, path.name, max_bytes)
    else:
        raise InvalidRequest(str(path), "there is no such file or folder", "check the path")


def _files_below(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.is_file() and not file.is_symlink():
            yield file


def _read(file: Path, name: str, max_bytes: int) -> Document | Unread:
    try:
        if file.stat().st_size > max_bytes:
            return _too_large(name, max_bytes)
        with file.open("rb") as opened:
            return _capped(name, opened.read(max_bytes + 1), max_bytes)
    except OSError as error:
        return Unread(name, "no-access", error.strerror or type(error).__name__)


def _capped(name: str, content: bytes, max_bytes: int) -> Document | Unread:
    return _too_large(name, max_bytes) if len(content) > max_bytes else Document(name, content)


def _too_large(name: str, max_bytes: int) -> Unread:
    return Unread(name, "cap-exceeded", f"{max_bytes} bytes (--max-bytes)")
