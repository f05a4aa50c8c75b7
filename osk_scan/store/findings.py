"""Keep findings as rows of numbers, their texts once, and read them back a slice at a time."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from osk_scan.model import SEVERITIES, Severity, Wording
from osk_scan.store.database import Database

_NAMED = ("rule", "agency", "product", "vendor", "chosen")
_COLUMNS = ("number", "fingerprint", "severity", "rule", "text", "agency", "system", "inventory", "position",
            "product", "vendor", "chosen", "count")  # fmt: skip


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
    """Index into `model.SEVERITIES`."""
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


class KeptFinding(Struct, frozen=True, kw_only=True):
    """One finding read back, with all that the store knows of it."""

    number: int
    fingerprint: str
    text: FindingText
    agency: str
    system: str | None
    inventory: int | None
    position: int | None
    product: str | None
    vendor: str | None
    chosen: str | None
    count: int
    first_seen: str
    last_seen: str


class Wanted(Struct, frozen=True, kw_only=True):
    """Which findings are asked for; None means any."""

    agency: str | None = None
    system: str | None = None
    rule: str | None = None
    severities: tuple[Severity, ...] = SEVERITIES
    fingerprint: str | None = None
    """Its beginning."""
    seen_from: str | None = None
    """Only what was first seen on this day or later."""
    not_in: str | None = None
    """Only what this assessment did not have."""
    among: frozenset[str] | None = None
    """Only these fingerprints."""
    besides: frozenset[str] = frozenset()
    """None of these fingerprints."""
    after: int = -1
    """Only what stands behind this number."""
    limit: int = -1
    """At most this many; -1 means all."""


def keep_findings(
    connection: sqlite3.Connection,
    assessment: int,
    as_of: str,
    texts: Sequence[FindingText],
    rows: Iterable[FindingRow],
) -> None:
    """Keep the findings of one assessment, inside the transaction that the caller opened."""
    text_ids = _keep_texts(connection, texts)
    connection.execute(f"CREATE TEMP TABLE coming ({', '.join(_COLUMNS)}, PRIMARY KEY (number))")
    connection.executemany(
        f"INSERT INTO coming VALUES ({', '.join('?' * len(_COLUMNS))})",
        ((at, r.fingerprint, r.severity, r.rule, text_ids[r.text], r.agency, r.system, r.inventory, r.position,
          r.product, r.vendor, r.chosen, r.count) for at, r in enumerate(rows)),
    )  # fmt: skip
    _move(connection, assessment, as_of)


def findings_of(db: Database, assessment_id: str, wanted: Wanted) -> Iterator[KeptFinding]:
    """Yield the findings asked for, in the order in which people read them."""
    alike, of_kind = _alike(wanted)
    grouped = f"SELECT assessment, min(first), max(last) FROM finding_group AS finding WHERE {_THIS} AND {alike}"
    number, first, last = db.execute(grouped, (assessment_id, *of_kind)).fetchone()
    if number is None:
        return
    single, said = _single(wanted)
    # SQLite takes the short way by fingerprint only where it cannot go through the assessment's findings in order.
    column = "+finding.assessment" if wanted.fingerprint is not None or wanted.among is not None else "assessment"
    statement = (
        f"{_SELECT_FINDINGS} WHERE {column} = ? AND finding.number BETWEEN ? AND ? AND {alike} AND {single}"
        " ORDER BY finding.number LIMIT ?"
    )
    texts: dict[int, FindingText] = {}
    for row in db.execute(statement, (number, max(first, wanted.after + 1), last, *of_kind, *said, wanted.limit)):
        yield _kept(db, row, texts)


def fingerprints_gone(db: Database, old: str, new: str, agency: str | None = None) -> tuple[str, ...]:
    """Return the fingerprints of one assessment's findings that a later one has not any more, sorted."""
    rows = db.execute(
        f"SELECT fingerprint FROM finding LEFT JOIN name ON name.id = agency WHERE assessment ="
        f" (SELECT number FROM assessment WHERE id = ?) AND {_NOT_IN} AND (?3 IS NULL OR name.text = ?3) ORDER BY 1",
        (old, new, agency),
    )
    return tuple(fingerprint for (fingerprint,) in rows)


def severity_counts(
    db: Database, assessment_id: str, agency: str | None = None, system: str | None = None
) -> dict[Severity, int]:
    """Return how many findings of each severity there are, waived ones included."""
    alike, of_kind = _alike(Wanted(agency=agency, system=system))
    rows = db.execute(
        f"SELECT severity, sum(findings) FROM finding_group AS finding WHERE {_THIS} AND {alike} GROUP BY severity",
        (assessment_id, *of_kind),
    )
    found = dict(rows.fetchall())
    return {severity: found.get(rank, 0) for rank, severity in enumerate(SEVERITIES)}


_THIS = "finding.assessment = (SELECT number FROM assessment WHERE id = ?)"
_NOT_IN = (
    "NOT EXISTS (SELECT 1 FROM finding AS other WHERE other.fingerprint = finding.fingerprint"
    " AND other.assessment = (SELECT number FROM assessment WHERE id = ?))"
)
_SELECT_FINDINGS = """
    SELECT finding.number, finding.fingerprint, finding.text, agency_name.text, system.name, inventory, position,
        product.text, vendor.text, chosen.text, count, first_seen, last_seen
    FROM finding
    JOIN sighting ON sighting.fingerprint = finding.fingerprint
    LEFT JOIN name AS agency_name ON agency_name.id = finding.agency
    LEFT JOIN system ON system.id = finding.system
    LEFT JOIN name AS product ON product.id = finding.product
    LEFT JOIN name AS vendor ON vendor.id = finding.vendor
    LEFT JOIN name AS chosen ON chosen.id = finding.chosen
"""


def _alike(wanted: Wanted) -> tuple[str, list[object]]:
    """Return the condition that findings of one group meet together, and its values."""
    ranks = sorted({SEVERITIES.index(severity) for severity in wanted.severities})
    named = {
        "finding.agency = (SELECT id FROM name WHERE text = ?)": wanted.agency,
        "finding.rule = (SELECT id FROM name WHERE text = ?)": wanted.rule,
        "finding.system IN (SELECT id FROM system WHERE name = ?)": wanted.system,
    }
    asked = {condition: value for condition, value in named.items() if value is not None}
    severity = f"finding.severity IN ({', '.join(map(str, ranks)) or 'NULL'})"
    return " AND ".join((severity, *asked)), [*asked.values()]


def _single(wanted: Wanted) -> tuple[str, list[object]]:
    """Return the condition that each finding meets by itself, and its values."""
    asked: list[tuple[str, list[object]]] = []
    if wanted.fingerprint is not None:
        asked.append(
            ("finding.fingerprint >= ? AND finding.fingerprint < ?", [wanted.fingerprint, f"{wanted.fingerprint}~"])
        )
    if wanted.among is not None:
        asked.append((f"finding.fingerprint IN {_LISTED}", [_listed(wanted.among)]))
    if wanted.besides:
        asked.append((f"finding.fingerprint NOT IN {_LISTED}", [_listed(wanted.besides)]))
    if wanted.seen_from is not None:
        asked.append(("first_seen >= ?", [wanted.seen_from]))
    if wanted.not_in is not None:
        asked.append((_NOT_IN, [wanted.not_in]))
    return " AND ".join(condition for condition, _ in asked) or "true", [value for _, said in asked for value in said]


_LISTED = "(SELECT value FROM json_each(?))"


def _listed(fingerprints: frozenset[str]) -> str:
    return msgspec.json.encode(sorted(fingerprints)).decode()


def _kept(db: Database, row: tuple[object, ...], texts: dict[int, FindingText]) -> KeptFinding:
    number = row[2]
    if number not in texts:
        (body,) = db.execute("SELECT body FROM finding_text WHERE id = ?", (number,)).fetchone()
        texts[int(str(number))] = msgspec.json.decode(body, type=FindingText)
    names = (*KeptFinding.__struct_fields__,)
    fields = dict(zip(names, row, strict=True)) | {"text": texts[int(str(number))], "agency": row[3] or ""}
    return msgspec.convert(fields, KeptFinding)


def _keep_texts(connection: sqlite3.Connection, texts: Sequence[FindingText]) -> list[int]:
    bodies = [msgspec.json.encode(text).decode() for text in texts]
    connection.executemany("INSERT OR IGNORE INTO finding_text (body) VALUES (?)", ((body,) for body in bodies))
    find = "SELECT id FROM finding_text WHERE body = ?"
    return [connection.execute(find, (body,)).fetchone()[0] for body in bodies]


def _move(connection: sqlite3.Connection, assessment: int, as_of: str) -> None:
    """Turn names into numbers and note the sightings, set by set; SQLite does a million in a few seconds."""
    for column in _NAMED:
        connection.execute(
            f"INSERT OR IGNORE INTO name (text)"
            f" SELECT DISTINCT {column} FROM coming WHERE {column} IS NOT NULL ORDER BY 1"
        )
    values = (f"(SELECT id FROM name WHERE text = {c})" if c in _NAMED else c for c in _COLUMNS)
    connection.execute(
        f"INSERT INTO finding (assessment, {', '.join(_COLUMNS)})"
        f" SELECT ?, {', '.join(values)} FROM coming ORDER BY number",
        (assessment,),
    )
    connection.execute(
        "INSERT INTO finding_group"
        " SELECT assessment, severity, rule, agency, system, min(number), max(number), count(*)"
        " FROM finding WHERE assessment = ? GROUP BY severity, rule, agency, system",
        (assessment,),
    )
    connection.execute(
        "INSERT INTO sighting SELECT fingerprint, ?1, ?1 FROM coming WHERE true ORDER BY fingerprint"
        " ON CONFLICT DO UPDATE SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, ?1)",
        (as_of,),
    )
    connection.execute("DROP TABLE coming")
