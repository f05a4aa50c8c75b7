"""What one agency may see: assessments of nobody but itself; everything for a key to the whole portfolio."""

from collections.abc import Iterator
from itertools import islice

from osk_scan.finding import Finding
from osk_scan.pipeline.findings import findings
from osk_scan.store.assessments import Assessment, asked_for, find_assessment, newest_assessment
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted


def visible_assessment(db: Database, agency: str | None, assessment_id: str | None = None) -> Assessment | None:
    """Return an agency's own newest assessment, or the one whose id begins so; None where there is none to see."""
    if agency == "":
        return None  # Nobody's agency; the whole portfolio is None.
    if assessment_id is None:
        return newest_assessment(db, agency or "")
    found = find_assessment(db, assessment_id)
    if found is None or (agency is not None and not asked_for(db, agency, found.id)):
        return None
    return found


def system_findings(db: Database, agency: str, system: str, as_of: str, limit: int) -> Iterator[Finding]:
    """Yield at most `limit` findings of one system, the gravest first; none where it was never assessed."""
    assessment = visible_assessment(db, agency) or visible_assessment(db, None)
    if assessment is not None:
        yield from islice(findings(db, assessment, Wanted(agency=agency, system=system), as_of=as_of), limit)
