"""Where products stand in their support cycle on a given day."""

from datetime import date

from osk_scan.catalogue.support import NO_DATE_HOLDS_FOR, a_year_later
from osk_scan.sovereignty.estate import NO_END_ANNOUNCED, ProductFacts

NEVER = "never"
"""There is no extended support."""

REGULAR = frozenset({"supported", "ending"})
EXTENDED = frozenset({"extended"})
EXPIRED = frozenset({"expired"})
ENDING = frozenset({"ending"})
"""In regular support that ends within twelve months."""


def statuses(product: ProductFacts, as_of: date) -> frozenset[str]:
    """Return every status that is possible: `supported`, `ending`, `extended`, `expired`; last days included."""
    after = _after_regular(product.extended_end.values, as_of)
    if not product.support_end.values:
        return REGULAR | after
    if _outdated(product, as_of):
        return REGULAR | after
    return frozenset().union(*(_regular(end, as_of) or after for end in product.support_end.values))


def undecided(possible: frozenset[str]) -> bool:
    """Tell whether it is open if support is regular, extended or expired."""
    return not any(possible <= one for one in (REGULAR, EXTENDED, EXPIRED))


def _outdated(product: ProductFacts, as_of: date) -> bool:
    """Tell whether "no end announced" was looked up too long ago to still say anything."""
    stated = product.support_end
    looked_up = [date.fromisoformat(item.retrieved) for item in stated.evidence]
    return NO_END_ANNOUNCED in stated.values and bool(looked_up) and as_of > max(looked_up) + NO_DATE_HOLDS_FOR


def _regular(end: str, as_of: date) -> frozenset[str]:
    if end == NO_END_ANNOUNCED:
        return REGULAR
    last = date.fromisoformat(end)
    if last < as_of:
        return frozenset()
    return ENDING if last <= a_year_later(as_of) else frozenset({"supported"})


def _after_regular(ends: tuple[str, ...], as_of: date) -> frozenset[str]:
    if not ends:
        return EXTENDED | EXPIRED
    return frozenset().union(*(_extended(end, as_of) for end in ends))


def _extended(end: str, as_of: date) -> frozenset[str]:
    if end == NEVER:
        return EXPIRED
    return EXTENDED if end == NO_END_ANNOUNCED or date.fromisoformat(end) >= as_of else EXPIRED
