"""Take a document in: read it, keep it, and say on a receipt what became of each component."""

from osk_scan.errors import InvalidRequest, RefusedDocument
from osk_scan.model import Document, Inventory, Problem
from osk_scan.parsers import Portion, recognised, unwrapped
from osk_scan.pipeline import receipts
from osk_scan.pipeline.protecting import Pseudonyms, names_machines
from osk_scan.pipeline.reading import Unread
from osk_scan.pipeline.receipts import Assignment, place_of
from osk_scan.pipeline.understanding import portions_of
from osk_scan.pipeline.validating import AgainstSchema
from osk_scan.receipt import Receipt
from osk_scan.store import inventories
from osk_scan.store.database import Database
from osk_scan.store.receipts import keep_receipt
from osk_scan.store.systems import Placement, settle

__all__ = ["Assignment", "ingest"]


def ingest(
    db: Database,
    document: Document | Unread,
    assignment: Assignment,
    received_at: str,
    pseudonyms: Pseudonyms | None = None,
) -> tuple[Receipt, ...]:
    """Take `document` in and return a receipt for it, or for each document that was wrapped in it.

    With `pseudonyms` documents are named after machines, and their names are replaced before anything is kept.

    Raises:
        InvalidRequest: where the agency has no name.
    """
    if not assignment.agency.strip():
        raise InvalidRequest("agency", "it has no name", "name the body that runs the system")
    if pseudonyms:
        document = pseudonyms.renamed(document)
    if isinstance(document, Unread):
        return (_settled(db, receipts.unread(document, place_of(document, assignment)), received_at),)
    try:
        inner = unwrapped(document)
    except RefusedDocument as error:
        receipt = receipts.refused(document, place_of(document, assignment), error)
        return (_settled(db, receipt, received_at),)
    if pseudonyms and inner != (document,):
        inner = tuple(map(pseudonyms.renamed, inner))
    return tuple(receipt for each in inner for receipt in _one(db, each, assignment, received_at))


def _one(db: Database, document: Document, assignment: Assignment, received_at: str) -> tuple[Receipt, ...]:
    """Take one document in and return its receipt, or one for each system among which it is parted."""
    place = place_of(document, assignment)
    try:
        kept = inventories.newest(db, place)
        if kept and kept.sha256 == document.sha256 and _reads_alike(document, assignment, kept.format):
            settle(db, place, received_at)
            return (_settled(db, receipts.unchanged(db, document, kept.inventory), received_at),)
        portions = portions_of(document, assignment)
    except AgainstSchema as error:
        return (_settled(db, receipts.refused(document, place, error, error.problems), received_at),)
    except RefusedDocument as error:
        return (_settled(db, receipts.refused(document, place, error), received_at),)
    with db.transaction():
        return tuple(
            _portion(db, document, portion, place_of(document, assignment, portion), received_at)
            for portion in portions
        )


def _reads_alike(document: Document, assignment: Assignment, kept: str) -> bool:
    """Tell whether the same bytes, `kept` in that format, are to be read in the same way again.

    What was read by columns that its uploader named stays so until others are named: a known document is a look-up.
    What nobody can read without being told how stays as it was told.
    """
    if assignment.mapping:
        return False
    try:
        format_name = assignment.format or recognised(document)
    except RefusedDocument:
        return True
    return format_name == kept


def _portion(db: Database, document: Document, portion: Portion, place: Placement, received_at: str) -> Receipt:
    """Keep one portion and return its receipt; what the same bytes said before, read in whatever way, is no news."""
    inventory, kept = portion.inventory, inventories.newest(db, place)
    if kept and kept.sha256 == document.sha256 and _says(db, kept.inventory, inventory):
        settle(db, place, received_at)
        return _settled(db, receipts.unchanged(db, document, kept.inventory), received_at)
    told = (Problem("document-not-kept", document.name),) if names_machines(inventory) else ()
    number = inventories.keep(db, document, inventory, place, received_at, with_document=not told)
    return _settled(db, receipts.written(document, place, inventory, number, told), received_at)


def _says(db: Database, number: int, inventory: Inventory) -> bool:
    return inventories.ledger(db, number) == receipts.counts(inventory) and inventories.says(db, number, inventory)


def _settled(db: Database, receipt: Receipt, received_at: str) -> Receipt:
    keep_receipt(db, receipt, received_at)
    return receipt
