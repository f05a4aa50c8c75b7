"""Divide a table among the agencies and systems that its rows name: one inventory for each of them."""

from collections.abc import Sequence

from msgspec import Struct

from osk_scan.model import Inventory
from osk_scan.parsers._inventory import Gathering
from osk_scan.problems import refused

MAX_PORTIONS = 5_000
"""Agencies and systems of one document; more are told by a column of something else."""
MAX_TOLD = 5_000
"""Problems of a whole table, each of which is told of each portion."""

_LONGEST_RANGES = 120
"""Characters of the numbers of rows that are told; of more rows their number."""


class Portion(Struct, frozen=True):
    """What a document says of one system; None: the rows do not name it, and it is for the uploader to say."""

    agency: str | None
    system: str | None
    inventory: Inventory


class Portions:
    """The inventories of one table in the making; what is told of the whole table is told of each portion."""

    def __init__(self, format_name: str) -> None:
        self._format = format_name
        self._gatherings: dict[tuple[str | None, str | None], Gathering] = {}
        self._newest: Gathering | None = None
        self._told: list[tuple[str, str, str]] = []
        self._dropped: dict[str, None] = {}

    def of(self, agency: str | None, system: str | None, where: str) -> Gathering:
        """Return the portion of one system, which the row at `where` names.

        Raises:
            RefusedDocument: where there are more portions than `MAX_PORTIONS`.
        """
        gathering = self._gatherings.get((agency, system))
        if gathering is None:
            if len(self._gatherings) >= MAX_PORTIONS:
                raise refused("cap-exceeded", where, f"more than {MAX_PORTIONS} agencies and systems in one table")
            gathering = self._gatherings[agency, system] = Gathering(self._format)
            for kind, place, detail in self._told:
                gathering.problem(kind, place, None, detail)
        self._newest = gathering
        return gathering

    def tell(self, kind: str, where: str, detail: str) -> None:
        """Tell a problem of the whole table.

        Raises:
            RefusedDocument: where there are more than `MAX_TOLD`.
        """
        if len(self._told) >= MAX_TOLD:
            raise refused("cap-exceeded", where, f"more than {MAX_TOLD} remarks on one table")
        self._told.append((kind, where, detail))
        for gathering in self._gatherings.values():
            gathering.problem(kind, where, None, detail)

    def tell_together(self, kind: str, places: Sequence[str]) -> None:
        """Tell one problem of several rows or lines, if there are any: where the first is, and which they are."""
        if places:
            numbers = [int(place.rpartition(" ")[2]) for place in places]
            ranges = _ranges(numbers)
            shown = f"{ranges[:_LONGEST_RANGES].rpartition(', ')[0]} … ({len(numbers)})"
            self.tell(kind, places[0], ranges if len(ranges) <= _LONGEST_RANGES else shown)

    def tell_above(self, kind: str, where: str, detail: str) -> None:
        """Tell a problem of the portion that the row above belongs to; above all rows it is of the whole table.

        Raises:
            RefusedDocument: as `tell`.
        """
        if self._newest is None:
            self.tell(kind, where, detail)
        else:
            self._newest.problem(kind, where, None, detail)

    def drop(self, columns: tuple[str, ...]) -> None:
        """Tell columns that are left out for data protection."""
        self._dropped.update(dict.fromkeys(columns))

    def finished(self) -> tuple[Portion, ...]:
        """Return the portions in the order in which the table names them; one where it has no rows."""
        if not self._gatherings:
            self.of(None, None, self._format)
        for gathering in self._gatherings.values():
            gathering.dropped_columns = tuple(self._dropped)
        return tuple(Portion(*owner, gathering.inventory()) for owner, gathering in self._gatherings.items())


def _ranges(numbers: Sequence[int]) -> str:
    """Return rising numbers as `3-5, 7`."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    return ", ".join("-".join(map(str, ends)) for ends in ranges)
