"""Keep licenses found elsewhere, and put them where documents state none."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec
import numpy as np

from osk_scan.model import Enrichment
from osk_scan.portfolio import Basis, LicenseText, Portfolio
from osk_scan.store.database import Database

SEEN = "evidence"
"""The source of licenses that a document saw in files of a component (`model.Component.observed`)."""

_ROWS = (
    "SELECT system, package.key, license_text.claims, source, place, found_at FROM enrichment"
    " JOIN package ON package.id = package JOIN license_text ON license_text.id = license"
    " WHERE number <= ? AND system = ? ORDER BY number"
)


def keep_enrichments(db: Database, system: int, found: Iterable[Enrichment]) -> None:
    """Keep what was found for the packages of one system; of several on one package the newest counts."""
    with db.transaction() as connection:
        for one in found:
            claims = msgspec.json.encode(one.claims).decode()
            connection.execute("INSERT OR IGNORE INTO license_text (claims) VALUES (?)", (claims,))
            connection.execute(
                "INSERT INTO enrichment (system, package, license, source, place, found_at)"
                " SELECT ?, package.id, license_text.id, ?, ?, ? FROM package, license_text"
                " WHERE package.key = ? AND license_text.claims = ?",
                (system, one.source, one.place, one.found_at, one.package, claims),
            )


def keep_seen(db: Database, system: int, seen: Iterable[Enrichment]) -> None:
    """Keep what documents say of licenses in files: newer documents replace older ones, but nothing found elsewhere."""
    rows = db.execute(
        "SELECT package.key, license_text.claims, source FROM enrichment JOIN package ON package.id = package"
        " JOIN license_text ON license_text.id = license WHERE system = ? ORDER BY number",
        (system,),
    )
    known = {key: (msgspec.json.decode(claims, type=tuple[str, ...]), source) for key, claims, source in rows}
    keep_enrichments(db, system, [one for one in seen if _is_news(one, known.get(one.package))])


def _is_news(seen: Enrichment, known: tuple[tuple[str, ...], str] | None) -> bool:
    return known is None or (known[1] == SEEN and known[0] != seen.claims)


def last_enrichment(db: Database) -> int:
    """Return the number of the newest one; 0 where there is none."""
    (number,) = db.execute("SELECT coalesce(max(number), 0) FROM enrichment").fetchone()
    return int(number)


def enrichments_of(db: Database, basis: Basis) -> Iterator[tuple[int, Enrichment]]:
    """Yield (index into `basis.systems`, what counts), by system and package."""
    for at, system in enumerate(basis.systems):
        newest: dict[str, Enrichment] = {}
        rows = db.execute(_ROWS, (basis.enrichment, system.id)) if basis.enrichment else ()
        for _, key, claims, source, place, found_at in rows:
            newest[key] = Enrichment(key, msgspec.json.decode(claims, type=tuple[str, ...]), source, place, found_at)
        yield from ((at, newest[key]) for key in sorted(newest))


def enriched(db: Database, portfolio: Portfolio, basis: Basis) -> Portfolio:
    """Return the portfolio with licenses found elsewhere declared for components whose documents state none."""
    known = list(enrichments_of(db, basis))
    if not known:
        return portfolio
    package = {one.key: at for at, one in enumerate(portfolio.packages)}
    wide = max(len(portfolio.packages), 1)
    place = {at * wide + package[one.package]: n for n, (at, one) in enumerate(known) if one.package in package}
    silent = np.array([text.claims is None for text in portfolio.licenses], dtype=np.bool_)
    asked = np.flatnonzero(silent[portfolio.declared] & silent[portfolio.concluded])
    keys = portfolio.system[asked].astype(np.int64) * wide + portfolio.package[asked]
    declared_by = np.full(portfolio.size, -1, dtype=np.int32)
    declared_by[asked] = [place.get(key, -1) for key in keys.tolist()]
    first = len(portfolio.licenses)
    return replace(
        portfolio,
        licenses=(*portfolio.licenses, *(LicenseText(one.claims) for _, one in known)),
        declared=np.where(declared_by >= 0, declared_by + first, portfolio.declared).astype(np.int32),
        enrichments=tuple(one for _, one in known),
        declared_by=declared_by,
    )
