"""When something must be decided about a product, and what it costs until then: contract ends, support ends, costs."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from osk_scan.score import Decision, DecisionCause
from osk_scan.sovereignty.estate import NO_END_ANNOUNCED, ProductFacts
from osk_scan.sovereignty.scope import Scope
from osk_scan.sovereignty.support import NEVER


class Agreements(Struct):
    """What the agencies of a scope agreed on for one product."""

    contract_ends: set[str]
    cost: Decimal | None = None
    """Yearly, in euros; None: nobody says."""


def agreements_of(scope: Scope) -> dict[str, Agreements]:
    """Return what was agreed on, by the product that releases share."""
    found: dict[str, Agreements] = {}
    for installation in scope.installations:
        if installation.contract_end or installation.cost:
            agreed = found.setdefault(scope.estate.base(installation.product), Agreements(set()))
            if installation.contract_end:
                agreed.contract_ends.add(installation.contract_end)
            if installation.cost:
                agreed.cost = (agreed.cost or Decimal(0)) + Decimal(installation.cost)
    return found


def next_decision(product: ProductFacts, agreed: Agreements | None, as_of: date) -> Decision | None:
    """Return the first day from `as_of` on that ends a contract or a phase of support; None: none is known."""
    to_come = [found for found in _ends(product, agreed) if date.fromisoformat(found.day) >= as_of]
    return min(to_come, key=lambda found: (found.day, found.because), default=None)


def _ends(product: ProductFacts, agreed: Agreements | None) -> Iterator[Decision]:
    causes: tuple[tuple[DecisionCause, tuple[str, ...]], ...] = (
        ("contract", tuple(sorted(agreed.contract_ends)) if agreed else ()),
        ("support", product.support_end.values),
        ("extended-support", product.extended_end.values),
    )
    for because, days in causes:
        yield from (Decision(day, because) for day in days if day not in (NO_END_ANNOUNCED, NEVER))
