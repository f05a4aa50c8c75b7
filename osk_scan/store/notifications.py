"""What each receiver of notifications was told of last."""

from msgspec import Struct

from osk_scan.store.database import Database


class Notified(Struct, frozen=True):
    """How far one receiver knows."""

    receiver: str
    """SHA-256 of its address."""
    agency: str
    """Empty: the whole portfolio."""
    assessment: str
    receipt: int
    """Number of the newest."""
    at: str


def last_notified(db: Database, receiver: str, agency: str) -> Notified | None:
    """Return how far a receiver knows, or None where it was never told of anything."""
    row = db.execute(
        "SELECT receiver, agency, assessment, receipt, at FROM notification WHERE receiver = ? AND agency = ?",
        (receiver, agency),
    ).fetchone()
    return Notified(*row) if row else None


def keep_notified(db: Database, notified: Notified) -> None:
    """Keep how far a receiver knows now."""
    with db.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO notification (receiver, agency, assessment, receipt, at) VALUES (?, ?, ?, ?, ?)",
            (notified.receiver, notified.agency, notified.assessment, notified.receipt, notified.at),
        )
