"""Leaf through the findings of an assessment: a page at a time, whatever there are of them."""

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.finding import Finding
from osk_scan.pipeline.findings import told
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted, findings_of
from osk_scan.store.waivers import waivers


class Leaf(Struct, frozen=True):
    """One page of findings, the gravest first."""

    findings: tuple[Finding, ...]
    following: int | None
    """What `Wanted.after` is for the next page; None: this is the last."""


def in_state(db: Database, wanted: Wanted, state: str | None, as_of: str) -> Wanted:
    """Return the question for findings that are `open` or `waived` on a day; None asks for both."""
    if state is None:
        return wanted
    waived = frozenset(waiver.finding for waiver in waivers(db).values() if waiver.holds(as_of))
    return replace(wanted, among=waived) if state == "waived" else replace(wanted, besides=waived)


def leaf(db: Database, assessment: Assessment, wanted: Wanted, state: str | None, size: int, as_of: str) -> Leaf:
    """Return at most `size` findings behind `wanted.after`; `state` is `open`, `waived` or None for both."""
    wanted = in_state(db, wanted, state, as_of)
    found = list(findings_of(db, assessment.id, replace(wanted, limit=size + 1)))
    shown = found[:size]
    following = shown[-1].number if len(found) > size else None
    return Leaf(tuple(told(db, assessment, shown, as_of)), following)
