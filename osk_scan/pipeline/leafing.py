"""Leaf through the findings of an assessment: a page at a time, whatever there are of them."""

from itertools import islice

from msgspec import Struct

from osk_scan.model import Finding
from osk_scan.pipeline.findings import told
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from osk_scan.store.findings import KeptFinding, Wanted, findings_of
from osk_scan.store.waivers import waivers


class Leaf(Struct, frozen=True):
    """One page of findings, the gravest first."""

    findings: tuple[Finding, ...]
    following: int | None
    """What `Wanted.after` is for the next page; None: this is the last."""


def leaf(db: Database, assessment: Assessment, wanted: Wanted, state: str | None, size: int, as_of: str) -> Leaf:
    """Return at most `size` findings behind `wanted.after`; `state` is `open`, `waived` or None for both."""
    waived = {waiver.finding for waiver in waivers(db).values() if waiver.until >= as_of}

    def fits(kept: KeptFinding) -> bool:
        return state is None or (kept.fingerprint in waived) == (state == "waived")

    found = list(islice(filter(fits, findings_of(db, assessment.id, wanted)), size + 1))
    shown = found[:size]
    following = shown[-1].number if len(found) > size else None
    return Leaf(tuple(told(db, assessment, shown, as_of)), following)
