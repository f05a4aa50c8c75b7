"""Names that other tools know our values by, and identifiers made from ours without chance."""

from functools import lru_cache
from uuid import UUID, uuid5

from osk_scan.finding import Finding, Severity

_NAMESPACE = UUID("6d2f3c1e-0f58-5c39-9d25-5d0f2a3f6b11")
"""Root of all identifiers that osk-scan derives; never to be changed."""

SARIF_LEVELS: dict[Severity, str] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "note",
    "info": "note",
}


@lru_cache(maxsize=65536)
def derived_uuid(*parts: str) -> str:
    """Return the identifier that the same parts always have (RFC 9562 version 5)."""
    return str(uuid5(_NAMESPACE, "\x1f".join(parts)))


def subject_of(finding: Finding) -> str:
    """Return the name of what a finding is about: component, else product, vendor, system, agency."""
    component = finding.component.name if finding.component else None
    return component or finding.product or finding.vendor or finding.system or finding.agency
