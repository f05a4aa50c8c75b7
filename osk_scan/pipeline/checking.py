"""Read a document without keeping it: what is in it, every problem, and how far it fulfils a quality profile."""

from collections.abc import Mapping

from msgspec import Struct

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document
from osk_scan.parsers import Portion, unwrapped
from osk_scan.pipeline import receipts
from osk_scan.pipeline.reading import Unread
from osk_scan.pipeline.receipts import Assignment, place_of
from osk_scan.pipeline.understanding import portions_of
from osk_scan.pipeline.validating import AgainstSchema
from osk_scan.quality.measuring import Fulfilment, measure
from osk_scan.quality.profile import profile_named
from osk_scan.receipt import Receipt


class Checked(Struct, frozen=True):
    """The receipt that a document would get, and the profile that was asked for."""

    receipt: Receipt
    fulfilment: Fulfilment | None = None


def check(
    document: Document | Unread,
    format_name: str | None = None,
    profile: str | None = None,
    *,
    strict: bool = False,
    mapping: Mapping[str, str] | None = None,
) -> tuple[Checked, ...]:
    """Return what `document`, or each document wrapped in it, would get; `mapping` is from column header to field.

    Raises:
        InvalidRequest: where there is no such profile or field.
    """
    nowhere = Assignment(agency="", format=format_name, strict=strict, mapping=mapping or {})
    if profile:
        profile_named(profile)
    if isinstance(document, Unread):
        return (Checked(receipts.unread(document, place_of(document, nowhere))),)
    try:
        return tuple(checked for each in unwrapped(document) for checked in _one(each, nowhere, profile))
    except RefusedDocument as error:
        return (Checked(receipts.refused(document, place_of(document, nowhere), error)),)


def _one(document: Document, assignment: Assignment, profile: str | None) -> tuple[Checked, ...]:
    place = place_of(document, assignment)
    try:
        portions = portions_of(document, assignment)
    except AgainstSchema as error:
        return (Checked(receipts.refused(document, place, error, error.problems)),)
    except RefusedDocument as error:
        return (Checked(receipts.refused(document, place, error)),)
    return tuple(_portion(document, assignment, portion, profile) for portion in portions)


def _portion(document: Document, assignment: Assignment, portion: Portion, profile: str | None) -> Checked:
    receipt = receipts.written(document, place_of(document, assignment, portion), portion.inventory, None)
    return Checked(receipt, measure(portion.inventory, profile_named(profile))[0] if profile else None)
