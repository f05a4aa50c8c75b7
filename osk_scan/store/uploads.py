"""What was handed in over the network, from the moment it is acknowledged until it is assessed or refused."""

import sqlite3
from datetime import datetime, timedelta
from typing import Literal

import msgspec
import zstandard
from msgspec import Struct

from osk_scan.model import Document
from osk_scan.receipt import Receipt
from osk_scan.store.asked import asked
from osk_scan.store.database import Database

State = Literal["received", "parsing", "stored", "assessed", "refused"]
MAX_ATTEMPTS = 3
"""A document on which reading (or assessing) ended so often without an outcome is told as failed."""


class NewUpload(Struct, frozen=True, kw_only=True):
    """A document as it comes in."""

    token: str
    uploader: str
    agency: str
    assignment: bytes
    """JSON, as the pipeline wrote it."""
    document: Document
    sha256: str
    received_at: str
    project: str | None = None


class KeptUpload(Struct, frozen=True, kw_only=True):
    """How far an upload has come."""

    number: int
    token: str
    uploader: str
    agency: str
    project: str | None
    assignment: str
    document_name: str
    sha256: str
    size: int
    state: State
    attempts: int
    received_at: str
    settled_at: str | None
    receipts: tuple[Receipt, ...]
    assessment: str | None
    failure: str | None
    """A term, or what an error said."""

    @property
    def pending(self) -> bool:
        """Whether something will still be done about it without anybody asking."""
        if self.state == "stored":
            return self.failure is None
        return self.state in ("received", "parsing")


_COLUMNS = (
    "id, token, uploader, agency, project, assignment, document_name, sha256, size, state, attempts, received_at,"
    " settled_at, receipts, assessment, failure"
)


_ENDED = "assessing-ended"
_UNASSESSED = "state = 'stored' AND failure IS NULL"


def keep_upload(db: Database, new: NewUpload, refusal: Receipt | None = None) -> None:
    """Keep a document to be read later, or only that it was refused at once; it survives a power cut from here on."""
    content = None if refusal else zstandard.ZstdCompressor(level=1).compress(new.document.content)
    receipts = msgspec.json.encode((refusal,) if refusal else ()).decode()
    with db.transaction() as connection:
        connection.execute(
            "INSERT INTO upload (token, uploader, agency, project, assignment, document_name, sha256, size, content,"
            " state, received_at, receipts, settled_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (new.token, new.uploader, new.agency, new.project, new.assignment.decode(), new.document.name, new.sha256,
             len(new.document.content), content, "refused" if refusal else "received", new.received_at, receipts,
             new.received_at if refusal else None),
        )  # fmt: skip


def take_upload(db: Database) -> tuple[KeptUpload, Document] | None:
    """Return the upload that waits longest and mark it as being read; None where none waits.

    One that was being read when the power went is taken again, before all others.
    """
    with db.transaction() as connection:
        row = connection.execute(
            f"UPDATE upload SET state = 'parsing', attempts = attempts + 1 WHERE id = (SELECT min(id) FROM upload"
            f" WHERE state IN ('received', 'parsing')) RETURNING {_COLUMNS}, content"
        ).fetchone()
    if row is None:
        return None
    upload = _kept(row[:-1])
    return upload, Document(upload.document_name, zstandard.ZstdDecompressor().decompress(row[-1]))


def settle_upload(db: Database, upload: KeptUpload, receipts: tuple[Receipt, ...], at: str) -> None:
    """Keep what became of an upload; its bytes are dropped, since what was read is kept with its inventory."""
    state = "refused" if all(receipt.state == "refused" for receipt in receipts) else "stored"
    with db.transaction() as connection:
        connection.execute(
            "UPDATE upload SET state = ?, receipts = ?, settled_at = ?, content = NULL, attempts = 0 WHERE id = ?",
            (state, msgspec.json.encode(receipts).decode(), at, upload.number),
        )
        _note_import(connection, upload.project, at)


def begin_assessing(db: Database, at: str) -> tuple[str, int] | None:
    """Return (agency, newest upload) of the agency whose stored upload waits longest for an assessment, or None.

    One on which assessing ended too often is told as failed; a newer one of its agency, or `forgive`, takes it along.
    """
    with db.transaction() as connection:
        connection.execute(
            f"UPDATE upload SET failure = ? WHERE {_UNASSESSED} AND attempts >= {MAX_ATTEMPTS}", (_ENDED,)
        )
        row = connection.execute(f"SELECT agency FROM upload WHERE {_UNASSESSED} ORDER BY id LIMIT 1").fetchone()
        if row is None:
            return None
        newest = connection.execute(
            f"SELECT max(id) FROM upload WHERE {_UNASSESSED} AND agency = ?", (row[0],)
        ).fetchone()[0]
        connection.execute(
            f"UPDATE upload SET attempts = attempts + 1, tried_at = ? WHERE {_UNASSESSED} AND agency = ? AND id <= ?",
            (at, row[0], newest),
        )
    return str(row[0]), int(newest)


def forgive(db: Database, at: str) -> None:
    """Have uploads assessed again that could not be: what was wrong may be mended.

    Those that brought the process down wait for an hour, or a machine that goes down with it would never stand again.
    """
    hour_ago = (datetime.fromisoformat(at) - timedelta(hours=1)).isoformat()
    with db.transaction() as connection:
        connection.execute(
            "UPDATE upload SET failure = NULL, attempts = 0 WHERE state = 'stored'"
            f" AND (failure IS NOT NULL OR attempts >= {MAX_ATTEMPTS})"
            f" AND (attempts < {MAX_ATTEMPTS} OR tried_at IS NULL OR tried_at < ?)",
            (hour_ago,),
        )


def end_assessing(db: Database, agency: str, newest: int, assessment: str | None, failure: str | None = None) -> None:
    """Mark an agency's stored uploads up to `newest` as assessed, or say why they are not."""
    state = "stored" if assessment is None else "assessed"
    with db.transaction() as connection:
        connection.execute(
            "UPDATE upload SET state = ?, assessment = ?, failure = ?"
            " WHERE state = 'stored' AND agency = ? AND id <= ?",
            (state, assessment, failure, agency, newest),
        )


def find_upload(db: Database, token: str, agency: str | None = None) -> KeptUpload | None:
    """Return one upload; with `agency`, only where it is that agency's."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM upload WHERE token = ?1 AND (?2 IS NULL OR agency = ?2)", (token, agency)
    ).fetchone()
    return _kept(row) if row else None


def uploads(
    db: Database, agency: str | None = None, before: int | None = None, limit: int = -1
) -> tuple[KeptUpload, ...]:
    """Return the uploads of one agency, or of all, newest first."""
    condition, values = asked({"agency = ?": agency, "id < ?": before})
    rows = db.execute(f"SELECT {_COLUMNS} FROM upload WHERE {condition} ORDER BY id DESC LIMIT ?", (*values, limit))
    return tuple(_kept(row) for row in rows)


def _kept(row: tuple[object, ...]) -> KeptUpload:
    fields = dict(zip(KeptUpload.__struct_fields__, row, strict=True))
    read = msgspec.json.decode(str(fields["receipts"]), type=tuple[Receipt, ...])
    return msgspec.structs.replace(msgspec.convert(fields | {"receipts": ()}, KeptUpload), receipts=read)


def _note_import(connection: sqlite3.Connection, project: str | None, at: str) -> None:
    """Move a project's last import on: to this moment, and by a millisecond where two fall into the same second."""
    connection.execute(
        "UPDATE project SET last_import = max(unixepoch(?1) * 1000, coalesce(last_import, 0) + 1) WHERE uuid = ?2",
        (at, project),
    )
