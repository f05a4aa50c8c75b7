"""The files in a zip or tar archive, in their order; a path that leads out of it refuses the whole archive."""

import struct
import tarfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from zlib import error as ZlibError  # noqa: N812  (an exception, whatever zlib calls it)

from osk_scan.errors import one_line
from osk_scan.model import Document
from osk_scan.parsers._caps import Meter
from osk_scan.problems import refused

_CHUNK = 1 << 18
_OFFICE = ("[Content_Types].xml", "content.xml")
"""Spreadsheets are zip archives as well; they are documents, and have parsers of their own."""
DAMAGED_ZIP = (
    zipfile.BadZipFile,
    ZlibError,
    struct.error,
    KeyError,
    ValueError,
    RuntimeError,  # an entry is encrypted; NotImplementedError, of a method that is not known, is one too
    EOFError,
    OSError,
)
"""What the standard library raises on zip archives that are damaged, encrypted or packed in a way it does not know."""


def is_zip(content: bytes) -> bool:
    """Tell whether the bytes are a zip archive, and no spreadsheet."""
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return not any(name in archive.NameToInfo for name in _OFFICE)
    except DAMAGED_ZIP:
        return True


def is_tar(content: bytes) -> bool:
    """Tell whether the bytes are a tar archive."""
    return content[257:262] == b"ustar"


def zip_entries(document: Document, meter: Meter) -> Iterator[Document]:
    """Yield the files of a zip archive."""
    try:
        with zipfile.ZipFile(BytesIO(document.content)) as archive:
            for info in archive.infolist():
                meter.enter()
                name = _name(document, info.filename)
                if info.is_dir() or _hidden(info.filename):
                    continue
                with opened(archive, info) as stream:
                    yield Document(name, _read(stream, info.compress_size, name, meter))
    except DAMAGED_ZIP as error:
        raise refused("damaged", document.name, one_line(str(error))) from None


def opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """Return an entry to read from, by any method but LZMA, whose entries say themselves how much memory they take."""
    if info.compress_type == zipfile.ZIP_LZMA:
        raise zipfile.BadZipFile(f"{info.filename} is packed by LZMA, which is not read")
    return archive.open(info)


def tar_entries(document: Document, meter: Meter) -> Iterator[Document]:
    """Yield the regular files of a tar archive; links and devices are no documents."""
    try:
        with tarfile.open(fileobj=BytesIO(document.content), mode="r:") as archive:
            for info in archive:
                meter.enter()
                name = _name(document, info.name)
                stream = archive.extractfile(info) if info.isreg() and not _hidden(info.name) else None
                if stream is not None:
                    yield Document(name, _read(stream, len(document.content), name, meter))
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise refused("damaged", document.name, one_line(str(error))) from None


def _read(stream: IO[bytes], packed: int, name: str, meter: Meter) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_CHUNK):
        size += len(piece)
        meter.take(len(piece), size, packed, name)
        pieces.append(piece)
    return b"".join(pieces)


def _name(document: Document, path: str) -> str:
    """Return archive and path as the entry's name.

    Raises:
        RefusedDocument: where the path leads out of the archive.
    """
    parts = path.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        raise refused("forbidden-construct", document.name, f"an entry that leads out of the archive: {one_line(path)}")
    return f"{document.name}/{path.removeprefix('./')}"


def _hidden(path: str) -> bool:
    """Tell whether a file is one that operating systems leave behind in archives; `./` begins what `tar` writes."""
    return any((part.startswith(".") and part != ".") or part == "__MACOSX" for part in path.split("/"))
