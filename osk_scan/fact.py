"""What is known of software: a fact is a set of possible values, with the evidence for them."""

from typing import Literal

from msgspec import Struct


class Evidence(Struct, frozen=True):
    """Where a fact comes from."""

    source: str
    """Title, or title and URL, of the page or document."""
    retrieved: str
    """ISO 8601 date."""
    author: str = "osk-scan"
    confidence: Literal["high", "medium", "low"] = "medium"


class Fact(Struct, frozen=True):
    """A set of possible values with evidence: one is known, several are disputed, none at all is the whole domain."""

    values: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def known(self) -> bool:
        """Whether exactly one value is possible."""
        return len(self.values) == 1
