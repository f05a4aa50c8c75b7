"""What uploaders got back, refusals included."""

import msgspec

from osk_scan.model import Receipt
from osk_scan.store.database import Database


def keep_receipt(db: Database, receipt: Receipt, received_at: str) -> int:
    """Keep a receipt and return its number."""
    with db.transaction() as connection:
        done = connection.execute(
            "INSERT INTO receipt (received_at, agency, sha256, state, body) VALUES (?, ?, ?, ?, ?)",
            (received_at, receipt.agency, receipt.sha256, receipt.state, msgspec.json.encode(receipt).decode()),
        )
    return done.lastrowid or 0


def receipts(db: Database, agency: str | None = None, limit: int = -1) -> tuple[tuple[int, str, Receipt], ...]:
    """Return (number, received at, receipt), newest first."""
    rows = db.execute(
        "SELECT id, received_at, body FROM receipt WHERE ?1 IS NULL OR agency = ?1 ORDER BY id DESC LIMIT ?2",
        (agency, limit),
    )
    return tuple((number, at, msgspec.json.decode(body, type=Receipt)) for number, at, body in rows)
