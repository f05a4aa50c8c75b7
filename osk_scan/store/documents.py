"""Documents as they were handed in: the same bytes are kept once, and always their SHA-256."""

import sqlite3

import zstandard

from osk_scan.model import Document
from osk_scan.store.database import Database

_COMPRESSION = 1


def keep_document(connection: sqlite3.Connection, document: Document, *, with_bytes: bool) -> int:
    """Keep a document's hash and size, its bytes only `with_bytes`, and return its number."""
    found = connection.execute("SELECT id FROM document WHERE sha256 = ?", (document.sha256,)).fetchone()
    if found is None:
        content = zstandard.ZstdCompressor(level=_COMPRESSION).compress(document.content) if with_bytes else None
        found = connection.execute(
            "INSERT INTO document (sha256, size, content) VALUES (?, ?, ?) RETURNING id",
            (document.sha256, len(document.content), content),
        ).fetchone()
    return int(found[0])


def document_hash(db: Database, inventory: int) -> str:
    """Return the SHA-256 of the document behind an inventory."""
    (digest,) = db.execute(
        "SELECT sha256 FROM inventory JOIN document ON document.id = document WHERE inventory.id = ?", (inventory,)
    ).fetchone()
    return str(digest)


def raw_document(db: Database, inventory: int) -> Document | None:
    """Return the document behind an inventory, byte for byte; None where it is not kept."""
    name, content = db.execute(
        "SELECT document_name, content FROM inventory JOIN document ON document.id = inventory.document"
        " WHERE inventory.id = ?",
        (inventory,),
    ).fetchone()
    return None if content is None else Document(name, zstandard.ZstdDecompressor().decompress(content))
