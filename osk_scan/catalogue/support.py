"""Say whether a release is still supported on a day, and until when; never more than the catalogue knows."""

from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from osk_scan.catalogue.product import Product, SupportCycle
from osk_scan.catalogue.versions import starts_with

Support = Literal["supported", "extended", "expired", "unknown"]

NO_DATE_HOLDS_FOR = timedelta(days=365)
"""So long after it was looked up does "no end announced" still count as supported: it is no promise."""


class SupportStatus(Struct, frozen=True):
    """Whether a release is supported on a day."""

    status: Support
    """`unknown` also where editions that look alike in an inventory differ."""
    until: str | None = None
    """Last day of the status, ISO 8601; of an expired release the last day it was supported; None: no date known."""


def support_status(product: Product, version: str | None, as_of: str, release: str | None = None) -> SupportStatus:
    """Return the support of `version` on the day `as_of` (ISO 8601).

    `release` is the year in the display name; it decides where a product's version does not tell its releases apart
    (Office 2016 to 2024 all say 16.0).
    """
    cycles = cycles_of(product, version, release)
    if not cycles:
        return SupportStatus("unknown")
    told = [_on(cycle, date.fromisoformat(as_of)) for cycle in cycles]
    statuses, ends = {status for status, _ in told}, [until for _, until in told if until]
    if len(statuses) > 1:
        return SupportStatus("unknown")
    return SupportStatus(statuses.pop(), min(ends) if len(ends) == len(told) else None)


def a_year_later(day: date) -> date:
    """Return the last day that is within twelve months: the same of the next year, 28 February after the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def cycles_of(product: Product, version: str | None, release: str | None = None) -> tuple[SupportCycle, ...]:
    """Return the releases that a version may be: one, several that look alike, or none that is known."""
    return tuple(_fitting(product.support, release) or _fitting(product.support, version))


def _fitting(cycles: tuple[SupportCycle, ...], version: str | None) -> list[SupportCycle]:
    """Return the cycles with the longest version prefix that `version` starts with."""
    if not version:
        return []
    best: list[SupportCycle] = []
    longest = 0
    for cycle in cycles:
        length = max((len(prefix) for prefix in cycle.versions if starts_with(version, prefix)), default=0)
        if length and length >= longest:
            best = [*best, cycle] if length == longest else [cycle]
            longest = length
    return best


def _on(cycle: SupportCycle, day: date) -> tuple[Support, str | None]:
    if cycle.until is None:
        looked_up = max(date.fromisoformat(item.retrieved) for item in cycle.evidence)
        return ("supported", None) if day <= looked_up + NO_DATE_HOLDS_FOR else ("unknown", None)
    if day <= date.fromisoformat(cycle.until):
        return "supported", cycle.until
    if cycle.extended_until is None:
        return "expired", cycle.until
    return ("extended" if day <= date.fromisoformat(cycle.extended_until) else "expired"), cycle.extended_until
