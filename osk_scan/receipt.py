"""What an uploader gets back for a document: what became of each component, how well it is stated, every problem."""

from typing import Literal

from msgspec import Struct

from osk_scan.model import Problem


class Counts(Struct, frozen=True, rename={"in_": "in"}):
    """The ledger of one document: in_ = stored + merged + folded + quarantined."""

    in_: int
    stored: int
    merged: int
    quarantined: int
    folded: int
    dependencies: int
    dangling: int


class Quality(Struct, frozen=True):
    """How often a document states one field of a quality profile: once for itself, or for each component."""

    present: int
    missing: int
    not_applicable: int


class Receipt(Struct, frozen=True, kw_only=True):
    """What an uploader gets back."""

    document: str
    sha256: str
    """Empty where nothing of the document could be read."""
    format: str | None
    spec_version: str | None
    agency: str
    system: str
    source: str
    inventory_id: int | None
    state: Literal["read", "stored", "unchanged", "refused"]
    counts: Counts | None
    dropped_columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    quality: dict[str, dict[str, Quality]] = {}
    """By profile and field."""
    deployed: bool = False
    """It lists what is installed on machines (CISA SBOM type "Deployed"); profiles for SBOMs do not fail it."""
