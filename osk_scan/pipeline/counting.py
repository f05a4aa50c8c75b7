"""What counts on a day: the newest inventories, and what people decided on the packages in them."""

from msgspec.structs import replace

from osk_scan.licenses.curations import curated
from osk_scan.portfolio import Basis, Portfolio
from osk_scan.store.curations import curations_in_force
from osk_scan.store.database import Database
from osk_scan.store.portfolios import current_basis, read_portfolio


def what_counts(db: Database, as_of: str, agency: str | None = None) -> Basis:
    """Return what counts for one agency, or for all, with the decisions that are in force."""
    basis = current_basis(db, agency)
    agencies = {None, *(system.agency for system in basis.systems)}
    return replace(basis, curations=tuple(one for one in curations_in_force(db, as_of) if one.agency in agencies))


def counted(db: Database, basis: Basis) -> Portfolio:
    """Return the columns of `basis` as they were decided upon."""
    return curated(read_portfolio(db, basis), basis.curations)


def of_one_system(basis: Basis, at: int) -> Basis:
    """Return the part of `basis` that is one system's (index into `systems`)."""
    own = tuple((0, number) for owner, number in basis.inventories if owner == at)
    return replace(basis, systems=(basis.systems[at],), inventories=own)
