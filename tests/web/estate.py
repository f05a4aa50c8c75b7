"""Two agencies with the demo's documents, assessed: what pages are read with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from osk_scan.model import Document
from osk_scan.pipeline.access import Caller, Role
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.demo import ingest_demo
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.receipts import Assignment
from osk_scan.pipeline.uploading import assess_next, hand_in, read_next
from osk_scan.store.database import Database
from tests.web.documents import bom
from tests.web.server import AT, Server, key

AGENCY, OTHER = "Bezirksamt A", "Landesamt B"
BEFORE = "2026-06-30"
"""The day of the assessments before the documents that tests bring."""


def furnished(db: Path, *extra: Document) -> None:
    """Fill a database with the demo and further documents of `AGENCY`, and assess it for all and for each."""
    with Database(db) as opened:
        policy = Policy()
        list(ingest_demo(opened, AT))
        for scope in (None, AGENCY):
            assess(opened, policy, BEFORE, AT, scope)
        for agency, document in (*((AGENCY, each) for each in extra), (OTHER, Document("portal.cdx.json", bom()))):
            uploader = Caller(key="test", name="", agency=agency, roles=frozenset({Role.UPLOADER}))
            hand_in(opened, uploader, document, Assignment(agency=agency, system="Prüfverfahren"), AT)
        while read_next(opened, lambda: AT) or assess_next(opened, policy, lambda: AT):
            pass
        for scope in (None, AGENCY, OTHER):
            assess(opened, policy, AT[:10], AT, scope)


@contextmanager
def visit(server: Server, agency: str | None, *roles: Role) -> Iterator[httpx.Client]:
    """Log in as a browser does."""
    with server.client() as client:
        answer = client.post("/session", data={"key": key(server.db, agency, *roles)})
        assert 303 == answer.status_code
        yield client
