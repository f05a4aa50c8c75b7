"""The audit log: who did what; nothing is ever changed or taken out."""

from msgspec import Struct

from osk_scan.store.asked import asked
from osk_scan.store.database import Database


class Entry(Struct, frozen=True):
    """One thing that was done."""

    at: str
    actor: str
    """Prefix of a key, or what acted without one."""
    agency: str | None
    action: str
    subject: str


def note(db: Database, entry: Entry) -> None:
    """Add one entry, in the transaction of what it tells about where there is one."""
    with db.transaction() as connection:
        connection.execute(
            "INSERT INTO audit (at, actor, agency, action, subject) VALUES (?, ?, ?, ?, ?)",
            (entry.at, entry.actor, entry.agency, entry.action, entry.subject),
        )


def entries(
    db: Database, agency: str | None = None, before: int | None = None, limit: int = -1
) -> tuple[tuple[int, Entry], ...]:
    """Return (number, entry) of one agency's affairs, or of all, newest first."""
    condition, values = asked({"agency = ?": agency, "id < ?": before})
    rows = db.execute(
        f"SELECT id, at, actor, agency, action, subject FROM audit WHERE {condition} ORDER BY id DESC LIMIT ?",
        (*values, limit),
    )
    return tuple((number, Entry(*said)) for number, *said in rows)
