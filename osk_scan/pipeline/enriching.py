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


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of the packages of one system that have no license."""

    agency: str
    system: str
    asked: int
    """How many packages have none stated."""
    found: tuple[Enriched, ...]
    failures: tuple[str, ...] = ()
    """What an index refused to answer, a line each."""


class _Source:
    """A machine, or an index whose answers are kept."""

    def __init__(self, db: Database, at: str) -> None:
        self._db = db
        self._at = at
        self.failures: list[str] = []
        self._in_a_row = 0

    def ask(self, place: Machine | Index, package: PackageRow) -> Found | None:
        """Return what is found; an answer that fails is noted, and after a few the place is left alone."""
        if self._in_a_row >= _PATIENCE:
            return None
        try:
            found = place.license_of(package)
        except InvalidRequest as error:
            self._in_a_row += 1
            self.failures.append(str(error))
            return None
        self._in_a_row = 0
        return found

    def fetch(self, url: str, accept: str) -> bytes | None:
        """Return the kept answer, else a fresh one, which is kept."""
        kept = kept_answer(self._db, url, accept)
        if kept is None:
            kept = (fetch(url, accept),)
            keep_answer(self._db, url, accept, kept[0], self._at)
        return kept[0]


def enrich(
    db: Database, *, agency: str, system: str, folder: Path | None, indexes: tuple[str, ...], found_at: str
) -> Outcome:
    """Find and keep licenses of one system's packages; the machine's own word goes before an index's.

    Raises:
        InvalidRequest: where there is no such system, no source is named, or a source is none.
    """
    if folder is None and not indexes:
        raise InvalidRequest("enrich", "no source is named", "name a machine's folder, or an index with --index")
    basis = _basis(db, agency, system)
    source = _Source(db, found_at)
    places: list[Machine | Index] = [Machine(folder)] if folder else []
    places += [Index(configured, source.fetch) for configured in indexes]
    asked = list(_without_license(db, basis))
    found: list[tuple[PackageRow, Found]] = []
    for package in asked:
        answer = next((got for place in places if (got := source.ask(place, package))), None)
        if answer:
            found.append((package, answer))
    keep_enrichments(
        db,
        basis.systems[0].id,
        (Enrichment(package.key, one.claims, one.source, one.place, found_at) for package, one in found),
    )
    return Outcome(
        agency=agency,
        system=system,
        asked=len(asked),
        found=tuple(_enriched(package, one) for package, one in found),
        failures=tuple(source.failures),
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
