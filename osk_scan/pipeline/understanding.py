"""Read one document as its uploader says: in the format and with the columns named, else as it is recognised."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from osk_scan.model import Document
from osk_scan.parsers import Part, parse, parse_mapped
from osk_scan.pipeline.receipts import Assignment


def parts_of(document: Document, assignment: Assignment) -> tuple[Part, ...]:
    """Return what `document` says: one part, or one for each system where columns name whose software a row lists.

    Raises:
        InvalidRequest: where columns are named and there is no such field, or the format has no columns.
        RefusedDocument: where the document is unusable as a whole.
    """
    with _uncollected():
        if assignment.mapping:
            return parse_mapped(document, assignment.mapping, assignment.format)
        return (Part(None, None, parse(document, assignment.format)),)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the search for reference cycles rest: parsing makes none, and looking takes a fifth of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
