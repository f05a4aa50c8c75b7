"""Keep assessments: what went in, and what came out as bytes."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec
import zstandard
from msgspec import Struct

from osk_scan.errors import StoreError
from osk_scan.portfolio import Basis
from osk_scan.store.asked import asked
from osk_scan.store.changes import keep_changes
from osk_scan.store.database import Database
from osk_scan.store.finding_rows import FindingRow, FindingText, bring, keep_findings


class Assessment(Struct, frozen=True, kw_only=True):
    """One reproducible run: what went in, and what came out as bytes."""

    id: str
    """SHA-256 of all that went in."""
    scope: str
    """An agency, or empty for the whole portfolio."""
    as_of: str
    software: str | None
    """Version of the osk-scan that made it; None: made before that was kept."""
    rules_version: str
    catalogue_version: str
    basis: Basis
    scores: bytes
    """JSON of `score.Scores`."""
    findings: int
    result: str
    """SHA-256 of findings and scores."""


def known(db: Database, assessment_id: str) -> bool:
    """Tell whether this very assessment was made before."""
    return db.execute("SELECT 1 FROM assessment WHERE id = ?", (assessment_id,)).fetchone() is not None


def keep_assessment(
    db: Database,
    assessment: Assessment,
    texts: Sequence[FindingText],
    rows: Iterable[FindingRow],
    made_at: str,
) -> None:
    """Keep one assessment wholly or not at all; `rows` come in the order in which people read them.

    Its findings are written first, a slice at a time, so that nobody who wants to write waits long; the assessment
    itself comes last, and makes them visible.
    """
    coming = bring(db, rows)
    number, before = _begin(db, assessment.scope, made_at)
    keep_findings(db, coming, number, assessment.as_of, texts)
    compared = keep_changes(db, number, before)
    with db.transaction() as connection:
        connection.execute("DELETE FROM keeping WHERE number = ?", (number,))
        if known(db, assessment.id):  # another process was faster with the same
            _clear(connection, [(number,)])
        else:
            _keep_head(connection, number, assessment, made_at, compared)
        note_run(db, assessment.scope, assessment.id, made_at)


def _begin(db: Database, scope: str, at: str) -> tuple[int, int | None]:
    """Return the numbers of a new assessment and of the one before it; what others left for a day is cleared away."""
    yesterday = (datetime.fromisoformat(at) - timedelta(days=1)).isoformat()
    with db.transaction() as connection:
        left = connection.execute("DELETE FROM keeping WHERE since < ? RETURNING number", (yesterday,)).fetchall()
        _clear(connection, left)
        (number,) = connection.execute(
            "INSERT INTO keeping (number, since) SELECT 1 + max(number), ? FROM"
            " (SELECT number FROM assessment UNION SELECT number FROM keeping UNION SELECT 0) RETURNING number",
            (at,),
        ).fetchone()
        (before,) = connection.execute("SELECT max(number) FROM assessment WHERE scope = ?", (scope,)).fetchone()
    return int(number), before


def _clear(connection: sqlite3.Connection, numbers: Sequence[tuple[int]]) -> None:
    """Take away the findings of assessments that nobody will see."""
    for table in ("finding", "finding_group", "finding_id", "finding_change") if numbers else ():
        connection.executemany(f"DELETE FROM {table} WHERE assessment = ?", numbers)


def note_run(db: Database, scope: str, assessment_id: str, at: str) -> None:
    """Keep that an assessment was asked for, unless it is the scope's newest already."""
    with db.transaction() as connection:
        connection.execute(
            "INSERT INTO run (scope, assessment, at) SELECT ?1, ?2, ?3"
            " WHERE ?2 IS NOT (SELECT assessment FROM run WHERE scope = ?1 ORDER BY id DESC LIMIT 1)",
            (scope, assessment_id, at),
        )


def newest_assessment(db: Database, scope: str = "") -> Assessment | None:
    """Return the assessment asked for last for an agency, or for the whole portfolio."""
    return _read(db, "id = (SELECT assessment FROM run WHERE scope = ? ORDER BY id DESC LIMIT 1)", scope)


def asked_for(db: Database, scope: str, assessment_id: str) -> bool:
    """Tell whether an assessment was ever made for an agency, or for the whole portfolio."""
    found = db.execute("SELECT 1 FROM run WHERE scope = ? AND assessment = ?", (scope, assessment_id))
    return found.fetchone() is not None


class Run(Struct, frozen=True, kw_only=True):
    """When an assessment was asked for, and what it came to."""

    number: int
    assessment: str
    scope: str
    """An agency, or empty for the whole portfolio."""
    at: str
    as_of: str
    findings: int
    rules_version: str
    catalogue_version: str


def runs(db: Database, scope: str | None = None, before: int | None = None, limit: int = -1) -> tuple[Run, ...]:
    """Return the runs for an agency, for the whole portfolio (empty), or all (None), newest first."""
    condition, values = asked({"run.scope = ?": scope, "run.id < ?": before})
    rows = db.execute(
        "SELECT run.id, run.assessment, run.scope, run.at, as_of, findings, rules_version, catalogue_version"
        f" FROM run JOIN assessment ON assessment.id = run.assessment WHERE {condition} ORDER BY run.id DESC LIMIT ?",
        (*values, limit),
    )
    return tuple(Run(**dict(zip(Run.__struct_fields__, row, strict=True))) for row in rows)


def find_assessment(db: Database, assessment_id: str) -> Assessment | None:
    """Return the assessment whose id begins with `assessment_id`, where there is exactly one."""
    found = db.execute(
        "SELECT id FROM assessment WHERE substr(id, 1, ?) = ? LIMIT 2", (len(assessment_id), assessment_id)
    )
    ids = found.fetchall()
    return _read(db, "id = ?", ids[0][0]) if len(ids) == 1 else None


def previous_assessment(db: Database, assessment_id: str) -> Assessment | None:
    """Return the assessment of the same scope that was made last before `assessment_id`."""
    return _read(
        db,
        "(scope, number) IN (SELECT older.scope, max(older.number) FROM assessment AS older JOIN assessment AS newer"
        " ON newer.id = ? AND older.scope = newer.scope AND older.number < newer.number)",
        assessment_id,
    )


def bases(db: Database, ids: Iterable[str]) -> Iterator[tuple[str, Basis]]:
    """Yield what each of these assessments rests on, without what came out; one after the other is read."""
    for id_ in ids:
        for (basis,) in db.execute("SELECT basis FROM assessment WHERE id = ?", (id_,)).fetchall():
            yield id_, msgspec.json.decode(basis, type=Basis)


def list_assessments(db: Database) -> tuple[tuple[str, str, str, int], ...]:
    """Return (id, scope, as-of date, number of findings), newest first."""
    return tuple(db.execute("SELECT id, scope, as_of, findings FROM assessment ORDER BY number DESC").fetchall())


def _keep_head(
    connection: sqlite3.Connection, number: int, assessment: Assessment, made_at: str, compared: int | None
) -> None:
    connection.execute(
        "INSERT INTO assessment (number, id, scope, as_of, made_at, rules_version, catalogue_version, basis, scores,"
        " findings, result, before, software) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            assessment.id,
            assessment.scope,
            assessment.as_of,
            made_at,
            assessment.rules_version,
            assessment.catalogue_version,
            msgspec.json.encode(assessment.basis).decode(),
            zstandard.ZstdCompressor().compress(assessment.scores),
            assessment.findings,
            assessment.result,
            compared,
            assessment.software,
        ),
    )


def _read(db: Database, condition: str, value: str) -> Assessment | None:
    row = db.execute(
        "SELECT id, scope, as_of, rules_version, catalogue_version, basis, scores, findings, result, software"
        f" FROM assessment WHERE {condition}",
        (value,),
    ).fetchone()
    if row is None:
        return None
    try:
        basis = msgspec.json.decode(row[5], type=Basis)
        scores = zstandard.ZstdDecompressor().decompress(row[6])
    except (msgspec.MsgspecError, zstandard.ZstdError):
        raise StoreError(f"assessment {row[0]}", "what is kept of it is damaged", "go back to a backup") from None
    return Assessment(
        id=row[0],
        scope=row[1],
        as_of=row[2],
        rules_version=row[3],
        catalogue_version=row[4],
        basis=basis,
        scores=scores,
        findings=row[7],
        result=row[8],
        software=row[9],
    )
