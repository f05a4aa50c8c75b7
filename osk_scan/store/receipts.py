"""What uploaders got back, refusals included."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from osk_scan.receipt import Quality, Receipt
from osk_scan.store.asked import asked
from osk_scan.store.database import Database

_SELECT = "SELECT id, received_at, body FROM receipt"
_OF_INVENTORY = "state = 'stored' AND json_extract(body, '$.inventory_id')"
"""As the index `receipt_by_inventory` has it."""


class KeptReceipt(Struct, frozen=True):
    """A receipt with its number and the moment it was given."""

    number: int
    received_at: str
    receipt: Receipt


def keep_receipt(db: Database, receipt: Receipt, received_at: str) -> int:
    """Keep a receipt and return its number."""
    with db.transaction() as connection:
        done = connection.execute(
            "INSERT INTO receipt (received_at, agency, sha256, state, body) VALUES (?, ?, ?, ?, ?)",
            (received_at, receipt.agency, receipt.sha256, receipt.state, msgspec.json.encode(receipt).decode()),
        )
    return done.lastrowid or 0


def receipts(db: Database, agency: str | None = None, limit: int = -1) -> tuple[KeptReceipt, ...]:
    """Return the receipts of one agency, or of all, newest first."""
    condition, values = asked({"agency = ?": agency})
    rows = db.execute(f"{_SELECT} WHERE {condition} ORDER BY id DESC LIMIT ?", (*values, limit))
    return tuple(map(_kept, rows))


def find_receipt(db: Database, number: int) -> KeptReceipt | None:
    """Return one receipt by its number."""
    row = db.execute(f"{_SELECT} WHERE id = ?", (number,)).fetchone()
    return _kept(row) if row else None


def receipt_of(db: Database, inventory: int) -> Receipt:
    """Return the receipt that was given when an inventory was stored."""
    (body,) = db.execute(f"SELECT body FROM receipt WHERE {_OF_INVENTORY} = ?", (inventory,)).fetchone()
    return msgspec.json.decode(body, type=Receipt)


def quality_of(db: Database, inventory: int) -> tuple[str, dict[str, dict[str, Quality]]]:
    """Return an inventory's document and its quality by profile and field, as counted when it was stored.

    A list of installed software is no SBOM and has none.
    """
    document, quality = db.execute(
        "SELECT document_name, (SELECT json_extract(body, '$.quality') FROM receipt"
        f" WHERE {_OF_INVENTORY} = ?1 AND NOT json_extract(body, '$.deployed'))"
        " FROM inventory WHERE id = ?1",
        (inventory,),
    ).fetchone()
    return document, msgspec.json.decode(quality, type=dict[str, dict[str, Quality]]) if quality else {}


def every_receipt(db: Database, agency: str | None = None) -> Iterator[KeptReceipt]:
    """Yield the receipts of one agency, or of all, oldest first."""
    condition, values = asked({"agency = ?": agency})
    return map(_kept, db.execute(f"{_SELECT} WHERE {condition} ORDER BY id", (*values,)))


def _kept(row: tuple[int, str, str]) -> KeptReceipt:
    return KeptReceipt(row[0], row[1], msgspec.json.decode(row[2], type=Receipt))
