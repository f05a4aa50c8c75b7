"""Enrich the packages of a system whose license no document states: from its machine's folder, from an index."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from msgspec import Struct

from osk_scan.enrichment.fetching import fetch
from osk_scan.enrichment.found import Found
from osk_scan.enrichment.index import Index
from osk_scan.enrichment.machine import Machine
from osk_scan.errors import InvalidRequest
from osk_scan.licenses.expression import read_claims
from osk_scan.model import Enrichment
from osk_scan.pipeline.counting import of_one_system
from osk_scan.portfolio import Basis, PackageRow
from osk_scan.store.database import Database
from osk_scan.store.enrichments import keep_enrichments
from osk_scan.store.index_answers import keep_answer, kept_answer
from osk_scan.store.portfolios import current_basis, read_portfolio

_PATIENCE = 5
"""Requests in a row that may fail before an index is left alone."""


class Enriched(Struct, frozen=True):
    """One package whose license was found."""

    package: str
    claims: tuple[str, ...]
    expression: str | None
    """How the claims read; None: they say something, but no license that can be named."""
    source: str
    place: str


class EnrichedSystem(Struct, frozen=True, kw_only=True):
    """What became of the packages of one system that have no license."""

    agency: str
    system: str
    asked: int
    """How many packages have none stated."""
    found: tuple[Enriched, ...]
    failures: tuple[str, ...] = ()
    """What an index refused to answer, a line each."""


class _Asking:
    """Asks an index once for each package, ever; one that keeps failing is left alone."""

    def __init__(self, db: Database, index: Index, at: str) -> None:
        self._db = db
        self._index = index
        self._at = at
        self._failed_in_a_row = 0
        self.failures: list[str] = []

    def license_of(self, package: PackageRow) -> Found | None:
        """Return what the index says, or said before."""
        if not self._index.covers(package):
            return None
        source = self._index.source
        kept = kept_answer(self._db, source, package.key)
        if kept is None and self._failed_in_a_row < _PATIENCE:
            kept = self._ask(source, package)
        return Found(kept[0], source, kept[1]) if kept and kept[0] else None

    def _ask(self, source: str, package: PackageRow) -> tuple[tuple[str, ...], str] | None:
        try:
            found = self._index.license_of(package)
        except InvalidRequest as error:
            self._failed_in_a_row += 1
            self.failures.append(str(error))
            return None
        self._failed_in_a_row = 0
        claims, place = (found.claims, found.place) if found else ((), "")
        keep_answer(self._db, source, package.key, claims, place, self._at)
        return claims, place


def enrich(
    db: Database, *, agency: str, system: str, folder: Path | None, indexes: tuple[str, ...], found_at: str
) -> EnrichedSystem:
    """Find and keep licenses of one system's packages; the machine's own word goes before an index's.

    Raises:
        InvalidRequest: where there is no such system, no source is named, or a source is none.
    """
    if folder is None and not indexes:
        raise InvalidRequest("enrich", "no source is named", "name a machine's folder, or an index with --index")
    basis = _basis(db, agency, system)
    asking = [_Asking(db, Index(configured, fetch), found_at) for configured in indexes]
    places: list[Machine | _Asking] = [Machine(folder), *asking] if folder else [*asking]
    asked = list(_without_license(db, basis))
    found: list[tuple[PackageRow, Found]] = []
    for package in asked:
        answer = next((got for place in places if (got := place.license_of(package))), None)
        if answer:
            found.append((package, answer))
    keep_enrichments(
        db,
        basis.systems[0].id,
        (Enrichment(package.key, one.claims, one.source, one.place, found_at) for package, one in found),
    )
    return EnrichedSystem(
        agency=agency,
        system=system,
        asked=len(asked),
        found=tuple(_enriched(package, one) for package, one in found),
        failures=tuple(failure for one in asking for failure in one.failures),
    )


def _basis(db: Database, agency: str, system: str) -> Basis:
    basis = current_basis(db, agency)
    at = next((at for at, one in enumerate(basis.systems) if one.name == system), None)
    if at is None:
        known = ", ".join(one.name for one in basis.systems) or "none"
        raise InvalidRequest(f"system {system}", f"{agency} has none of this name", f"there are: {known}")
    return of_one_system(basis, at)


def _without_license(db: Database, basis: Basis) -> Iterator[PackageRow]:
    """Yield the packages whose license no document states, by key."""
    portfolio = read_portfolio(db, basis)
    silent = np.array([text.claims is None for text in portfolio.licenses], dtype=np.bool_)
    rows = silent[portfolio.declared] & silent[portfolio.concluded] if portfolio.size else np.zeros(0, dtype=np.bool_)
    wanted = (portfolio.packages[at] for at in np.unique(portfolio.package[rows]).tolist())
    yield from sorted(wanted, key=lambda package: package.key)


def _enriched(package: PackageRow, found: Found) -> Enriched:
    expression = read_claims(found.claims, package.type).expression
    return Enriched(package.key, found.claims, expression, found.source, found.place)
