"""Who sells or keeps software, and who controls them in the end."""

from msgspec import Struct

from osk_scan.fact import Fact

UNKNOWN = Fact(())
"""Nothing is known: every value of the domain stays possible."""

COMMUNITY = "community"
"""The jurisdiction of a project that nobody owns."""


class Vendor(Struct, frozen=True, kw_only=True):
    """A seller, foundation or community project."""

    id: str
    name: str
    publishers: tuple[str, ...] = ()
    """How inventories write the publisher; the name itself need not be repeated."""
    controlling_entity: Fact = UNKNOWN
    """Ids of vendors, one of which is the ultimate parent; its own id where nobody stands above it."""
    jurisdiction: Fact = UNKNOWN
    """ISO 3166-1 alpha-2 code of the seat, or `community`."""
