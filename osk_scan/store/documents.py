"""Documents as they were handed in: the same bytes are kept once, and always their SHA-256."""

import sqlite3
from hashlib import sha256

import zstandard

from osk_scan.model import Document
from osk_scan.store.database import Database

_COMPRESSION = 1


def sha256_of(document: Document) -> str:
    """Return the SHA-256 of the bytes, as hex."""
    return sha256(document.content).hexdigest()


def keep_document(connection: sqlite3.Connection, document: Document, *, with_bytes: bool) -> str:
    """Keep a document's hash and size, its bytes only `with_bytes`, and return the hash."""
    digest = sha256_of(document)
    if connection.execute("SELECT 1 FROM document WHERE sha256 = ?", (digest,)).fetchone() is None:
        content = zstandard.ZstdCompressor(level=_COMPRESSION).compress(document.content) if with_bytes else None
        connection.execute(
            "INSERT INTO document (sha256, size, content) VALUES (?, ?, ?)", (digest, len(document.content), content)
        )
    return digest


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
