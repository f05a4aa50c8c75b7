"""What a rule's texts can say: one function for each `{name}`, returning a column of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from osk_scan.errors import one_line
from osk_scan.licenses.contexts import contexts, outbound_of
from osk_scan.model import Wording
from osk_scan.rule_engine.column import Column, numbered
from osk_scan.rule_engine.naming import path_to
from osk_scan.rule_engine.registry import Level, Per, Placeholder, meaning
from osk_scan.rule_engine.relicensing import trail_of
from osk_scan.rule_engine.wordings import (
    CATALOGUED,
    LINE,
    NOT_STATED,
    RELATIONS,
    authority_named,
    both,
    dated,
    dissenting,
    enumerated,
    listed,
    quoted,
    span,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from osk_scan.rule_engine.ground import Ground
    from osk_scan.rule_engine.inputs import Measure, ProductFacts
    from osk_scan.rule_engine.licensing import Judgement
    from osk_scan.rule_engine.together import Clashing

    Texts = Column[Wording]

CANDIDATES = 6
"""How many readings of an ambiguous statement are named."""

PLACEHOLDERS: dict[tuple[Level, str], Placeholder] = {}
"""Every `{name}` that a rule's texts know, by level."""


def _tells(level: Level) -> Callable[[Callable[[Ground], Texts]], None]:
    """Make a placeholder of the function that returns a text per row of `level`."""

    def register(column: Callable[[Ground], Texts]) -> None:
        name = column.__name__.removeprefix("measured_")
        PLACEHOLDERS[level, name] = Placeholder(
            name=name, level=level, counted=False, meaning=meaning(column), column=column
        )

    return register


def _counts(name: str, told: str) -> None:
    PLACEHOLDERS["component", name] = Placeholder(name=name, level="component", counted=True, meaning=told, column=None)


_counts("count", "How many components of the system the rule flags.")
_counts("total", "How many components the system has.")
_counts("examples", "The names of the first three components flagged.")


def find_placeholder(name: str, level: Level, per: Per) -> Placeholder | None:
    """Return the placeholder that `{name}` means in a rule on `level`, told per component or system, if any."""
    found = (PLACEHOLDERS.get((of, name)) for of in dict.fromkeys((level, "system")))
    return next((one for one in found if one and one.fits(level, per)), None)


def known_names(level: Level, per: Per) -> set[str]:
    """Return the names that the texts of such a rule may use."""
    return {one.name for one in PLACEHOLDERS.values() if one.fits(level, per)}


# --- licenses -------------------------------------------------------------------------------------------------------


@_tells("component")
def license(ground: Ground) -> Texts:  # noqa: A001  (the placeholder's name is what rules write)
    """The license claims, as the document writes them."""
    claims = [one.claims for one in ground.portfolio.licenses]
    values = [CATALOGUED if one is None else quoted(" + ".join(one) or "NONE") for one in claims]
    return Column(ground.licensing.claims, values)


@_tells("component")
def expression(ground: Ground) -> Texts:
    """The license as SPDX expression, as it was read; the claims' own words where it is none."""
    reading = ground.licensing.reading
    texts = [one.expression or one.raw for one in reading.values]
    return Column(reading.codes, [quoted(text) if text else CATALOGUED for text in texts])


@_tells("component")
def candidates(ground: Ground) -> Texts:
    """The licenses that an ambiguous claim may mean."""
    reading = ground.licensing.reading
    return Column(reading.codes, [enumerated(one.candidates, CANDIDATES) for one in reading.values])


@_tells("component")
def explanation(ground: Ground) -> Texts:
    """Why the verdict is as it is."""
    return _judged(ground, lambda one: one.explanation or NOT_STATED)


@_tells("component")
def remedy(ground: Ground) -> Texts:
    """What resolves the conflict."""
    return _judged(ground, lambda one: one.verdict.remedy if one.verdict else NOT_STATED)


@_tells("component")
def dissent(ground: Ground) -> Texts:
    """Who answers otherwise; where the statement is ambiguous, of its worst reading."""
    return _judged(ground, lambda one: dissenting(one.verdict) if one.verdict else NOT_STATED)


@_tells("component")
def authority(ground: Ground) -> Texts:
    """Who says so."""
    return _judged(ground, lambda one: authority_named(one.verdict.authority) if one.verdict else NOT_STATED)


@_tells("component")
def clause(ground: Ground) -> Texts:
    """The clause that decides."""
    return _judged(ground, lambda one: both(one.verdict.clause if one.verdict else "–"))


@_tells("component")
def trail(ground: Ground) -> Texts:
    """The versions of the package with their licenses, where the terms changed."""
    changed = ground.relicensing
    return Column(changed.codes, [both(trail_of(one)) if one else NOT_STATED for one in changed.values])


@_tells("component")
def others(ground: Ground) -> Texts:
    """The components that it cannot be in one work with, each with license and path, and how many more there are."""
    clashing = ground.licensing.clashing
    return Column(clashing.codes, [_others(ground, one) if one else NOT_STATED for one in clashing.values])


@_tells("component")
def clash_explanation(ground: Ground) -> Texts:
    """Why it cannot be in one work with the others."""
    return _clashing(ground, lambda one: one.refusal.explanation)


@_tells("component")
def clash_dissent(ground: Ground) -> Texts:
    """Who answers that otherwise."""
    return _clashing(ground, lambda one: dissenting(one.refusal))


@_tells("component")
def clash_source(ground: Ground) -> Texts:
    """Who says so, and by which clause."""
    return _clashing(ground, lambda one: both(f"{authority_named(one.refusal.authority).de}: {one.refusal.clause}"))


@_tells("component")
def relation(ground: Ground) -> Texts:
    """How the system uses the component."""
    used = ground.licensing.relation
    return Column(used.codes, [RELATIONS[one] for one in used.values])


@_tells("component")
def expires(ground: Ground) -> Texts:
    """The day on which the commercial license ends."""
    days, found = numbered(ground.contract_ends.values())
    codes = np.full(ground.portfolio.size, -1, dtype=np.int32)
    codes[list(ground.contract_ends)] = found
    return Column(codes, [*(dated(day.isoformat()) if day else NOT_STATED for day in days), NOT_STATED])


# --- products and versions ------------------------------------------------------------------------------------------


@_tells("component")
def version(ground: Ground) -> Texts:
    """The version, as the document writes it."""
    return Column(ground.portfolio.version, (*map(quoted, ground.portfolio.names), NOT_STATED))


@_tells("component")
def product(ground: Ground) -> Texts:
    """The catalogue's name of the product."""
    return _fact(ground, lambda fact: both(fact.product))


@_tells("component")
def vendor(ground: Ground) -> Texts:
    """The controlling entity behind the product."""
    return _fact(ground, lambda fact: both(fact.vendor) if fact.vendor else NOT_STATED)


@_tells("component")
def support_end(ground: Ground) -> Texts:
    """The day on which the manufacturer's support ends or ended."""
    return _fact(ground, lambda fact: dated(fact.support_end) if fact.support_end else NOT_STATED)


# --- systems --------------------------------------------------------------------------------------------------------


@_tells("system")
def context(ground: Ground) -> Texts:
    """The situation of the system, in words."""
    return _per_system([contexts().rules[one.context].title for one in ground.portfolio.systems])


@_tells("system")
def outbound(ground: Ground) -> Texts:
    """The license under which the system is given away."""
    carried = [outbound_of(one.context, one.outbound) for one in ground.portfolio.systems]
    return _per_system([both(text) if text else NOT_STATED for text in carried])


@_tells("system")
def dangling(ground: Ground) -> Texts:
    """How many dependencies lead to something that no document lists."""
    torn = np.zeros(len(ground.portfolio.systems), dtype=np.int64)
    for row in ground.portfolio.inventories:
        torn[row.system] += row.dangling
    return _per_system([both(str(number)) for number in torn.tolist()])


@_tells("system")
def silent_documents(ground: Ground) -> Texts:
    """The documents that say nothing of dependencies."""
    silent: list[list[str]] = [[] for _ in ground.portfolio.systems]
    for row in ground.portfolio.inventories:
        if not row.edges_known:
            silent[row.system].append(row.document)
    return _per_system([quoted(listed(documents[:3], of=len(documents))) for documents in silent])


# --- numbers --------------------------------------------------------------------------------------------------------


@_tells("measure")
def measured_product(ground: Ground) -> Texts:
    """The product that the number is about."""
    return _per_measure(ground, lambda one: both(one.product or "–"))


@_tells("measure")
def measured_vendor(ground: Ground) -> Texts:
    """The controlling entity that the number is about."""
    return _per_measure(ground, lambda one: both(one.vendor or "–"))


@_tells("measure")
def whose(ground: Ground) -> Texts:
    """The system, agency or portfolio that the number is about."""
    everyone = Wording("alle Behörden zusammen", "all agencies together")
    return _per_measure(ground, lambda one: both(text) if (text := one.system or one.agency) else everyone)


@_tells("measure")
def share(ground: Ground) -> Texts:
    """The number as a share in percent, from its smallest to its largest possible value."""
    return _per_measure(ground, lambda one: span(one.lo, one.hi, 100, 1, " %"))


@_tells("measure")
def index(ground: Ground) -> Texts:
    """The number on the scale of 0 to 10,000 on which concentration is stated."""
    return _per_measure(ground, lambda one: span(one.lo, one.hi, 10_000, 0, ""))


# --- texts ----------------------------------------------------------------------------------------------------------


def _judged(ground: Ground, text: Callable[[Judgement], Wording]) -> Column[Wording]:
    judgement = ground.licensing.judgement
    return Column(judgement.codes, [text(one) for one in judgement.values])


def _clashing(ground: Ground, text: Callable[[Clashing], Wording]) -> Column[Wording]:
    clashing = ground.licensing.clashing
    return Column(clashing.codes, [text(one) if one else NOT_STATED for one in clashing.values])


def _others(ground: Ground, clashing: Clashing) -> Wording:
    named = " / ".join(_other(ground, row) for row in clashing.others)
    if not clashing.more:
        return both(named)
    return Wording(f"{named} (und {clashing.more} weitere)", f"{named} (and {clashing.more} more)")


def _other(ground: Ground, row: int) -> str:
    reading = ground.licensing.reading[row]
    path = " → ".join(path_to(ground.graph.parent, ground.portfolio, row))
    return one_line(f"{path} ({reading.expression or reading.raw})", 4 * LINE)


def _fact(ground: Ground, text: Callable[[ProductFacts], Wording]) -> Column[Wording]:
    facts = ground.facts
    return Column(facts.codes, [text(fact) if fact else NOT_STATED for fact in facts.values])


def _per_system(texts: list[Wording]) -> Column[Wording]:
    return Column(np.arange(len(texts), dtype=np.int32), texts)


def _per_measure(ground: Ground, text: Callable[[Measure], Wording]) -> Column[Wording]:
    return Column(np.arange(len(ground.measures), dtype=np.int32), [text(one) for one in ground.measures])
