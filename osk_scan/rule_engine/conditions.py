"""What a rule can ask: one function for each key of `when`, whose docstring says what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from osk_scan.catalogue.support import a_year_later
from osk_scan.model import Context
from osk_scan.rule_engine import license_conditions
from osk_scan.rule_engine.column import Column, chosen
from osk_scan.rule_engine.registry import Condition, as_fraction, asking, meaning

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from osk_scan.rule_engine.ground import Ground
    from osk_scan.rule_engine.inputs import KnownProduct, Measure

    Sets = Column[tuple[str, ...]]

CONDITIONS: dict[str, Condition] = {**license_conditions.CONDITIONS}
"""Every key that `when` knows."""

_asks = asking(CONDITIONS)

UNKNOWN = ("unknown",)
INDICATORS = (
    "hotspot", "Q1", "D1", "D2", "D3", "D4", "CR1", "D4p", "CR1p", "D5", "D5_cloud", "D6", "D7", "D7_bsi", "D7_ntia",
    "D7_cisa", "D8", "D8_extended", "D8_expired", "D8_within_12_months", "D8_unknown", "D9", "D9_3", "D10",
)  # fmt: skip
"""H(p), and every indicator that the method's policy (rules/sovereignty.yaml) defines, in its order."""


def _compares(test: Callable[[Measure, Fraction], bool]) -> None:
    """Make a condition on measures of the function that compares one with a threshold."""
    CONDITIONS[test.__name__] = Condition(
        key=test.__name__,
        level="measure",
        values=(),
        about_license=False,
        meaning=meaning(test),
        holds=lambda ground, accepted: np.array(
            [test(measure, as_fraction(accepted)) for measure in ground.measures], dtype=np.bool_
        ),
    )


# --- place in the system --------------------------------------------------------------------------------------------


@_asks("component", "subject", "part")
def role(ground: Ground) -> Sets:
    """Whether the document is about the component itself, or it is one of the parts."""
    return chosen(ground.subjects, "subject", "part")


@_asks("component", "operation", "development")
def needed_for(ground: Ground) -> Sets:
    """What it is needed for; what says nothing counts as needed for operation.

    `development`: it is marked as development, test, build or excluded, or only reached through such.
    """
    return chosen(ground.graph.operation, "operation", "development")


@_asks("component", "root", "direct", "transitive", "unreached", "unknown")
def position(ground: Ground) -> Sets:
    """Where it stands as seen from the root; `unknown` where the document says nothing of dependencies."""
    names = (("unreached",), ("root",), ("direct",), ("transitive",), UNKNOWN)
    codes = np.minimum(ground.graph.depth, 2) + 1
    return Column(np.where(ground.graph.edges_known, codes, 4).astype(np.int32), names)


@_asks("component", "yes", "no")
def cycle(ground: Ground) -> Sets:
    """Whether it is part of a dependency cycle."""
    return chosen(ground.graph.cycle >= 0, "yes", "no")


# --- provenance -----------------------------------------------------------------------------------------------------


@_asks("component", "stated", "range", "missing")
def version(ground: Ground) -> Sets:
    """Whether a version is stated, and whether it is one."""
    stated = ground.portfolio.version >= 0
    codes = np.where(stated, ground.portfolio.is_range.astype(np.int32), 2)
    return Column(codes.astype(np.int32), (("stated",), ("range",), ("missing",)))


@_asks("component", "stated", "missing")
def supplier(ground: Ground) -> Sets:
    """Whether the document or the catalogue names who supplies it."""
    named = np.array([bool(fact and fact.vendor) for fact in ground.facts.values], dtype=np.bool_)
    return chosen((ground.portfolio.vendor >= 0) | named[ground.facts.codes], "stated", "missing")


@_asks("component", "stated", "missing")
def identifier(ground: Ground) -> Sets:
    """Whether it has a package URL or another identifier (CPE, SWID, winget …), or the catalogue knows it."""
    packages = ground.portfolio.packages
    own = np.array([one.type != "product" or bool(one.identifiers) for one in packages], dtype=np.bool_)
    return chosen((own | (ground.products.of_package >= 0))[ground.portfolio.package], "stated", "missing")


# --- products -------------------------------------------------------------------------------------------------------


@_asks("component", "osi_multi", "osi_single", "source_available", "proprietary")
def product_license(ground: Ground) -> Sets:
    """The license class of the product in the catalogue; holds only where every possible class is accepted."""
    return _of_facts(ground, lambda fact: fact.license_classes)


@_asks("component", "saas", "cloud_tethered", "activated_onprem", "offline")
def deployment(ground: Ground) -> Sets:
    """How the product is run; holds only where every possible mode is accepted."""
    return _of_facts(ground, lambda fact: fact.deployment)


@_asks("component", "supported", "ends-soon", "extended", "expired", "unknown")
def support(ground: Ground) -> Sets:
    """Where support stands at the as-of date; `ends-soon`: what runs, regular or extended, ends within 12 months."""
    soon = a_year_later(ground.as_of).isoformat()

    def state(fact: KnownProduct) -> tuple[str, ...]:
        ends = fact.support in ("supported", "extended") and fact.support_end is not None and fact.support_end <= soon
        return ("ends-soon",) if ends else (fact.support,)

    return _of_facts(ground, state)


def _of_facts(ground: Ground, values: Callable[[KnownProduct], tuple[str, ...]]) -> Sets:
    """Return what the catalogue says; nothing of what it does not know."""
    facts = ground.facts
    return Column(facts.codes, tuple(values(fact) if fact else () for fact in facts.values))


# --- systems --------------------------------------------------------------------------------------------------------


@_asks("system", *(str(one) for one in Context))
def context(ground: Ground) -> Sets:
    """The situation of the system: used internally, hosted for others, passed on, or published."""
    systems = ground.portfolio.systems
    return Column(np.arange(len(systems), dtype=np.int32), tuple((str(one.context),) for one in systems))


@_asks("system", "known", "unknown")
def edges(ground: Ground) -> Sets:
    """Whether all its documents say what depends on what."""
    silent = {row.system for row in ground.portfolio.inventories if not row.edges_known}
    return chosen(ground.systems_in(silent), "unknown", "known")


@_asks("system", "yes", "no")
def dangling(ground: Ground) -> Sets:
    """Whether a document refers to components that it does not list."""
    torn = {row.system for row in ground.portfolio.inventories if row.dangling}
    return chosen(ground.systems_in(torn), "yes", "no")


# --- numbers of the sovereignty method ------------------------------------------------------------------------------


@_asks("measure", *INDICATORS)
def indicator(ground: Ground) -> Sets:
    """Which number it is: `hotspot` for H(p), else the indicator's id."""
    return Column(np.arange(len(ground.measures), dtype=np.int32), tuple((one.indicator,) for one in ground.measures))


@_asks("measure", "portfolio", "agency", "system")
def scope(ground: Ground) -> Sets:
    """Whose number it is."""
    scopes = tuple(
        ("system",) if one.system else ("agency",) if one.agency else ("portfolio",) for one in ground.measures
    )
    return Column(np.arange(len(scopes), dtype=np.int32), scopes)


@_compares
def lo_at_least(measure: Measure, threshold: Fraction) -> bool:
    """The number surely reaches the threshold: its smallest possible value does."""
    return measure.lo >= threshold


@_compares
def hi_at_least(measure: Measure, threshold: Fraction) -> bool:
    """The number possibly reaches the threshold: its largest possible value does."""
    return measure.hi >= threshold


@_compares
def lo_below(measure: Measure, threshold: Fraction) -> bool:
    """The number possibly stays below the threshold: its smallest possible value does."""
    return measure.lo < threshold
