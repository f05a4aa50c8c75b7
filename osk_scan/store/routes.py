"""Keep by which way each component of an inventory is reached, so that paths are read without the dependencies."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from osk_scan.portfolio import Portfolio
from osk_scan.store.database import Database

if TYPE_CHECKING:
    from osk_scan.portfolio import Integers

_STORED = np.dtype("<i4")


def keep_routes(db: Database, portfolio: Portfolio, parent: "Integers") -> None:
    """Keep the ways of inventories that have none yet; `parent` is per component the row before it, or -1."""
    with db.transaction() as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO route (inventory, before) VALUES (?, ?)",
            ((number, before.astype(_STORED).tobytes()) for number, before in routes_of(portfolio, parent).items()),
        )


def routes_of(portfolio: Portfolio, parent: "Integers") -> "dict[int, Integers]":
    """Return the ways by inventory: for each position the one before it, or -1."""
    own = ((row, parent[row.first : row.first + row.size]) for row in portfolio.inventories)
    return {row.id: np.where(before < 0, -1, before - row.first) for row, before in own}


def read_routes(db: Database, inventories: Iterable[int]) -> "dict[int, Integers]":
    """Return the ways that are kept, by inventory."""
    statement = "SELECT before FROM route WHERE inventory = ?"
    found = ((number, db.execute(statement, (number,)).fetchone()) for number in inventories)
    return {number: np.frombuffer(row[0], dtype=_STORED) for number, row in found if row is not None}
