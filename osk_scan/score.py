"""The sovereignty method's results as they travel: frozen types that exporters, reports and dashboards read."""

from itertools import takewhile
from typing import Literal

from msgspec import Struct

from osk_scan.fact import Fact
from osk_scan.indicator import Goal, Indicator, Kpi, Range
from osk_scan.model import Wording

SCHEMA_VERSION = "1.0"

SEAT_OF = "jurisdiction of "
"""How the fact is called that tells where a controlling entity sits, before the entity's id."""


class Flags(Struct, frozen=True):
    """What else is known of a hotspot: columns, never multipliers. None: unknown."""

    support_ends_within_12_months: bool | None
    """Regular support has ended, or ends within twelve months."""
    third_country_control: bool | None
    cloud_tethered: bool | None
    relicensable: bool | None
    closed_formats: bool | None
    coupled: bool | None


class ExitHint(Struct, frozen=True):
    """An open alternative to a hotspot, first those that the portfolio already runs."""

    product: str
    used_by: tuple[str, ...]
    """Agencies of the portfolio that run it for the same layer."""
    evidence: tuple[str, ...] = ()
    name: str = ""
    documented: tuple[str, ...] = ()
    """Public bodies that are documented to run it."""


DecisionCause = Literal["contract", "support", "extended-support"]


class Decision(Struct, frozen=True):
    """A day on which something ends, so that something must be decided before."""

    day: str
    """ISO 8601 date, the last day on which it still holds."""
    because: DecisionCause


class Hotspot(Struct, frozen=True, kw_only=True):
    """A product whose failure stops much and that is hard to leave (`lock-in`) or poorly kept up (`criticality`)."""

    kind: Literal["lock-in", "criticality"]
    product: str
    name: str
    state: Literal["certain", "possible", "below"]
    """certain: the whole interval reaches the threshold; possible: its upper end does; below: neither."""
    threshold: str
    installations: int
    share: str
    """Of all installations of the scope."""
    radius: Range
    value: Range
    flags: Flags
    systems: tuple[str, ...]
    """The systems that stop when the product fails; the first 20 by name."""
    systems_stopped: int
    leaves_with: tuple[str, ...] = ()
    """Products that only this one pulls in (dominators)."""
    installed_on: int = 0
    """Number of systems that the installations are on; 0: not counted when the score was made."""
    exits: tuple[ExitHint, ...] = ()
    next_decision: Decision | None = None
    """The first end of a contract or of support that lies ahead; None: none is known."""
    cost_per_year: str | None = None
    """In euros, as a decimal, as the agencies' supplements say; None: they do not."""


class VendorRadius(Struct, frozen=True, kw_only=True):
    """What stops if everything that one entity controls becomes unusable."""

    entity: str
    name: str
    radius: Range
    """From what it is known to control."""
    possible: Range
    """With everything it might control."""
    coupling: str | None
    """κ: of the requirement edges of its products the share that stays within them; None: they have none."""
    products: tuple[str, ...]
    """What it is known to control in the scope; none: it is merely a possible owner."""
    possible_products: tuple[str, ...] = ()
    """What else it might control in the scope, being one of several candidates."""
    coupling_possible: Range | None = None
    """κ with everything it might control; None: it cannot have an edge."""


class CommonCause(Struct, frozen=True):
    """Alternatives of one requirement that share a controlling entity: no second source."""

    needed_by: str
    alternatives: tuple[str, ...]
    entity: str
    state: Literal["certain", "possible"]


class Clarification(Struct, frozen=True, kw_only=True):
    """An unknown fact and how much knowing it narrows the goals: what to clarify first."""

    subject: str
    """Id of a product, or of a controlling entity for `jurisdiction`."""
    name: str
    fact: str
    possible: tuple[str, ...]
    """Empty: anything is possible."""
    installations: int
    narrows: str
    """Guaranteed: the sum of the goals' widths shrinks by at least this, whatever the answer."""
    narrows_at_best: str
    """By the most telling answer at least this."""
    indicators: dict[str, str]
    """Guaranteed narrowing per indicator, where above 0."""
    installed_on: int = 0
    """Number of systems that the installations are on; 0: not counted when the score was made."""


class Score(Struct, frozen=True, kw_only=True):
    """The profile of one scope."""

    score_id: str
    scope: Literal["portfolio", "agency", "layer"]
    name: str
    as_of: str
    basis: str
    n: int
    """Installations."""
    n_products: int
    n_systems: int
    installations: dict[str, int]
    """Per product."""
    indicators: dict[str, Indicator]
    goals: dict[str, Goal] = {}
    bottleneck: str | None = None
    """The smallest goal by name; None where the scope has no goals."""
    bottleneck_possible: tuple[str, ...] = ()
    """Every goal that could be the smallest."""
    kpis: tuple[Kpi, ...] = ()
    hotspots: tuple[Hotspot, ...] = ()
    vendors: tuple[VendorRadius, ...] = ()
    common_causes: tuple[CommonCause, ...] = ()
    clarify: tuple[Clarification, ...] = ()
    not_measurable: tuple[Wording, ...] = ()

    @property
    def listed(self) -> tuple[Indicator, ...]:
        """The indicators as people list them: coverage first, D10 after D9, what belongs together together."""
        return tuple(sorted(self.indicators.values(), key=lambda found: _place(found.id)))


def _place(id_: str) -> tuple[bool, int, str]:
    named = id_.replace("CR1", "D4_CR1")
    digits = "".join(takewhile(str.isdigit, named[1:]))
    return (id_ != "Q1", int(digits or 0), named)


class ProductRecord(Struct, frozen=True):
    """What was known of a product when it was scored."""

    id: str
    name: str
    layer: str | None
    facts: dict[str, Fact]
    requires: tuple[tuple[str, ...], ...] = ()
    """AND of OR groups."""


class EntityRecord(Struct, frozen=True):
    """What was known of a controlling entity when it was scored."""

    id: str
    name: str
    jurisdiction: Fact


class Scores(Struct, frozen=True, kw_only=True):
    """One run of the method: the profiles of all scopes and the facts they rest on."""

    schema: str = SCHEMA_VERSION
    method: str
    software: str = ""
    """Version of the osk-scan that made them; empty: made before that was kept."""
    score_id: str
    as_of: str
    basis: str
    catalogue_version: str
    rules_version: str
    inventories: tuple[str, ...]
    """SHA-256 of the documents."""
    scopes: tuple[Score, ...]
    products: dict[str, ProductRecord]
    entities: dict[str, EntityRecord]
    notes: tuple[Wording, ...] = ()
    """What supplements say of systems, products or layers that are not there."""

    def of(self, scope: str, name: str = "") -> Score | None:
        """Return the profile of one scope, or None where there is none."""
        return next((s for s in self.scopes if s.scope == scope and (not name or s.name == name)), None)
