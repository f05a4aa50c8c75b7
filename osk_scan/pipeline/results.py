"""Gather what exporters and reports tell of one assessment: streams over the store that can be read again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from osk_scan.errors import InvalidRequest
from osk_scan.finding import Finding
from osk_scan.model import Language
from osk_scan.pipeline.components import used_components
from osk_scan.pipeline.findings import findings
from osk_scan.pipeline.formats import format_title
from osk_scan.pipeline.narrowing import scores_for
from osk_scan.pipeline.policy import Policy
from osk_scan.receipt import Receipt
from osk_scan.results import LicenseAnswer, Results, RuleText, UsedComponent
from osk_scan.sovereignty.method_page import method_page
from osk_scan.store.assessments import Assessment, find_assessment, newest_assessment
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted
from osk_scan.store.receipts import every_receipt

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def assessment_named(db: Database, assessment_id: str | None, agency: str | None) -> Assessment:
    """Return one assessment by the beginning of its id, or the newest: the agency's own, else the portfolio's.

    Raises:
        InvalidRequest: where there is none, or it is of nothing.
    """
    if assessment_id:
        found = find_assessment(db, assessment_id)
    else:
        found = (newest_assessment(db, agency) if agency else None) or newest_assessment(db)
    if found is None:
        raise InvalidRequest("assessment", "there is none yet", "run `osk-scan assess` first")
    if not found.basis.inventories:
        fix = "take documents in by `osk-scan ingest`, then run `osk-scan assess`"
        raise InvalidRequest(f"assessment {found.id[:8]}", "nothing was handed in when it was made", fix)
    return found


def checked_agency(assessment: Assessment, agency: str | None) -> str | None:
    """Return `agency`, which the assessment covers where it is named.

    Raises:
        InvalidRequest: naming those that it covers.
    """
    covered = sorted({system.agency for system in assessment.basis.systems})
    if agency is not None and agency not in covered:
        raise InvalidRequest(
            f"agency {agency}", "the assessment has none of its systems", f"name one of: {', '.join(covered)}"
        )
    return agency


def checked_system(assessment: Assessment, system: str | None, agency: str | None) -> str | None:
    """Return `system`, which the assessment covers where it is named, of that agency where one is.

    Raises:
        InvalidRequest: where it does not.
    """
    covered = {one.name for one in assessment.basis.systems if agency in (None, one.agency)}
    if system is not None and system not in covered:
        raise InvalidRequest(
            f"system {system}", "the assessment does not cover it", "see `osk-scan receipts` for those kept"
        )
    return system


def results_of(
    db: Database,
    policy: Policy,
    assessment: Assessment,
    agency: str | None = None,
    language: Language = "de",
    *,
    since: str | None = None,
) -> Results:
    """Return what one assessment says, of one agency or of all that it covers; `since` narrows the findings.

    Raises:
        InvalidRequest: where `since` is neither a day nor an assessment.
    """
    inventories = {number for _, number in assessment.basis.inventories}
    receipts = tuple(_counting(db, inventories, agency))
    return Results(
        assessment=assessment.id,
        as_of=assessment.as_of,
        software=version("osk-scan"),
        rules_version=assessment.rules_version,
        catalogue_version=assessment.catalogue_version,
        scores=scores_for(db, assessment, agency),
        not_claimed=policy.method.not_claimed,
        method=method_page(policy.method),
        language=language,
        systems=tuple(s for s in assessment.basis.systems if agency is None or s.agency == agency),
        rules=tuple(RuleText(r.id, r.topic, r.title, r.severity, r.cites) for r in policy.pack.rules),
        receipts=receipts,
        formats={one.format: format_title(one.format) for one in receipts if one.format},
        findings=_Findings(db, assessment, _wanted(db, agency, since)),
        components=_Components(db, assessment, policy, agency),
        licensing=_Licensing(db, assessment, agency),
    )


def _wanted(db: Database, agency: str | None, since: str | None) -> Wanted:
    """Return which findings are asked for: first seen on a day or later, or not in an earlier assessment."""
    if since is None:
        return Wanted(agency=agency)
    if _DAY.fullmatch(since):
        return Wanted(agency=agency, seen_from=since)
    old = find_assessment(db, since)
    if old is None:
        raise InvalidRequest(f"since {since}", "it is neither a day nor an assessment", "write a day as 2026-09-01")
    return Wanted(agency=agency, not_in=old.id)


def _counting(db: Database, inventories: set[int], agency: str | None) -> Iterator[Receipt]:
    """Yield the receipts of what counts and of what was refused, oldest first."""
    for kept in every_receipt(db, agency):
        receipt = kept.receipt
        if receipt.state == "refused" or (receipt.state == "stored" and receipt.inventory_id in inventories):
            yield receipt


@dataclass(frozen=True)
class _Findings:
    """Findings, read from the store each time somebody walks over them."""

    db: Database
    assessment: Assessment
    wanted: Wanted

    def __iter__(self) -> Iterator[Finding]:
        return findings(self.db, self.assessment, self.wanted)


@dataclass(frozen=True)
class _Licensing:
    """Answers to the license question, worked out each time somebody walks over them: reports do, exports do not."""

    db: Database
    assessment: Assessment
    agency: str | None

    def __iter__(self) -> Iterator[LicenseAnswer]:
        from osk_scan.pipeline.licensing import answers_of

        return answers_of(self.db, self.assessment.basis, self.agency)


@dataclass(frozen=True)
class _Components:
    """Components, read from the store each time somebody walks over them."""

    db: Database
    assessment: Assessment
    policy: Policy
    agency: str | None

    def __iter__(self) -> Iterator[UsedComponent]:
        return used_components(self.db, self.assessment, self.policy, self.agency)
