"""What a rule says of something, with evidence and path, and what people decide on it."""

from typing import Literal

from msgspec import Struct

from osk_scan.model import Wording

Severity = Literal["info", "low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("info", "low", "medium", "high", "critical")


class EvidencePlace(Struct, frozen=True):
    """One fact behind a finding, down to the line of a document."""

    document: str
    where: str
    fact: str
    source: str = ""


class FindingComponent(Struct, frozen=True):
    """The component a finding is about."""

    name: str
    version: str | None
    purl: str | None


class FindingLicense(Struct, frozen=True):
    """A component's license in its three columns: as declared, as concluded, and the arm chosen from an OR."""

    declared: str | None
    concluded: str | None
    chosen: str | None


class Finding(Struct, frozen=True, kw_only=True):
    """A rule says something about a component, product, system or agency (columns: INTERFACE, finding-json 1)."""

    id: str
    """Stable fingerprint: the same statement keeps it across re-uploads and assessments."""
    rule: str
    title: Wording
    severity: Severity
    agency: str
    system: str | None = None
    component: FindingComponent | None = None
    product: str | None = None
    vendor: str | None = None
    license: FindingLicense | None = None
    path: tuple[str, ...] = ()
    message: Wording
    fix: Wording
    why: str
    """Link to or citation of the clause or policy behind the rule."""
    evidence: tuple[EvidencePlace, ...] = ()
    state: Literal["open", "waived", "resolved"] = "open"
    decision: str | None = None
    comment: str | None = None
    reviewer: str | None = None
    decided_at: str | None = None
    until: str | None = None
    first_seen: str
    last_seen: str
    assessment: str


class Waiver(Struct, frozen=True):
    """A decision to accept a finding, which survives re-uploads and ends on its date, or to revoke that."""

    finding: str
    reason: str
    reviewer: str
    until: str
    """ISO 8601 date, the last day on which the waiver holds, or would have held."""
    decided_at: str
    revoked: bool = False

    def holds(self, day: str) -> bool:
        """Tell whether the finding is accepted on a day (ISO 8601 date)."""
        return not self.revoked and self.until >= day
