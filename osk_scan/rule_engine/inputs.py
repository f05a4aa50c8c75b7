"""What rules are judged on besides the portfolio: facts on products, and numbers from the sovereignty method."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from osk_scan.catalogue.support import Support
    from osk_scan.portfolio import Integers


class KnownProduct(Struct, frozen=True):
    """What is known of one package; each tuple is the set of possible values, empty: nothing known."""

    product: str
    vendor: str | None = None
    """Controlling entity, as people read it."""
    license_classes: tuple[str, ...] = ()
    """Of osi_multi, osi_single, source_available, proprietary."""
    deployment: tuple[str, ...] = ()
    """Of saas, cloud_tethered, activated_onprem, offline."""
    support: Support = "unknown"
    support_end: str | None = None
    """ISO 8601 date on which the support ends that counts: regular, or extended where that runs."""


@dataclass(frozen=True)
class Products:
    """Facts by package: the catalogue is asked once for each package, never for each component."""

    facts: tuple[KnownProduct, ...]
    of_package: Integers
    """Per package of the portfolio: index into `facts`, or -1."""
    of_agency: Mapping[str, Integers] = field(default_factory=dict)
    """The same for agencies that say themselves how they run products, in place of `of_package`."""


class Measure(Struct, frozen=True, kw_only=True):
    """One number of the sovereignty method that rules may judge."""

    indicator: str
    """`hotspot` for H(p), else the id of the indicator: D1, D4, D5 …"""
    lo: Fraction
    hi: Fraction
    agency: str | None = None
    """None: the whole portfolio."""
    system: str | None = None
    product: str | None = None
    vendor: str | None = None
