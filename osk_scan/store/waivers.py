"""Accepted findings: who decided what, why, and until when; the history stays."""

from osk_scan.model import Waiver
from osk_scan.store.database import Database


def keep_waiver(db: Database, waiver: Waiver) -> None:
    """Keep a decision; the newest one on a finding counts."""
    with db.transaction() as connection:
        connection.execute(
            "INSERT INTO waiver (fingerprint, reason, reviewer, until, decided_at) VALUES (?, ?, ?, ?, ?)",
            (waiver.finding, waiver.reason, waiver.reviewer, waiver.until, waiver.decided_at),
        )


def waivers(db: Database) -> dict[str, Waiver]:
    """Return the newest decision on each finding, by fingerprint."""
    rows = db.execute("SELECT fingerprint, reason, reviewer, until, decided_at FROM waiver ORDER BY id")
    return {row[0]: Waiver(*row) for row in rows}
