"""Keep what came and what went from one assessment to the next, so that nobody goes through all findings for it."""

import msgspec

from osk_scan.store.asked import Condition
from osk_scan.store.database import Database

FEW = 50_000
"""So many findings are fetched one by one and sorted; where more are new, leafing through all soon meets some."""
_MOST = 1_000_000
"""Where more has changed, the two assessments have little in common, and nothing is kept of what."""
_SLICE = 5_000


def keep_changes(db: Database, assessment: int, before: int | None) -> int | None:
    """Keep which findings only one of two assessments has, and return `before` where that was worth it.

    Both have been written; the newer one is still in the temporary table `coming_id`.
    """
    if before is None:
        return None
    changes = _bring(db, assessment, before)
    if changes > _MOST:
        return None
    for connection, places in db.slices(changes, _SLICE):
        connection.execute(
            "INSERT INTO finding_change SELECT ?, fingerprint FROM coming_change"
            " WHERE at BETWEEN 1 + ? AND 1 + ? ORDER BY at",
            (assessment, *places),
        )
    return before


def came(db: Database, old: str, new: str) -> Condition | None:
    """Return a condition on `finding_id.fingerprint` that all findings of `new` meet which `old` does not have.

    None where they may be many.
    """
    steps = _between(db, old, new)
    return None if steps is None else _unless_many(db, f"SELECT fingerprint FROM finding_change {_OF_STEPS}", steps)


def seen_from(db: Database, day: str) -> Condition | None:
    """Return a condition that all findings meet that were first seen on a day or later, or None where they are many."""
    return _unless_many(db, "SELECT fingerprint FROM sighting WHERE first_seen >= ?", day)


def fingerprints_gone(db: Database, old: str, new: str, agency: str | None = None) -> tuple[str, ...]:
    """Return the fingerprints of one assessment's findings that another has not, sorted."""
    steps = _between(db, old, new)
    place = "finding" if steps is None else _CHANGED
    rows = db.execute(
        f"SELECT DISTINCT finding.fingerprint FROM {place} LEFT JOIN name ON name.id = finding.agency"
        f" WHERE finding.assessment = (SELECT number FROM assessment WHERE id = ?1) AND (?3 IS NULL OR name.text = ?3)"
        f" AND NOT EXISTS (SELECT 1 FROM finding_id AS other WHERE other.fingerprint = finding.fingerprint"
        f" AND other.assessment = (SELECT number FROM assessment WHERE id = ?2)) ORDER BY 1",
        (old, new, agency, *([] if steps is None else [steps])),
    )
    return tuple(fingerprint for (fingerprint,) in rows)


_OF_STEPS = "WHERE assessment IN (SELECT value FROM json_each(?))"
_CHANGED = """
    finding_change CROSS JOIN finding_id ON finding_id.fingerprint = finding_change.fingerprint
    AND finding_id.assessment = (SELECT number FROM assessment WHERE id = ?1)
    AND finding_change.assessment IN (SELECT value FROM json_each(?4))
    CROSS JOIN finding ON finding.assessment = finding_id.assessment AND finding.number = finding_id.number
"""


def _bring(db: Database, assessment: int, before: int) -> int:
    """Write the changes beside the database file, and return how many they are."""
    db.execute("DROP TABLE IF EXISTS temp.coming_change")
    db.execute("CREATE TEMP TABLE coming_change (at INTEGER PRIMARY KEY, fingerprint)")
    done = db.execute(
        "INSERT INTO coming_change (fingerprint)"
        " SELECT fingerprint FROM coming_id AS one WHERE NOT EXISTS (SELECT 1 FROM finding_id AS other"
        " WHERE other.fingerprint = one.fingerprint AND other.assessment = ?1)"
        " UNION SELECT fingerprint FROM finding AS one WHERE assessment = ?1 AND NOT EXISTS (SELECT 1 FROM finding_id"
        " AS other WHERE other.fingerprint = one.fingerprint AND other.assessment = ?2) ORDER BY 1",
        (before, assessment),
    )
    return done.rowcount


def _between(db: Database, old: str, new: str) -> str | None:
    """Return the assessments on the way from one to another (JSON), or None where they were never compared."""
    one, other = _chain(db, old), _chain(db, new)
    if not one & other:
        return None
    return msgspec.json.encode(sorted(one ^ other)).decode()


def _chain(db: Database, assessment_id: str) -> frozenset[int]:
    """Return an assessment, the one it was compared with, the one before that, and so on."""
    rows = db.execute(
        "WITH RECURSIVE chain (number) AS (SELECT number FROM assessment WHERE id = ? UNION"
        " SELECT before FROM assessment JOIN chain USING (number) WHERE before IS NOT NULL) SELECT number FROM chain",
        (assessment_id,),
    )
    return frozenset(number for (number,) in rows)


def _unless_many(db: Database, fingerprints: str, value: str) -> Condition | None:
    (found,) = db.execute(f"SELECT count(*) FROM ({fingerprints} LIMIT {FEW + 1})", (value,)).fetchone()
    return (f"finding_id.fingerprint IN ({fingerprints})", [value]) if found <= FEW else None
