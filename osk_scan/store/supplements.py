"""What agencies add to their inventories: every version as handed in; which of them count on a day."""

from collections.abc import Iterable
from hashlib import sha256

import msgspec
from msgspec import Struct

from osk_scan.store.database import Database


class KeptSupplement(Struct, frozen=True):
    """One version of an agency's supplement."""

    number: int
    agency: str
    body: str
    """As handed in."""
    author: str | None
    """Who handed it in, where that was said."""
    received_at: str | None
    """None: before every version was kept."""

    @property
    def sha256(self) -> str:
        """Hash of the body."""
        return sha256(self.body.encode()).hexdigest()


BEFORE_HISTORY = ""
"""A day before all others: what counted then is what was kept before every version was."""

_COLUMNS = (
    "SELECT number, agency.name, body, author, received_at FROM supplement JOIN agency ON agency.id = supplement.agency"
)


def keep_supplement(db: Database, agency: str, body: str, received_at: str, author: str | None = None) -> bool:
    """Keep a version of an agency's supplement; False where the newest one says the very same."""
    with db.transaction() as connection:
        newest = connection.execute(
            "SELECT body FROM supplement JOIN agency ON agency.id = agency WHERE name = ? ORDER BY number DESC LIMIT 1",
            (agency,),
        ).fetchone()
        if newest and newest[0] == body:
            return False
        connection.execute("INSERT OR IGNORE INTO agency (name) VALUES (?)", (agency,))
        connection.execute(
            "INSERT INTO supplement (agency, body, author, received_at) SELECT id, ?, ?, ? FROM agency WHERE name = ?",
            (body, author, received_at, agency),
        )
    return True


def counting_supplements(db: Database, agencies: Iterable[str], handed_in_by: str | None = None) -> tuple[int, ...]:
    """Return the number of each agency's newest version, or of what was newest at the end of a day (ISO 8601 date)."""
    rows = db.execute(
        "SELECT max(number) FROM supplement JOIN agency ON agency.id = supplement.agency"
        " WHERE name IN (SELECT value FROM json_each(?1))"
        " AND (?2 IS NULL OR received_at IS NULL OR substr(received_at, 1, 10) <= ?2) GROUP BY name ORDER BY name",
        (msgspec.json.encode(sorted(set(agencies))).decode(), handed_in_by),
    )
    return tuple(number for (number,) in rows)


def supplements_numbered(db: Database, numbers: Iterable[int]) -> tuple[KeptSupplement, ...]:
    """Return versions by number, in the order asked for."""
    found = (db.execute(f"{_COLUMNS} WHERE number = ?", (number,)).fetchone() for number in numbers)
    return tuple(KeptSupplement(*row) for row in found)


def supplement_history(db: Database, agency: str | None = None) -> tuple[KeptSupplement, ...]:
    """Return every version of one agency, or of all, newest first."""
    rows = db.execute(f"{_COLUMNS} WHERE ?1 IS NULL OR agency.name = ?1 ORDER BY number DESC", (agency,))
    return tuple(KeptSupplement(*row) for row in rows)
