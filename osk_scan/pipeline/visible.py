"""What one agency may see: assessments of nobody but itself; everything for a key to the whole portfolio."""

from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from osk_scan.model import Finding
from osk_scan.pipeline.findings import findings
from osk_scan.store.assessments import Assessment, asked_for, find_assessment, newest_assessment
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted, findings_of


def visible_assessment(db: Database, agency: str | None, assessment_id: str | None = None) -> Assessment | None:
    """Return an agency's own newest assessment, or the one whose id begins so; None where there is none to see."""
    if assessment_id is None:
        return newest_assessment(db, agency or "")
    found = find_assessment(db, assessment_id)
    if found is None or (agency is not None and not asked_for(db, agency, found.id)):
        return None
    return found


def finding_page(
    db: Database, assessment: Assessment, wanted: Wanted, limit: int, as_of: str
) -> tuple[tuple[Finding, ...], int | None]:
    """Return findings from behind `wanted.after`, and the number behind which the next page begins, if there is one."""
    numbers = [kept.number for kept in findings_of(db, assessment.id, replace(wanted, limit=limit + 1))]
    page = tuple(findings(db, assessment, replace(wanted, limit=limit), as_of=as_of))
    return page, numbers[limit - 1] if len(numbers) > limit else None


def system_findings(db: Database, agency: str, system: str, as_of: str, limit: int) -> Iterator[Finding]:
    """Yield at most `limit` findings of one system, the gravest first; none where it was never assessed."""
    assessment = visible_assessment(db, agency) or visible_assessment(db, None)
    if assessment is not None:
        yield from islice(findings(db, assessment, Wanted(agency=agency, system=system), as_of=as_of), limit)
