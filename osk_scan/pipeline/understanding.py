"""Read one document as its uploader says, in the format and with the columns named, and hold it against its schema."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from osk_scan.model import Document
from osk_scan.parsers import Portion, parse, parse_mapped
from osk_scan.pipeline.receipts import Assignment
from osk_scan.pipeline.validating import validated


def portions_of(document: Document, assignment: Assignment) -> tuple[Portion, ...]:
    """Return what `document` says: one portion, or one for each system where columns name whose software a row lists.

    Raises:
        AgainstSchema: where it does not follow the schema of its format and the uploader wants it to.
        InvalidRequest: where columns are named and there is no such field, or the format has no columns.
        RefusedDocument: where the document is unusable as a whole.
    """
    with _uncollected():
        if assignment.mapping:
            return parse_mapped(document, assignment.mapping, assignment.format)
        inventory = parse(document, assignment.format)
        return (Portion(None, None, validated(document, inventory, strict=assignment.strict)),)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the search for reference cycles rest: reading makes none, and looking takes a fifth of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
