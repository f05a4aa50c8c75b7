"""A finding as one flat row of text: the columns of every table that lists findings."""

from msgspec import Struct

from osk_scan.finding import Finding

PATH_ARROW = " → "


class FlatFinding(Struct, frozen=True):
    """One finding, flat. An empty cell is a field that the finding does not have.

    Source: the columns that auditors ask of an export of policy decisions (Dependency-Track issue 6251).
    """

    id: str
    agency: str
    system: str
    component: str
    version: str
    purl: str
    product: str
    vendor: str
    license_declared: str
    license_concluded: str
    license_chosen: str
    rule: str
    severity: str
    title_de: str
    title_en: str
    message_de: str
    message_en: str
    fix_de: str
    fix_en: str
    why: str
    path: str
    evidence: str
    state: str
    decision: str
    comment: str
    reviewer: str
    decided_at: str
    until: str
    first_seen: str
    last_seen: str
    assessment: str


FINDING_COLUMNS = FlatFinding.__struct_fields__


def finding_row(finding: Finding) -> FlatFinding:
    """Return `finding` as one row."""
    component, license_ = finding.component, finding.license
    return FlatFinding(
        id=finding.id,
        agency=finding.agency,
        system=finding.system or "",
        component=component.name if component else "",
        version=(component.version if component else None) or "",
        purl=(component.purl if component else None) or "",
        product=finding.product or "",
        vendor=finding.vendor or "",
        license_declared=(license_.declared if license_ else None) or "",
        license_concluded=(license_.concluded if license_ else None) or "",
        license_chosen=(license_.chosen if license_ else None) or "",
        rule=finding.rule,
        severity=finding.severity,
        title_de=finding.title.de,
        title_en=finding.title.en,
        message_de=finding.message.de,
        message_en=finding.message.en,
        fix_de=finding.fix.de,
        fix_en=finding.fix.en,
        why=finding.why,
        path=PATH_ARROW.join(finding.path),
        evidence="; ".join(f"{place.document} {place.where}: {place.fact}" for place in finding.evidence),
        state=finding.state,
        decision=finding.decision or "",
        comment=finding.comment or "",
        reviewer=finding.reviewer or "",
        decided_at=finding.decided_at or "",
        until=finding.until or "",
        first_seen=finding.first_seen,
        last_seen=finding.last_seen,
        assessment=finding.assessment,
    )
