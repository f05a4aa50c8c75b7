"""Licenses that a whole system could be given away under, the best first: how many components stand against each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from msgspec import Struct

from osk_scan.licenses._rows import ranks as ranks_under
from osk_scan.licenses._rows import undecided_ranks
from osk_scan.licenses._settling import settled
from osk_scan.licenses._table import lists
from osk_scan.licenses.algebra import LATTICE
from osk_scan.licenses.choice import Used
from osk_scan.licenses.contexts import Provisioning


class Suggestion(Struct, frozen=True):
    """An outbound license and how many components stand against it."""

    outbound: str
    conflicts: int
    unknown: int
    depends: int

    @property
    def works(self) -> bool:
        """Whether no component is known to stand against it."""
        return self.conflicts == 0


def suggest(
    works: Mapping[Provisioning, Sequence[Used]],
    candidates: tuple[str, ...] | None = None,
    first: str = "EUPL-1.2",
    limit: int = 10,
) -> tuple[Suggestion, ...]:
    """Return outbound licenses, the best first: `first` if it works, then by conflicts, unknowns, conditions.

    `works` are the components of a system by how they reach others; the license is to be that of all of them.
    Without `candidates` all licenses that the OSI approved are tried. Every OR is decided anew for each of them, each
    component by itself: `choose` tells what clashes among the components.

    Raises:
        UnreadableExpression: where a license is no expression.
    """
    outbounds = candidates or osi_approved()
    counts = np.zeros((len(LATTICE), len(outbounds)), dtype=np.int64)
    asked = Counter(
        (u.readings or (u.license,), u.relation, way, u.modified) for way, used in works.items() for u in used
    )
    for (readings, relation, provisioning, modified), weight in asked.items():
        each = [ranks_under(outbounds, settled(one), relation, provisioning, modified=modified) for one in readings]
        counts[undecided_ranks(each), np.arange(len(outbounds))] += weight
    depends, unknown, conflicts = counts[1].tolist(), counts[2].tolist(), counts[3].tolist()
    rows = [Suggestion(*row) for row in zip(outbounds, conflicts, unknown, depends, strict=True)]
    rows.sort(key=lambda row: _preference(row, first))
    return tuple(rows[:limit])


def _preference(row: Suggestion, first: str) -> tuple[bool, int, int, int, int, str]:
    leads = row.outbound == first and row.works
    usual = _USUAL.index(row.outbound) if row.outbound in _USUAL else len(_USUAL)
    return (not leads, row.conflicts, row.unknown, row.depends, usual, row.outbound)


_USUAL = ("EUPL-1.2", "AGPL-3.0-or-later", "GPL-3.0-or-later", "LGPL-3.0-or-later", "MPL-2.0", "Apache-2.0", "MIT")
"""Among equals, the licenses that public bodies publish under come first (openCode, joinup.ec.europa.eu)."""


@cache
def osi_approved() -> tuple[str, ...]:
    """Return the licenses in force that the OSI approved, by identifier."""
    return tuple(sorted(license_.id for license_ in lists().licenses if license_.osi and not license_.exception))
