"""Everything that currently counts, as columns: the newest inventory of each source of each system.

Rows are numbered from 0 in the order (system, source, position), so that one system's rows lie side by side.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from osk_scan.curation import Curation
from osk_scan.model import CommercialTerms, Enrichment, System

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int32]
    Flags = NDArray[np.bool_]


class Basis(Struct, frozen=True):
    """What an assessment rests on: the systems as they are now, and the inventories that count."""

    systems: tuple[System, ...]
    inventories: tuple[tuple[int, int], ...]
    """(index into `systems`, inventory id), in the order of systems and source names."""
    curations: tuple[Curation, ...] = ()
    """The decisions in force, in the order in which they were made."""
    enrichment: int = 0
    """Number of the last enrichment that counts; 0: none."""
    before: tuple[int, ...] = ()
    """The inventories that counted before those of their sources, by number: what changed since is told."""
    supplements: tuple[int, ...] | None = None
    """The version of each agency's supplement, by number; None: made before versions were kept."""


class PackageRow(Struct, frozen=True):
    """The identity behind components, with what matching and judging need of it."""

    key: str
    stem: str
    type: str
    """purl type, or `product` where there is no purl."""
    name: str
    version: str | None
    vendor: str | None = None
    """As the documents write it; for `product` packages it is part of the identity."""
    identifiers: tuple[str, ...] = ()
    """Further identities, each with its scheme: `cpe:2.3:…`, `swid:…`, `winget:…`, `msi:{…}`."""


class InventoryRow(Struct, frozen=True):
    """One inventory that counts."""

    id: int
    system: int
    """Index into `Portfolio.systems`."""
    source: str
    format: str
    document: str
    sha256: str
    edges_known: bool
    dangling: int
    first: int
    """Row of its first component; its components are the rows first … first + size - 1."""
    size: int
    subject: int
    """Row of the component that the document is about, or -1."""


class LicenseText(Struct, frozen=True):
    """License claims as documents write them, one row for each distinct combination."""

    claims: tuple[str, ...] | None
    """None: the documents do not say. Empty: they say there is none."""


@dataclass(frozen=True)
class Portfolio:
    """Columns over components and dependencies, and the few rows that they point to."""

    systems: tuple[System, ...]
    inventories: tuple[InventoryRow, ...]
    packages: tuple[PackageRow, ...]
    names: tuple[str, ...]
    """Component names, versions and vendors."""
    licenses: tuple[LicenseText, ...]
    commercial: dict[int, tuple[CommercialTerms, ...]]
    """Commercial terms by component row; few components have any."""

    inventory: "Integers"
    """Per component: index into `inventories`."""
    package: "Integers"
    name: "Integers"
    version: "Integers"
    """Index into `names`, or -1."""
    vendor: "Integers"
    """Index into `names`, or -1."""
    declared: "Integers"
    """Index into `licenses`."""
    concluded: "Integers"
    """Index into `licenses`."""
    kind: "Integers"
    scope: "Integers"
    is_range: "Flags"
    installations: "Integers"

    source: "Integers"
    """Per dependency: row of the component that needs."""
    target: "Integers"
    """Per dependency: row of the component that is needed."""
    edge_scope: "Integers"
    edge_relation: "Integers"
    alternatives: "Integers"
    """Per dependency: 0, or the number of its OR group within the source."""

    enrichments: tuple[Enrichment, ...] = ()
    """What `declared_by` points to."""
    declared_by: "Integers | None" = None
    """Per component: index into `enrichments` where its license was found elsewhere, or -1; None: there are none."""
    curations: tuple[Curation, ...] = ()
    """The decisions that `concluded_by`, `related_by` and `provided_by` point to."""
    concluded_by: "Integers | None" = None
    """Per component: index into `curations` of the decision on its license, or -1; None: there are none."""
    related_by: "Integers | None" = None
    """Per component: index into `curations` of the decision on how it is used, or -1; None: there are none."""
    provided_by: "Integers | None" = None
    """Per component: index into `curations` of the decision on how it reaches others, or -1; None: there are none."""

    @cached_property
    def system(self) -> "Integers":
        """Per component: index into `systems`."""
        import numpy as np

        of_inventory = np.array([row.system for row in self.inventories], dtype=np.int32)
        return of_inventory[self.inventory] if len(of_inventory) else self.inventory

    @property
    def size(self) -> int:
        """Number of components."""
        return len(self.package)

    def rows_of(self, system: int) -> range:
        """Return the component rows of one system (index into `systems`)."""
        own = [row for row in self.inventories if row.system == system]
        if not own:
            return range(0)
        return range(own[0].first, own[-1].first + own[-1].size)
