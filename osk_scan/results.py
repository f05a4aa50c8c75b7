"""What one assessment hands to exporters and reports: plain frozen data, and streams that can be read again."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from osk_scan.finding import Finding, Severity
from osk_scan.model import Kind, Language, System, Wording
from osk_scan.receipt import Receipt
from osk_scan.score import Scores


class RuleText(Struct, frozen=True):
    """A rule as readers need it, whether or not it found anything."""

    id: str
    topic: str
    """Folder under `rules/`: licenses, lockin, dependencies, provenance or support."""
    title: Wording
    severity: Severity
    why: str
    """Link to or citation of the clause or policy."""


class UsedComponent(Struct, frozen=True, kw_only=True):
    """A component of a system's newest inventories, with what the assessment knows of it beyond the document."""

    ref: str
    """Unique among all components of the results."""
    agency: str
    system: str
    name: str
    namespace: str | None = None
    version: str | None = None
    purl: str | None = None
    vendor: str | None = None
    kind: Kind = Kind.UNKNOWN
    declared: str | None = None
    """License expression as read from the document's claims."""
    concluded: str | None = None
    chosen: str | None = None
    """The arm chosen from an OR."""
    facts: tuple[tuple[str, str], ...] = ()
    """What the catalogue adds, as name and value: product, controlling entity, openness, support end…"""
    depends_on: tuple[str, ...] = ()
    """The `ref` of each component that this one needs."""


class LicenseAnswer(Struct, frozen=True, kw_only=True):
    """What the license question of one system came to."""

    agency: str
    system: str
    outbound: str | None
    """Its own license; None: it states none, so that nothing of what follows was examined."""
    conflicts: int = 0
    duties: int = 0
    unknown: int = 0
    """Components whose license is not known: what they ask cannot be said."""
    publication: Literal["compatible", "depends", "unknown", "incompatible"] = "unknown"
    """Whether all of it may be published on openCode."""
    gaps: tuple[Wording, ...] = ()
    """What is not proven because a bound of the search was met."""


class IndicatorEntry(Struct, frozen=True):
    """One indicator as the page tells it."""

    id: str
    name: Wording
    formula: Wording
    unit: str
    better: str
    rests_on: tuple[str, ...]
    maps_to: tuple[str, ...]


class GoalEntry(Struct, frozen=True):
    """One goal and its terms."""

    id: str
    name: Wording
    terms: tuple[str, ...]
    maps_to: tuple[str, ...]


class Parameter(Struct, frozen=True):
    """One parameter and its value."""

    name: Wording
    value: str


class MethodPage(Struct, frozen=True):
    """The method as it is told to people: everything that a reader needs to check a number by hand."""

    title: Wording
    version: str
    rules_version: str
    principles: tuple[Wording, ...]
    indicators: tuple[IndicatorEntry, ...]
    goals: tuple[GoalEntry, ...]
    bounds: tuple[Wording, ...]
    hotspots: tuple[Wording, ...]
    parameters: tuple[Parameter, ...]
    domains: dict[str, tuple[str, ...]]
    not_measurable: tuple[Wording, ...]
    not_claimed: tuple[Wording, ...]


class Results(Struct, frozen=True, kw_only=True):
    """One assessment, or the part of it that one agency may see.

    Shape: `findings` and `components` may be a million, are read more than once, and give the same order each time.
    """

    assessment: str
    as_of: str
    """ISO 8601 date."""
    software: str
    """Version of osk-scan."""
    rules_version: str
    catalogue_version: str
    scores: Scores
    not_claimed: tuple[Wording, ...]
    """What nobody may conclude from the numbers, as the method says it; printed on every report."""
    method: MethodPage | None = None
    """How the numbers come about; printed with the report."""
    least_cell: int = 0
    """Cells of fewer systems are withheld because the results are shared; 0: nothing is withheld."""
    language: Language = "de"
    """For formats that hold one language only; where a format holds both, both are there."""
    systems: tuple[System, ...] = ()
    rules: tuple[RuleText, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    formats: dict[str, str] = {}
    """What people call the formats of the documents, by the formats' names."""
    findings: Iterable[Finding] = ()
    components: Iterable[UsedComponent] = ()
    licensing: Iterable[LicenseAnswer] = ()
    """Of each system, in their order."""

    @property
    def agencies(self) -> tuple[str, ...]:
        """Return the names of the agencies, sorted."""
        return tuple(sorted({system.agency for system in self.systems}))

    @property
    def title(self) -> str:
        """Return what the results are about: the one system, the one agency, or the first three by name."""
        if len(self.systems) == 1 and self.systems[0].name:
            return f"{self.systems[0].agency} · {self.systems[0].name}"
        first, others = self.agencies[:3], len(self.agencies) - 3
        return ", ".join(first) + (f" + {others}" if others > 0 else "") or "–"
