"""Systems and their sources: made on first mention, with what was last said of them."""

import sqlite3

from msgspec import Struct

from osk_scan.model import Context, System
from osk_scan.store.database import Database
from osk_scan.store.situations import note_situation


class Placement(Struct, frozen=True):
    """Where an inventory belongs; a context or outbound license that is given replaces the kept one."""

    agency: str
    system: str
    source: str
    context: Context | None = None
    outbound: str | None = None


def systems(db: Database, agency: str | None = None) -> tuple[System, ...]:
    """Return the systems of one agency, or of all, in the order of agency and name."""
    rows = db.execute(
        "SELECT system.id, agency.name, system.name, context, outbound FROM system JOIN agency ON agency.id = agency"
        " WHERE ?1 IS NULL OR agency.name = ?1 ORDER BY agency.name, system.name",
        (agency,),
    )
    return tuple(System(number, owner, name, Context(context), out) for number, owner, name, context, out in rows)


def settle(db: Database, place: Placement, said_at: str) -> None:
    """Keep what is said about a system, which is made on first mention."""
    with db.transaction() as connection:
        _settle_system(connection, place, said_at)


def settle_source(connection: sqlite3.Connection, place: Placement, said_at: str) -> tuple[int, int]:
    """Do the same and return the numbers of the system and of its source, made on first mention as well."""
    system = _settle_system(connection, place, said_at)
    connection.execute("INSERT OR IGNORE INTO source (system, name) VALUES (?, ?)", (system, place.source))
    found = connection.execute("SELECT id FROM source WHERE system = ? AND name = ?", (system, place.source))
    return system, int(found.fetchone()[0])


def _settle_system(connection: sqlite3.Connection, place: Placement, said_at: str) -> int:
    """Return the number of the system."""
    connection.execute("INSERT OR IGNORE INTO agency (name) VALUES (?)", (place.agency,))
    connection.execute(
        "INSERT OR IGNORE INTO system (agency, name) SELECT id, ? FROM agency WHERE name = ?",
        (place.system, place.agency),
    )
    (number,) = connection.execute(
        "UPDATE system SET context = coalesce(?, context), outbound = coalesce(?, outbound)"
        " WHERE name = ? AND agency = (SELECT id FROM agency WHERE name = ?) RETURNING id",
        (place.context, place.outbound, place.system, place.agency),
    ).fetchone()
    note_situation(connection, number, said_at)
    return int(number)
