"""What a rule's texts can say of products, versions, systems and scores: one function for each `{name}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from osk_scan.licenses.contexts import contexts, outbound_of
from osk_scan.model import Wording
from osk_scan.rule_engine.column import Column
from osk_scan.rule_engine.registry import Placeholder, telling
from osk_scan.rule_engine.wordings import NOT_STATED, both, dated, listed, quoted, span

if TYPE_CHECKING:
    from collections.abc import Callable

    from osk_scan.rule_engine.ground import Ground
    from osk_scan.rule_engine.inputs import KnownProduct, Measure

    Texts = Column[Wording]

TEXTS: list[Placeholder] = []
"""Every `{name}` that is about something else than licenses."""

_UNSETTLED = Wording("ein noch ungeklärtes Unternehmen", "a company not yet known")

_tells = telling(TEXTS)


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
    """The controlling entity that the number is about, or that it is not known yet."""
    return _per_measure(ground, lambda one: both(one.vendor) if one.vendor else _UNSETTLED)


@_tells("measure")
def whose(ground: Ground) -> Texts:
    """The system, agency or portfolio that the number is about, as it reads after `in`."""
    everyone = Wording("allen Behörden zusammen", "all agencies together")
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


def _fact(ground: Ground, text: Callable[[KnownProduct], Wording]) -> Column[Wording]:
    facts = ground.facts
    return Column(facts.codes, [text(fact) if fact else NOT_STATED for fact in facts.values])


def _per_system(texts: list[Wording]) -> Column[Wording]:
    return Column(np.arange(len(texts), dtype=np.int32), texts)


def _per_measure(ground: Ground, text: Callable[[Measure], Wording]) -> Column[Wording]:
    return Column(np.arange(len(ground.measures), dtype=np.int32), [text(one) for one in ground.measures])
