"""Accepted findings: who decided what, why, and until when; the history stays."""

from typing import Any

from msgspec.structs import astuple

from osk_scan.finding import Waiver
from osk_scan.store.database import Database

_COLUMNS = "waiver.fingerprint, reason, reviewer, until, decided_at, revoked"


def keep_waiver(db: Database, waiver: Waiver) -> None:
    """Keep a decision; the newest one on a finding counts."""
    with db.transaction() as connection:
        connection.execute(
            "INSERT INTO waiver (fingerprint, reason, reviewer, until, decided_at, revoked) VALUES (?, ?, ?, ?, ?, ?)",
            astuple(waiver),
        )


def waivers(db: Database) -> dict[str, Waiver]:
    """Return the newest decision on each finding, by fingerprint."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM waiver ORDER BY id")
    return {row[0]: _waiver(row) for row in rows}


def newest_waiver(db: Database) -> int:
    """Return the number of the decision kept last, 0 where there is none: it moves on with each."""
    (number,) = db.execute("SELECT coalesce(max(id), 0) FROM waiver").fetchone()
    return int(number)


def waivers_on(db: Database, assessment_id: str, agency: str | None = None) -> tuple[Waiver, ...]:
    """Return the newest decision on each of an assessment's findings that has one; with `agency`, only on its own."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM waiver"
        " WHERE id = (SELECT max(id) FROM waiver AS other WHERE other.fingerprint = waiver.fingerprint)"
        " AND EXISTS (SELECT 1 FROM finding_id JOIN finding USING (assessment, number)"
        " LEFT JOIN name ON name.id = finding.agency WHERE finding_id.fingerprint = waiver.fingerprint"
        " AND finding_id.assessment = (SELECT number FROM assessment WHERE id = ?1) AND (?2 IS NULL OR name.text = ?2))"
        " ORDER BY id",
        (assessment_id, agency),
    )
    return tuple(map(_waiver, rows))


def _waiver(row: tuple[Any, ...]) -> Waiver:
    finding, reason, reviewer, until, decided_at, revoked = row
    return Waiver(finding, reason, reviewer, until, decided_at, bool(revoked))
