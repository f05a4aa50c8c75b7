"""What agencies add to their inventories, as handed in; the newest one counts."""

from osk_scan.store.database import Database


def keep_supplement(db: Database, agency: str, body: str) -> None:
    """Keep an agency's supplement in place of the one before."""
    with db.transaction() as connection:
        connection.execute("INSERT OR IGNORE INTO agency (name) VALUES (?)", (agency,))
        connection.execute(
            "INSERT OR REPLACE INTO supplement (agency, body) SELECT id, ? FROM agency WHERE name = ?", (body, agency)
        )


def supplement_of(db: Database, agency: str) -> str | None:
    """Return an agency's supplement as handed in, or None."""
    found = db.execute(
        "SELECT body FROM supplement JOIN agency ON agency.id = agency WHERE name = ?", (agency,)
    ).fetchone()
    return str(found[0]) if found else None
