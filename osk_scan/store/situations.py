"""What happens with systems, as somebody said it when: noted when it changes, read back as of a day."""

import sqlite3

from msgspec.structs import replace

from osk_scan.model import Context, System
from osk_scan.store.database import Database


def note_situation(connection: sqlite3.Connection, system: int, said_at: str) -> None:
    """Note what a system's row says now, unless that was the last that was noted."""
    connection.execute(
        "INSERT INTO situation (system, context, outbound, said_at) SELECT id, context, outbound, ?2 FROM system"
        " WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM situation AS noted WHERE noted.number ="
        " (SELECT max(number) FROM situation WHERE system = ?1)"
        " AND noted.context = system.context AND noted.outbound IS system.outbound)",
        (system, said_at),
    )


def as_of(db: Database, system: System, day: str) -> System:
    """Return a system with what was said of it by the end of a day (ISO 8601 date), else with what was said first."""
    found = db.execute(
        "SELECT context, outbound FROM situation WHERE system = ?1"
        " ORDER BY said_at IS NOT NULL AND substr(said_at, 1, 10) > ?2,"
        " CASE WHEN said_at IS NULL OR substr(said_at, 1, 10) <= ?2 THEN -number ELSE number END LIMIT 1",
        (system.id, day),
    ).fetchone()
    return replace(system, context=Context(found[0]), outbound=found[1]) if found else system
