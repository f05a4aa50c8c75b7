"""The head that every JSON export of our own carries: which schema, which assessment, from what."""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from osk_scan.exporters._batches import chunked
from osk_scan.results import Results


class Head(Struct, frozen=True):
    """What an export says of itself before its first item."""

    schema: str
    """Name and major version: `findings-1` is the file `findings-1.schema.json`."""
    assessment: str
    as_of: str
    software: str
    rules_version: str
    catalogue_version: str
    withheld_below: int = 0
    """What concerns fewer systems is withheld, because the file is shared: it is missing, not zero. 0: nothing is."""


def head_of(results: Results, schema: str) -> Head:
    """Return the head of an export of `results`."""
    return Head(
        schema=schema,
        assessment=results.assessment,
        as_of=results.as_of,
        software=results.software,
        rules_version=results.rules_version,
        catalogue_version=results.catalogue_version,
        withheld_below=results.least_cell,
    )


def enveloped(head: Head, key: str, items: Iterable[object]) -> Iterator[bytes]:
    """Return one JSON object: the fields of `head`, then the array `key`, one item a line."""
    return chunked(_pieces(head, key, items))


def _pieces(head: Head, key: str, items: Iterable[object]) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    yield encode(head)[:-1] + b',"' + key.encode() + b'":['
    separator = b"\n"
    for item in items:
        yield separator + encode(item)
        separator = b",\n"
    yield b"\n]}\n"
