"""Check that the database file is whole: SQLite's own check, references, ledgers and documents' hashes."""

from collections.abc import Iterator
from hashlib import sha256

import zstandard

from osk_scan.store.database import Database


def broken(db: Database) -> tuple[str, ...]:
    """Return what is wrong with the file, a line each; nothing where it is whole."""
    return tuple(_found(db))


def _found(db: Database) -> Iterator[str]:
    for (told,) in db.execute("PRAGMA integrity_check"):
        if told != "ok":
            yield str(told)
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        if parent != "assessment" or table not in ("finding", "finding_group", "finding_id", "finding_change"):
            yield f"{table} {row}: names no {parent}"
    for (number,) in db.execute(
        "SELECT DISTINCT assessment FROM finding"
        " WHERE assessment NOT IN (SELECT number FROM assessment UNION SELECT number FROM keeping)"
    ):
        yield f"findings of assessment {number}: there is no such assessment"
    for number, stored in db.execute(
        "SELECT id, stored FROM inventory AS kept"
        " WHERE stored != (SELECT count(*) FROM component WHERE component.inventory = kept.id)"
    ):
        yield f"inventory {number}: not {stored} components"
    for digest, content in db.execute("SELECT sha256, content FROM document WHERE content IS NOT NULL"):
        if sha256(zstandard.ZstdDecompressor().decompress(content)).hexdigest() != digest:
            yield f"document {digest}: other bytes"
