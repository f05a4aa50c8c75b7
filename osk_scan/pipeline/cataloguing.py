"""Answer catalogue questions: which product a name means, and how much of what is kept is catalogued."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from msgspec import Struct

from osk_scan.catalogue import Catalogue
from osk_scan.catalogue.coverage import Coverage
from osk_scan.catalogue.coverage import coverage as cover
from osk_scan.identity import canonical_purl, package_name, product_name
from osk_scan.model import Component
from osk_scan.pipeline.tables import tsv_rows
from osk_scan.portfolio import PackageRow
from osk_scan.store.database import Database
from osk_scan.store.portfolios import current_basis, read_portfolio

_SCHEMES = ("cpe:", "winget:", "msi:", "swid:")


class Matched(Struct, frozen=True):
    """Which product a name means; None: nothing is guessed."""

    name: str
    publisher: str | None
    version: str | None
    product: str | None
    rule: str | None
    part: bool = False


def match_name(catalogue: Catalogue, name: str, publisher: str | None = None, version: str | None = None) -> Matched:
    """Return the product that a display name, purl, CPE, winget id, MSI product code or SWID tag id means."""
    found = catalogue.match(_package(name, publisher or None, version or None))
    if found is None:
        return Matched(name, publisher, version, None, None)
    return Matched(name, publisher, version, found.product, found.rule, found.part)


def match_table(catalogue: Catalogue, table: Path) -> Iterator[Matched]:
    """Yield the answer to each row of a TSV file with the columns name, publisher and version, in its order."""
    for row in tsv_rows(table, ("name",)):
        yield match_name(catalogue, row["name"], row.get("publisher"), row.get("version"))


def coverage(db: Database, catalogue: Catalogue, agency: str | None = None) -> Coverage:
    """Return what of the inventories that count is catalogued, by which rule, and what is not."""
    portfolio = read_portfolio(db, current_basis(db, agency))
    counts = np.bincount(portfolio.package, weights=portfolio.installations, minlength=len(portfolio.packages))
    return cover(zip(portfolio.packages, counts.astype(int).tolist(), strict=True), catalogue)


def _package(name: str, publisher: str | None, version: str | None) -> PackageRow:
    purl = canonical_purl(name) if name.startswith("pkg:") else None
    if purl:
        named = package_name(Component(ref="", name=name, purl=purl, version=version, where=""))
    else:
        named = product_name(publisher, None, name, version)
    identifiers = (name,) if name.startswith(_SCHEMES) else ()
    return PackageRow(named.key, named.stem, named.type, named.name, named.version, publisher, identifiers)
