"""Unpack gzip, bzip2, xz and Zstandard piece by piece, so that caps hold while unpacking."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from io import BufferedIOBase, BytesIO

from osk_scan.errors import one_line
from osk_scan.model import Document
from osk_scan.parsers._caps import Meter
from osk_scan.problems import refused

_CHUNK = 1 << 18
_FED = 1024
"""Bytes of a Zstandard frame at once: a block of three bytes can stand for 128 KiB."""
_XZ_MEMORY = 128 << 20
_ZSTD_WINDOW = 128 << 20


def is_compressed(content: bytes) -> bool:
    """Tell whether the bytes begin as one of the four do."""
    return content.startswith(tuple(_UNPACKERS))


def decompressed(document: Document, meter: Meter) -> Document:
    """Return what `document` unpacks to, its name without the ending.

    Raises:
        RefusedDocument: where the data is damaged, breaks off or passes a cap.
    """
    ending, pieces_of = next(found for mark, found in _UNPACKERS.items() if document.content.startswith(mark))
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in pieces_of(document.content):
            size += len(piece)
            meter.take(len(piece), size, len(document.content), document.name)
            pieces.append(piece)
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise refused("damaged", document.name, one_line(str(error))) from None
    return Document(document.name.removesuffix(ending), b"".join(pieces))


def _read(stream: BufferedIOBase) -> Iterator[bytes]:
    while piece := stream.read(_CHUNK):
        yield piece


def _gzip(content: bytes) -> Iterator[bytes]:
    return _read(gzip.GzipFile(fileobj=BytesIO(content)))


def _bzip2(content: bytes) -> Iterator[bytes]:
    return _read(bz2.BZ2File(BytesIO(content)))


def _xz(content: bytes) -> Iterator[bytes]:
    """Yield pieces with a bound on memory, which `lzma.LZMAFile` does not have: a dictionary can ask for 4 GiB."""
    while content:
        stream = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        piece = stream.decompress(content, _CHUNK)
        while piece or not stream.eof:
            yield piece
            if stream.needs_input and not stream.eof:
                raise EOFError("the compressed data breaks off")
            piece = b"" if stream.eof else stream.decompress(b"", _CHUNK)
        content = stream.unused_data.lstrip(b"\0")


def _zstd(content: bytes) -> Iterator[bytes]:
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    try:
        while content:
            frame = unpacker.decompressobj()
            at = 0
            while at < len(content) and not frame.eof:
                yield frame.decompress(content[at : at + _FED])
                at += _FED
            if not frame.eof:
                raise EOFError("the compressed data breaks off")
            content = frame.unused_data + content[at:]
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from None


_UNPACKERS: dict[bytes, tuple[str, Callable[[bytes], Iterator[bytes]]]] = {
    b"\x1f\x8b": (".gz", _gzip),
    b"BZh": (".bz2", _bzip2),
    b"\xfd7zXZ\0": (".xz", _xz),
    b"\x28\xb5\x2f\xfd": (".zst", _zstd),
}
