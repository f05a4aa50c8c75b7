"""Keep what package indexes say of licenses, so that nothing is asked twice."""

import msgspec

from osk_scan.store.database import Database


def kept_answer(db: Database, source: str, package_key: str) -> tuple[tuple[str, ...], str] | None:
    """Return (license claims, place) as an index said them, no claims where it said none; None where nobody asked."""
    row = db.execute(
        "SELECT claims, place FROM index_answer WHERE source = ? AND package = ?", (source, package_key)
    ).fetchone()
    return None if row is None else (msgspec.json.decode(row[0], type=tuple[str, ...]), row[1])


def keep_answer(
    db: Database, source: str, package_key: str, claims: tuple[str, ...], place: str, fetched_at: str
) -> None:
    """Keep an answer in place of the one before."""
    with db.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO index_answer (source, package, claims, place, fetched_at) VALUES (?, ?, ?, ?, ?)",
            (source, package_key, msgspec.json.encode(claims).decode(), place, fetched_at),
        )
