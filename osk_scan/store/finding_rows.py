"""Write findings as rows of numbers, their texts once: first beside the database file, then a slice at a time."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec
from msgspec import Struct, structs

from osk_scan.finding import Severity
from osk_scan.model import Wording
from osk_scan.store.database import Database

_NAMED = ("rule", "agency", "product", "vendor", "chosen")
_COLUMNS = ("number", "fingerprint", "severity", "rule", "text", "agency", "system", "inventory", "position",
            "product", "vendor", "chosen", "count")  # fmt: skip
_BESIDE = {
    "coming": f"{', '.join(_COLUMNS)}, PRIMARY KEY (number)",
    "coming_group": "first, last, severity, rule, agency, system",
    "coming_id": "at INTEGER PRIMARY KEY, fingerprint, number",
    "coming_name": "text PRIMARY KEY",
    "coming_text": "at INTEGER PRIMARY KEY, id",
}
"""Temporary tables, which lie beside the database file."""
_SLICE, _TEXTS = 5_000, 500
"""Findings and texts written in one turn; it takes some hundredths of a second."""
_NUMBERED = {name: f"(SELECT id FROM name WHERE name.text = coming.{name})" for name in _NAMED}
_NUMBERED["text"] = "(SELECT id FROM coming_text WHERE at = coming.text + 1)"


class FindingText(Struct, frozen=True):
    """What findings of one rule and the same facts say."""

    rule: str
    title: Wording
    severity: Severity
    message: Wording
    fix: Wording
    why: str


class FindingRow(Struct, frozen=True, array_like=True):
    """One finding as numbers; texts and names by their index in what is kept along with it."""

    fingerprint: str
    severity: int
    """Index into `finding.SEVERITIES`."""
    rule: str
    text: int
    agency: str | None
    system: int | None
    inventory: int | None
    position: int | None
    product: str | None
    vendor: str | None
    chosen: str | None
    count: int


def bring(db: Database, rows: Iterable[FindingRow]) -> int:
    """Write findings beside the database file, where nobody has to wait for it, and return how many they are."""
    connection, coming = db.connection, 0
    for table, columns in _BESIDE.items():
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
        connection.execute(f"CREATE TEMP TABLE {table} ({columns})")
    connection.execute("BEGIN")
    for kind, run in groupby(enumerate(rows), key=_kind):
        alike = ((number, *structs.astuple(row)) for number, row in run)
        done = connection.executemany(f"INSERT INTO coming VALUES ({', '.join('?' * len(_COLUMNS))})", alike)
        following = coming + done.rowcount
        connection.execute("INSERT INTO coming_group VALUES (?, ?, ?, ?, ?, ?)", (coming, following - 1, *kind))
        coming = following
    for column in _NAMED:
        connection.execute(f"INSERT OR IGNORE INTO coming_name SELECT {column} FROM coming WHERE {column} IS NOT NULL")
    connection.execute(
        "INSERT INTO coming_id (fingerprint, number) SELECT fingerprint, number FROM coming ORDER BY 1, 2"
    )
    connection.execute("COMMIT")
    return coming


def keep_findings(db: Database, coming: int, assessment: int, as_of: str, texts: Sequence[FindingText]) -> None:
    """Keep the findings that were brought, a slice at a time."""
    with db.transaction() as connection:
        connection.execute("INSERT OR IGNORE INTO name (text) SELECT text FROM coming_name ORDER BY text")
    for connection, (first, last) in db.slices(len(texts), _TEXTS):
        _keep_texts(connection, texts[first : last + 1])
    # Each in the order of its table, which touches few pages of the file.
    for connection, numbers in db.slices(coming, _SLICE):
        _keep_rows(connection, assessment, numbers)
    for connection, numbers in db.slices(coming, _SLICE):
        _keep_ids(connection, assessment, as_of, numbers)
    named = ", ".join(_NUMBERED.get(column, column) for column in ("severity", "rule", "agency", "system"))
    with db.transaction() as connection:
        connection.execute(
            f"INSERT INTO finding_group (assessment, first, last, severity, rule, agency, system)"
            f" SELECT ?, first, last, {named} FROM coming_group AS coming",
            (assessment,),
        )


def _kind(numbered: tuple[int, FindingRow]) -> tuple[object, ...]:
    """Return what findings of one group have in common."""
    row = numbered[1]
    return row.severity, row.rule, row.agency, row.system


def _keep_rows(connection: sqlite3.Connection, assessment: int, numbers: tuple[int, int]) -> None:
    values = (_NUMBERED.get(column, column) for column in _COLUMNS)
    connection.execute(
        f"INSERT INTO finding (assessment, {', '.join(_COLUMNS)})"
        f" SELECT ?, {', '.join(values)} FROM coming WHERE number BETWEEN ? AND ? ORDER BY number",
        (assessment, *numbers),
    )


def _keep_ids(connection: sqlite3.Connection, assessment: int, as_of: str, numbers: tuple[int, int]) -> None:
    connection.execute(
        "INSERT INTO finding_id (fingerprint, assessment, number)"
        " SELECT fingerprint, ?, number FROM coming_id WHERE at BETWEEN 1 + ? AND 1 + ? ORDER BY at",
        (assessment, *numbers),
    )
    connection.execute(
        "INSERT INTO sighting SELECT fingerprint, ?1, ?1 FROM coming_id WHERE at BETWEEN 1 + ?2 AND 1 + ?3 ORDER BY at"
        " ON CONFLICT DO UPDATE SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, ?1)",
        (as_of, *numbers),
    )


def _keep_texts(connection: sqlite3.Connection, texts: Sequence[FindingText]) -> None:
    bodies = [(msgspec.json.encode(text).decode(),) for text in texts]
    connection.executemany("INSERT OR IGNORE INTO finding_text (body) VALUES (?)", bodies)
    connection.executemany("INSERT INTO coming_text (id) SELECT id FROM finding_text WHERE body = ?", bodies)
