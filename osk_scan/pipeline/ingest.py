"""Take a document in: read it, keep it, and say on a receipt what became of each component."""

from pathlib import PurePosixPath

from msgspec import Struct

from osk_scan.errors import RefusedDocument
from osk_scan.model import Context, Counts, Document, Inventory, Receipt
from osk_scan.parsers import parse, recognised, unwrapped
from osk_scan.problems import refusal
from osk_scan.store import inventories
from osk_scan.store.database import Database
from osk_scan.store.inventories import Placement
from osk_scan.store.receipts import keep_receipt


class Assignment(Struct, frozen=True, kw_only=True):
    """Whose document it is and what the uploader says about it; None: not said."""

    agency: str
    system: str | None = None
    """Without one, the document's name without folders and ending."""
    source: str | None = None
    """Without one, the document's name: another document of this name takes its place."""
    context: Context | None = None
    outbound: str | None = None
    format: str | None = None


def ingest(db: Database, document: Document, assignment: Assignment, received_at: str) -> tuple[Receipt, ...]:
    """Take `document` in and return a receipt for it, or for each document that was wrapped in it."""
    try:
        inner = unwrapped(document)
    except RefusedDocument as error:
        return (_settled(db, _refused(document, _place(document, assignment), error), received_at),)
    return tuple(_one(db, each, assignment, received_at) for each in inner)


def _one(db: Database, document: Document, assignment: Assignment, received_at: str) -> Receipt:
    place = _place(document, assignment)
    try:
        format_name = assignment.format or recognised(document)
        kept = inventories.newest(db, place)
        if kept and kept[1] == inventories.fingerprint(document):
            inventories.settle(db, place)
            return _settled(db, _unchanged(db, document, place, kept[0]), received_at)
        inventory = parse(document, format_name)
    except RefusedDocument as error:
        return _settled(db, _refused(document, place, error), received_at)
    with db.transaction():
        number = inventories.keep(db, document, inventory, place, received_at)
        return _settled(db, _receipt(document, place, inventory, number), received_at)


def check(document: Document, format_name: str | None = None) -> tuple[Receipt, ...]:
    """Return the receipts that `document` would get, without keeping anything."""
    nowhere = Assignment(agency="", format=format_name)
    try:
        return tuple(_checked(each, nowhere) for each in unwrapped(document))
    except RefusedDocument as error:
        return (_refused(document, _place(document, nowhere), error),)


def _checked(document: Document, assignment: Assignment) -> Receipt:
    place = _place(document, assignment)
    try:
        inventory = parse(document, assignment.format or recognised(document))
    except RefusedDocument as error:
        return _refused(document, place, error)
    return _receipt(document, place, inventory, None)


def _place(document: Document, assignment: Assignment) -> Placement:
    return Placement(
        agency=assignment.agency,
        system=assignment.system or PurePosixPath(document.name).stem or document.name,
        source=assignment.source or document.name,
        context=assignment.context,
        outbound=assignment.outbound,
    )


def _receipt(document: Document, place: Placement, inventory: Inventory, number: int | None) -> Receipt:
    return Receipt(
        document=document.name,
        sha256=inventories.fingerprint(document),
        format=inventory.format,
        spec_version=inventory.spec_version,
        agency=place.agency,
        system=place.system,
        source=place.source,
        inventory_id=number,
        state="stored" if number is not None else "read",
        counts=counts(inventory),
        dropped_columns=inventory.dropped_columns,
        problems=inventory.problems + tuple(kept.problem for kept in inventory.quarantined),
    )


def counts(inventory: Inventory) -> Counts:
    """Return the ledger of an inventory."""
    return Counts(
        in_=inventory.found,
        stored=len(inventory.components),
        merged=inventory.merged,
        quarantined=len(inventory.quarantined),
        folded=inventory.folded,
        dependencies=len(inventory.dependencies),
        dangling=inventory.dangling,
    )


def _unchanged(db: Database, document: Document, place: Placement, number: int) -> Receipt:
    format_name, spec_version, ledger = inventories.ledger(db, number)
    return Receipt(
        document=document.name,
        sha256=inventories.fingerprint(document),
        format=format_name,
        spec_version=spec_version,
        agency=place.agency,
        system=place.system,
        source=place.source,
        inventory_id=number,
        state="unchanged",
        counts=ledger,
    )


def _refused(document: Document, place: Placement, error: RefusedDocument) -> Receipt:
    return Receipt(
        document=document.name,
        sha256=inventories.fingerprint(document),
        format=None,
        spec_version=None,
        agency=place.agency,
        system=place.system,
        source=place.source,
        inventory_id=None,
        state="refused",
        counts=None,
        problems=(refusal(error),),
    )


def _settled(db: Database, receipt: Receipt, received_at: str) -> Receipt:
    keep_receipt(db, receipt, received_at)
    return receipt
