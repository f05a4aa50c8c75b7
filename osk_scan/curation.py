"""What people decide on packages: their license, how a system uses them, or how they reach others."""

from typing import Literal

from msgspec import Struct

Matter = Literal["license", "relation", "provisioning"]


class Curation(Struct, frozen=True, kw_only=True):
    """One decision on all packages of a pattern."""

    id: int
    about: Matter
    pattern: str
    """Package URL with `*`; without a version it means every version."""
    says: str
    """License expression, or the name of a relation or provisioning."""
    agency: str | None = None
    """None: it counts for every system."""
    system: str | None = None
    reason: str
    author: str
    decided_at: str
    until: str | None = None
    """ISO 8601 date, the last day on which it counts; None: until it is revoked."""
    revoked_at: str | None = None
    revoked_by: str | None = None
    revoked_because: str | None = None
