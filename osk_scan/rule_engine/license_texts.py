"""What a rule's texts can say of licenses: one function for each `{name}`, a text per component."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from osk_scan.errors import one_line
from osk_scan.licenses.compatibility import NO_CLAUSE
from osk_scan.model import Wording
from osk_scan.rule_engine.column import Column, numbered
from osk_scan.rule_engine.naming import path_to
from osk_scan.rule_engine.registry import Placeholder, telling
from osk_scan.rule_engine.relicensing import trail_of
from osk_scan.rule_engine.wordings import (
    CATALOGUED,
    LINE,
    NOT_STATED,
    PROVISIONINGS,
    RELATIONS,
    as_read,
    both,
    dated,
    dissenting,
    enumerated,
    quoted,
    sourced,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from osk_scan.rule_engine.ground import Ground
    from osk_scan.rule_engine.licensing import Judgement
    from osk_scan.rule_engine.together import Clashing

    Texts = Column[Wording]

CANDIDATES = 6
"""How many readings of an ambiguous statement are named."""

TEXTS: list[Placeholder] = []
"""Every `{name}` that is about licenses."""

_tells = telling(TEXTS)


@_tells("component")
def license(ground: Ground) -> Texts:  # noqa: A001  (the placeholder's name is what rules write)
    """The license claims, as the document writes them."""
    claims = [one.claims for one in ground.portfolio.licenses]
    values = [CATALOGUED if one is None else quoted(" + ".join(one) or "NONE") for one in claims]
    return Column(ground.licensing.claims, values)


@_tells("component")
def expression(ground: Ground) -> Texts:
    """The license as SPDX expression, as it was read; the claims' own words where it is none, or only part was read."""
    reading = ground.licensing.reading
    return Column(reading.codes, [as_read(one) for one in reading.values])


@_tells("component")
def candidates(ground: Ground) -> Texts:
    """The licenses that an ambiguous claim may mean."""
    reading = ground.licensing.reading
    return Column(reading.codes, [enumerated(one.candidates, CANDIDATES) for one in reading.values])


@_tells("component")
def explanation(ground: Ground) -> Texts:
    """Why the verdict is as it is."""
    return _judged(ground, lambda one: one.verdict.explanation if one.verdict else NOT_STATED)


@_tells("component")
def remedy(ground: Ground) -> Texts:
    """What resolves the conflict."""
    return _judged(ground, lambda one: one.verdict.remedy if one.verdict else NOT_STATED)


@_tells("component")
def dissent(ground: Ground) -> Texts:
    """Who answers otherwise; where the statement is ambiguous, of its worst reading."""
    return _judged(ground, lambda one: dissenting(one.verdict) if one.verdict else NOT_STATED)


@_tells("component")
def source(ground: Ground) -> Texts:
    """Who says so, and by which clause."""
    return _judged(ground, lambda one: sourced(one.verdict) if one.verdict else NOT_STATED)


@_tells("component", neutral=True)
def clause(ground: Ground) -> Texts:
    """The clause that decides."""
    return _judged(ground, lambda one: both(one.verdict.clause if one.verdict else NO_CLAUSE))


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
    return _clashing(ground, lambda one: sourced(one.refusal))


@_tells("component", neutral=True)
def clash_clause(ground: Ground) -> Texts:
    """The clause by which they cannot be together."""
    clashing = ground.licensing.clashing
    return Column(clashing.codes, [both(one.refusal.clause if one else NO_CLAUSE) for one in clashing.values])


@_tells("component")
def relation(ground: Ground) -> Texts:
    """How the system uses the component."""
    used = ground.licensing.relation
    return Column(used.codes, [RELATIONS[one] for one in used.values])


@_tells("component")
def provisioning(ground: Ground) -> Texts:
    """How the component reaches others."""
    ways = ground.licensing.provisioning
    return Column(ways.codes, [PROVISIONINGS[one] for one in ways.values])


@_tells("component")
def expires(ground: Ground) -> Texts:
    """The day on which the commercial license ends."""
    days, found = numbered(ground.contract_ends.values())
    codes = np.full(ground.portfolio.size, -1, dtype=np.int32)
    codes[list(ground.contract_ends)] = found
    return Column(codes, [*(dated(day.isoformat()) if day else NOT_STATED for day in days), NOT_STATED])


def _judged(ground: Ground, text: Callable[[Judgement], Wording]) -> Column[Wording]:
    judgement = ground.licensing.judgement
    return Column(judgement.codes, [text(one) for one in judgement.values])


def _clashing(ground: Ground, text: Callable[[Clashing], Wording]) -> Column[Wording]:
    clashing = ground.licensing.clashing
    return Column(clashing.codes, [text(one) if one else NOT_STATED for one in clashing.values])


def _others(ground: Ground, clashing: Clashing) -> Wording:
    named = [_other(ground, row) for row in clashing.others]
    german, english = " / ".join(one.de for one in named), " / ".join(one.en for one in named)
    if not clashing.more:
        return Wording(german, english)
    return Wording(f"{german} (und {clashing.more} weitere)", f"{english} (and {clashing.more} more)")


def _other(ground: Ground, row: int) -> Wording:
    path = " → ".join(path_to(ground.graph.parent, ground.portfolio, row))
    license_ = as_read(ground.licensing.reading[row])
    return Wording(one_line(f"{path} ({license_.de})", 4 * LINE), one_line(f"{path} ({license_.en})", 4 * LINE))
