"""What people decided on packages: kept with reason, author and dates; a revoked decision stays on record."""

from collections.abc import Iterator

from osk_scan.curation import Curation
from osk_scan.store.database import Database

_COLUMNS = Curation.__struct_fields__


def keep_curation(db: Database, curation: Curation) -> Curation:
    """Keep a new decision and return it with its number; the number it comes with says nothing."""
    columns = _COLUMNS[1:]
    with db.transaction() as connection:
        (number,) = connection.execute(
            f"INSERT INTO curation ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) RETURNING id",
            tuple(getattr(curation, column) for column in columns),
        ).fetchone()
    kept = find_curation(db, number)
    if kept is None:
        raise AssertionError("what was just kept is there")
    return kept


def revoke_curation(db: Database, number: int, *, by: str, because: str, at: str) -> bool:
    """Note that a decision counts no more; False where it never did, or does not any longer."""
    with db.transaction() as connection:
        done = connection.execute(
            "UPDATE curation SET revoked_at = ?, revoked_by = ?, revoked_because = ?"
            " WHERE id = ? AND revoked_at IS NULL",
            (at, by, because, number),
        )
    return done.rowcount == 1


def find_curation(db: Database, number: int) -> Curation | None:
    """Return one decision, revoked or not."""
    return next((one for one in curations(db) if one.id == number), None)


def curations(db: Database) -> tuple[Curation, ...]:
    """Return every decision ever made, oldest first."""
    rows = db.execute(f"SELECT {', '.join(_COLUMNS)} FROM curation ORDER BY id")
    return tuple(Curation(**dict(zip(_COLUMNS, row, strict=True))) for row in rows)


def package_keys(db: Database) -> Iterator[tuple[str, str]]:
    """Yield the key of every package on record, with and without its version."""
    yield from db.execute("SELECT key, stem FROM package ORDER BY id")


def curations_in_force(db: Database, as_of: str) -> tuple[Curation, ...]:
    """Return the decisions that count on a day, oldest first."""
    return tuple(one for one in curations(db) if one.revoked_at is None and (one.until is None or one.until >= as_of))
