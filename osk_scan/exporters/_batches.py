"""Join small pieces of output to chunks worth handing on."""

from collections.abc import Iterable, Iterator

CHUNK = 64 * 1024


def chunked(pieces: Iterable[bytes], size: int = CHUNK) -> Iterator[bytes]:
    """Return the same bytes in chunks of at least `size`, the last one possibly smaller."""
    buffer = bytearray()
    for piece in pieces:
        buffer += piece
        if len(buffer) >= size:
            yield bytes(buffer)
            buffer.clear()
    if buffer:
        yield bytes(buffer)
