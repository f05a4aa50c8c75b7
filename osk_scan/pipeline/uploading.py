"""The way of an upload: acknowledged at once, read and assessed later, told at every step."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import uuid4

import msgspec

from osk_scan.errors import OskError, RefusedDocument
from osk_scan.model import Document
from osk_scan.parsers import parse, unwrapped
from osk_scan.pipeline import receipts
from osk_scan.pipeline.access import Caller
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.ingest import ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.receipts import Assignment, place_of
from osk_scan.problems import refused
from osk_scan.receipt import Receipt
from osk_scan.store.audit import Entry, note
from osk_scan.store.database import Database
from osk_scan.store.keys import keys
from osk_scan.store.portfolios import current_basis
from osk_scan.store.receipts import keep_receipt
from osk_scan.store.uploads import (
    MAX_ATTEMPTS,
    NewUpload,
    begin_assessing,
    end_assessing,
    forgive,
    keep_upload,
    settle_upload,
    take_upload,
)

READ_AT_ONCE = 256 << 10
"""Documents up to this size are read while the client waits (15 ms), so that it hears of what is unusable."""

Clock = Callable[[], str]


class HandedIn(NamedTuple):
    """What an uploader hears at once."""

    token: str
    refusal: Receipt | None
    """Where the document was small and unusable."""


def hand_in(
    db: Database, caller: Caller, document: Document, assignment: Assignment, at: str, project: str | None = None
) -> HandedIn:
    """Acknowledge a document: from here on it is not lost."""
    refusal = _refusal(document, assignment) if len(document.content) <= READ_AT_ONCE else None
    new = NewUpload(
        token=str(uuid4()),
        uploader=caller.key,
        agency=assignment.agency,
        assignment=msgspec.json.encode(assignment),
        document=document,
        sha256=document.sha256,
        received_at=at,
        project=project,
    )
    with db.transaction():
        keep_upload(db, new, refusal)
        if refusal:
            keep_receipt(db, refusal, at)
        note(db, Entry(at, caller.key, assignment.agency, "upload refused" if refusal else "upload", new.token))
    return HandedIn(new.token, refusal)


def read_next(db: Database, clock: Clock) -> bool:
    """Read the upload that waits longest; False where none waits.

    Each document goes in wholly or not at all, and the same bytes again change nothing: whenever this ends, beginning
    again leaves every document in exactly once.
    """
    taken = take_upload(db)
    if taken is None:
        return False
    upload, document = taken
    assignment = msgspec.json.decode(upload.assignment, type=Assignment)
    given = _given_up if upload.attempts > MAX_ATTEMPTS else ingest
    settle_upload(db, upload, given(db, document, assignment, upload.received_at), clock())
    return True


def _given_up(db: Database, document: Document, assignment: Assignment, received_at: str) -> tuple[Receipt, ...]:
    """Tell a document as refused that nobody can read without falling over it."""
    error = refused("unreadable", document.name, f"reading ended {MAX_ATTEMPTS} times without a result")
    receipt = receipts.refused(document, place_of(document, assignment), error)
    keep_receipt(db, receipt, received_at)
    return (receipt,)


def assess_next(db: Database, policy: Policy, clock: Clock) -> bool:
    """Assess the agency whose upload waits longest; False where none waits."""
    now = clock()
    waiting = begin_assessing(db, now)
    if waiting is None:
        return False
    agency, newest = waiting
    try:
        made = assess(db, policy, now[:10], now, agency)
    except OskError as error:
        end_assessing(db, agency, newest, None, str(error))
    else:
        end_assessing(db, agency, newest, made.id)
    return True


def begin(db: Database, clock: Clock) -> None:
    """Take up again what could not be assessed when the desk was last open."""
    forgive(db, clock())


def assess_portfolio(db: Database, policy: Policy, clock: Clock) -> None:
    """Assess everything, where somebody with a key to the whole portfolio wants to see it; nothing new is no work."""
    if any(key.agency is None and key.revoked_at is None for key in keys(db)) and current_basis(db).inventories:
        now = clock()
        assess(db, policy, now[:10], now)


def _refusal(document: Document, assignment: Assignment) -> Receipt | None:
    """Return why the whole of a document is unusable; an archive of several is told document by document, later."""
    try:
        inner = unwrapped(document)
        if len(inner) == 1:
            parse(inner[0], assignment.format)
    except RefusedDocument as error:
        return receipts.refused(document, place_of(document, assignment), error)
    return None
