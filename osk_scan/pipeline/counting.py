"""What counts on a day: the newest inventories, what was found or said beside them, and what counted before."""

from msgspec.structs import replace

from osk_scan.licenses.curations import curated
from osk_scan.portfolio import Basis, Portfolio
from osk_scan.rule_engine.relicensing import EarlierStatement
from osk_scan.store.curations import curations_in_force
from osk_scan.store.database import Database
from osk_scan.store.enrichments import enriched, last_enrichment
from osk_scan.store.portfolios import current_basis, inventories_before, license_statements, read_portfolio
from osk_scan.store.supplements import counting_supplements


def what_counts(db: Database, as_of: str, agency: str | None = None, handed_in_by: str | None = None) -> Basis:
    """Return what counts for one agency, or for all, with the decisions in force and what counted before.

    With `handed_in_by` (ISO 8601 date) inventories and supplements are those that counted at the end of that day.
    """
    basis = current_basis(db, agency, handed_in_by)
    agencies = {None, *(system.agency for system in basis.systems)}
    return replace(
        basis,
        curations=tuple(one for one in curations_in_force(db, as_of) if one.agency in agencies),
        enrichment=last_enrichment(db),
        before=inventories_before(db, (number for _, number in basis.inventories)),
        supplements=counting_supplements(db, (system.agency for system in basis.systems), handed_in_by),
    )


def counted(db: Database, basis: Basis) -> Portfolio:
    """Return the columns of `basis`, silent licenses filled with what was found, all as it was decided upon."""
    return curated(enriched(db, read_portfolio(db, basis), basis), basis.curations)


def stated_before(db: Database, basis: Basis) -> tuple[EarlierStatement, ...]:
    """Return what the inventories said of licenses that counted before those of `basis`."""
    return tuple(EarlierStatement(*row) for row in license_statements(db, basis.before))


def of_one_system(basis: Basis, at: int) -> Basis:
    """Return the part of `basis` that is one system's (index into `systems`)."""
    own = tuple((0, number) for owner, number in basis.inventories if owner == at)
    return replace(basis, systems=(basis.systems[at],), inventories=own)
