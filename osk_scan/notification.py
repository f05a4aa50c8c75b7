"""What a receiver is told that is new: the body of a webhook, and what a mail says; nothing about persons."""

from typing import Literal

from msgspec import Struct

from osk_scan.finding import Severity
from osk_scan.model import Wording


class NewFinding(Struct, frozen=True):
    """A finding that the receiver does not know yet."""

    id: str
    rule: str
    severity: Severity
    title: Wording
    agency: str
    system: str | None


class Refusal(Struct, frozen=True):
    """An upload that was refused: its receipt's number and what to do; not its name, which may be a person's."""

    receipt: int
    received_at: str
    agency: str
    system: str
    kind: str
    """Of `problems.kinds`."""
    fix: Wording


class Digest(Struct, frozen=True, kw_only=True):
    """What is new for one receiver; the body of a webhook, and what a mail tells."""

    schema: Literal["notification-1"] = "notification-1"
    assessment: str
    as_of: str
    agency: str | None
    """None: the whole portfolio."""
    new_findings: int
    by_severity: dict[Severity, int]
    findings: tuple[NewFinding, ...]
    """The gravest."""
    refused_uploads: int
    refusals: tuple[Refusal, ...]
    """The newest."""

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to tell."""
        return not self.new_findings and not self.refused_uploads
