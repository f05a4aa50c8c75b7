"""Read findings back: those that are asked for, in the order in which people read them, a slice at a time."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from osk_scan.finding import SEVERITIES, Severity
from osk_scan.store import changes
from osk_scan.store.asked import Condition, asked
from osk_scan.store.database import Database
from osk_scan.store.finding_rows import FindingText


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


def findings_of(db: Database, assessment_id: str, wanted: Wanted) -> Iterator[KeptFinding]:
    """Yield the findings asked for, in the order in which people read them."""
    few, (met, values) = _question(db, assessment_id, wanted)
    statement = (_FEW_FINDINGS if few else _ALL_FINDINGS).format(met)
    texts: dict[int, FindingText] = {}
    for row in db.execute(statement, (assessment_id, *values, wanted.limit)):
        yield _kept(db, row, texts)


def count_findings(db: Database, assessment_id: str, wanted: Wanted) -> int:
    """Return how many findings are asked for, whatever the limit."""
    few, (met, values) = _question(db, assessment_id, wanted)
    counting = f"SELECT count(*) {_BY_FINGERPRINT if few else _BY_GROUP} WHERE {met}"
    (found,) = db.execute(counting, (assessment_id, *values)).fetchone()
    return int(found)


def severity_counts(
    db: Database, assessment_id: str, agency: str | None = None, system: str | None = None
) -> dict[Severity, int]:
    """Return how many findings of each severity there are, waived ones included."""
    alike, of_kind = _alike(Wanted(agency=agency, system=system), "finding_group")
    rows = db.execute(
        f"SELECT severity, sum(last - first + 1) FROM finding_group WHERE assessment = {_THIS} AND {alike}"
        " GROUP BY severity",
        (assessment_id, *of_kind),
    )
    found = dict(rows.fetchall())
    return {severity: found.get(rank, 0) for rank, severity in enumerate(SEVERITIES)}


_THIS = "(SELECT number FROM assessment WHERE id = ?)"
_NOT_IN = (
    "NOT EXISTS (SELECT 1 FROM finding_id AS other WHERE other.fingerprint = finding.fingerprint"
    " AND other.assessment = (SELECT number FROM assessment WHERE id = ?))"
)
_SEEN_FROM = "(SELECT first_seen FROM sighting AS seen WHERE seen.fingerprint = finding.fingerprint) >= ?"
_TOLD = """
    SELECT finding.number, finding.fingerprint, finding.text, agency_name.text, system.name, inventory, position,
        product.text, vendor.text, chosen.text, count, first_seen, last_seen
"""
_NAMES = """
    JOIN sighting ON sighting.fingerprint = finding.fingerprint
    LEFT JOIN name AS agency_name ON agency_name.id = finding.agency
    LEFT JOIN system ON system.id = finding.system
    LEFT JOIN name AS product ON product.id = finding.product
    LEFT JOIN name AS vendor ON vendor.id = finding.vendor
    LEFT JOIN name AS chosen ON chosen.id = finding.chosen
"""
# SQLite joins in the order of writing (CROSS JOIN): through the groups, or from fingerprints to what they name.
_BY_GROUP = f"""
    FROM finding_group CROSS JOIN finding ON finding_group.assessment = {_THIS}
    AND finding.assessment = finding_group.assessment AND finding.number BETWEEN first AND last
"""
_BY_FINGERPRINT = f"""
    FROM finding_id CROSS JOIN finding ON finding_id.assessment = {_THIS}
    AND finding.assessment = finding_id.assessment AND finding.number = finding_id.number
"""
_ALL_FINDINGS = f"{_TOLD} {_BY_GROUP} {_NAMES} WHERE {{}} ORDER BY first, finding.number LIMIT ?"
_FEW_FINDINGS = f"""
    {_TOLD} FROM (
        SELECT finding.assessment, finding.number {_BY_FINGERPRINT} WHERE {{}} ORDER BY finding.number LIMIT ?
    ) AS few CROSS JOIN finding USING (assessment, number)
    {_NAMES} ORDER BY finding.number
"""


def _question(db: Database, assessment_id: str, wanted: Wanted) -> tuple[bool, Condition]:
    """Return whether few findings meet a condition on fingerprints, and all that is asked as one condition."""
    named = _named(db, assessment_id, wanted)
    condition, values = named or ("finding_group.last > ?", [wanted.after])
    alike, of_kind = _alike(wanted, "finding" if named else "finding_group")
    single, said = _single(wanted)
    met = f"{condition} AND finding.number > ? AND {alike} AND {single}"
    return named is not None, (met, [*values, wanted.after, *of_kind, *said])


def _named(db: Database, assessment_id: str, wanted: Wanted) -> Condition | None:
    """Return a condition on fingerprints that few findings meet, or None where the question names none."""
    few: list[Condition | None] = []
    if wanted.fingerprint is not None:
        ends: list[object] = [wanted.fingerprint, f"{wanted.fingerprint}~"]
        few.append(("finding_id.fingerprint >= ? AND finding_id.fingerprint < ?", ends))
    if wanted.among is not None:
        few.append((f"finding_id.fingerprint IN {_LISTED}", [_listed(wanted.among)]))
    if wanted.not_in is not None:
        few.append(changes.came(db, wanted.not_in, assessment_id))
    if wanted.seen_from is not None:
        few.append(changes.seen_from(db, wanted.seen_from))
    met = [condition for condition in few if condition is not None]
    return (" AND ".join(text for text, _ in met), [value for _, said in met for value in said]) if met else None


def _alike(wanted: Wanted, table: str) -> Condition:
    """Return the condition that findings of one group meet together, on their own row or their group's."""
    ranks = sorted({SEVERITIES.index(severity) for severity in wanted.severities})
    named, values = asked(
        {
            f"{table}.agency = (SELECT id FROM name WHERE text = ?)": wanted.agency,
            f"{table}.rule = (SELECT id FROM name WHERE text = ?)": wanted.rule,
            f"{table}.system IN (SELECT id FROM system WHERE name = ?)": wanted.system,
        }
    )
    return f"{table}.severity IN ({', '.join(map(str, ranks)) or 'NULL'}) AND {named}", values


def _single(wanted: Wanted) -> Condition:
    """Return the condition that each finding meets by itself."""
    return asked(
        {
            f"finding.fingerprint NOT IN {_LISTED}": _listed(wanted.besides) if wanted.besides else None,
            _SEEN_FROM: wanted.seen_from,
            _NOT_IN: wanted.not_in,
        }
    )


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
