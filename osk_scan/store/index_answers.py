"""Keep what package indexes answered, so that nothing is asked twice."""

import zstandard

from osk_scan.store.database import Database


def kept_answer(db: Database, url: str, accept: str) -> tuple[bytes | None] | None:
    """Return the answer in a tuple of one, None in it where the index has nothing there; None where nobody asked."""
    row = db.execute("SELECT body FROM index_answer WHERE url = ? AND accept = ?", (url, accept)).fetchone()
    if row is None:
        return None
    return (None if row[0] is None else zstandard.ZstdDecompressor().decompress(row[0]),)


def keep_answer(db: Database, url: str, accept: str, body: bytes | None, fetched_at: str) -> None:
    """Keep an answer in place of the one before."""
    packed = None if body is None else zstandard.ZstdCompressor().compress(body)
    with db.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO index_answer (url, accept, body, fetched_at) VALUES (?, ?, ?, ?)",
            (url, accept, packed, fetched_at),
        )
