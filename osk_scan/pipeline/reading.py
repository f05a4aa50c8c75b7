"""Find the documents behind a path: a file, a folder, standard input."""

import sys
from collections.abc import Iterator
from pathlib import Path

from osk_scan.errors import InvalidRequest
from osk_scan.model import Document
from osk_scan.problems import refused

MAX_BYTES = 1 << 30
"""Cap for one document; the largest real SBOM we know has 0.3 GB."""


def documents_at(path: Path) -> Iterator[Document]:
    """Yield the document at `path`, or those below a folder in the order of their names; `-` is standard input.

    Names are relative to `path`. Hidden files and symbolic links are left alone.

    Raises:
        InvalidRequest: where there is nothing at `path`.
        RefusedDocument: for a document over the cap.
    """
    if str(path) == "-":
        yield _capped("standard input", sys.stdin.buffer.read(MAX_BYTES + 1))
    elif path.is_dir():
        for file in sorted(_files_below(path)):
            yield _read(file, file.relative_to(path).as_posix())
    elif path.is_file():
        yield _read(path, path.name)
    else:
        raise InvalidRequest(str(path), "there is no such file or folder", "check the path")


def _files_below(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.is_file() and not file.is_symlink():
            yield file


def _read(file: Path, name: str) -> Document:
    try:
        with file.open("rb") as opened:
            return _capped(name, opened.read(MAX_BYTES + 1))
    except OSError as error:
        raise InvalidRequest(str(file), error.strerror or "cannot be read", "check the permissions") from None


def _capped(name: str, content: bytes) -> Document:
    if len(content) > MAX_BYTES:
        raise refused("cap-exceeded", name, f"more than {MAX_BYTES} bytes")
    return Document(name, content)
