"""When something must be decided about a product, and what it costs until then: contract ends, support ends, costs."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from osk_scan.score import Decision, DecisionCause
from osk_scan.sovereignty.estate import NO_END_ANNOUNCED, ProductFacts
from osk_scan.sovereignty.scope import Scope
from osk_scan.sovereignty.support import NEVER


class Terms(Struct):
    """What the agencies of a scope agreed on for one product."""

    contract_ends: set[str]
    cost: Decimal | None = None
    """Yearly, in euros; None: nobody says."""


def terms_of(scope: Scope) -> dict[str, Terms]:
    """Return the terms of every product that has any, by the product that releases share."""
    found: dict[str, Terms] = {}
    for installation in scope.installations:
        if installation.contract_end or installation.cost:
            terms = found.setdefault(scope.estate.base(installation.product), Terms(set()))
            if installation.contract_end:
                terms.contract_ends.add(installation.contract_end)
            if installation.cost:
                terms.cost = (terms.cost or Decimal(0)) + Decimal(installation.cost)
    return found


def next_decision(product: ProductFacts, terms: Terms | None, as_of: date) -> Decision | None:
    """Return the first day from `as_of` on that ends a contract or a phase of support; None: none is known."""
    to_come = [found for found in _ends(product, terms) if date.fromisoformat(found.day) >= as_of]
    return min(to_come, key=lambda found: (found.day, found.because), default=None)


def _ends(product: ProductFacts, terms: Terms | None) -> Iterator[Decision]:
    causes: tuple[tuple[DecisionCause, tuple[str, ...]], ...] = (
        ("contract", tuple(sorted(terms.contract_ends)) if terms else ()),
        ("support", product.support_end.values),
        ("extended-support", product.extended_end.values),
    )
    for because, days in causes:
        yield from (Decision(day, because) for day in days if day not in (NO_END_ANNOUNCED, NEVER))
