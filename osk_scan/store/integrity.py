"""Check that the database file is whole: SQLite's own check, references, ledgers and documents' hashes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec
import zstandard

from osk_scan.model import Wording
from osk_scan.store.database import Database


def broken(db: Database) -> tuple[Wording, ...]:
    """Return what is wrong with the file, a line each; nothing where it is whole."""
    return tuple(_found(db))


def missing_inventories(db: Database, numbers: Iterable[int]) -> tuple[int, ...]:
    """Return which of these inventories are not there, with their documents' hashes."""
    listed = msgspec.json.encode(sorted(set(numbers))).decode()
    found = db.execute(
        "SELECT value FROM json_each(?) WHERE value NOT IN"
        " (SELECT inventory.id FROM inventory JOIN document ON document.id = document) ORDER BY value",
        (listed,),
    )
    return tuple(number for (number,) in found)


def _found(db: Database) -> Iterator[Wording]:
    for (told,) in db.execute("PRAGMA integrity_check"):
        if told != "ok":
            yield Wording(str(told), str(told))
    unmet = Counter((table, parent) for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"))
    for (table, parent), rows in sorted(unmet.items()):
        if parent != "assessment" or table not in ("finding", "finding_group", "finding_id", "finding_change"):
            yield Wording(f"{table}: {rows} Zeilen ohne {parent}", f"{table}: {rows} rows name no {parent}")
    for (number,) in db.execute(
        "SELECT DISTINCT assessment FROM finding"
        " WHERE assessment NOT IN (SELECT number FROM assessment UNION SELECT number FROM keeping)"
    ):
        yield Wording(
            f"Befunde der Auswertung {number}: Es gibt keine solche Auswertung",
            f"findings of assessment {number}: there is no such assessment",
        )
    for number, stored in db.execute(
        "SELECT id, stored FROM inventory AS kept"
        " WHERE stored != (SELECT count(*) FROM component WHERE component.inventory = kept.id)"
    ):
        yield Wording(f"Inventar {number}: nicht {stored} Komponenten", f"inventory {number}: not {stored} components")
    for digest, content in db.execute("SELECT sha256, content FROM document WHERE content IS NOT NULL"):
        if _digest(content) != digest:
            yield Wording(f"Dokument {digest}: andere Bytes", f"document {digest}: other bytes")


def _digest(compressed: bytes) -> str | None:
    """Return the hash of a document as kept; None where it cannot be unpacked."""
    try:
        return sha256(zstandard.ZstdDecompressor().decompress(compressed)).hexdigest()
    except zstandard.ZstdError:
        return None
