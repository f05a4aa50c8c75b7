"""Read findings back as people and exporters need them: with path, evidence, decision and dates."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from osk_scan.curation import Curation
from osk_scan.finding import EvidencePlace, Finding, Waiver
from osk_scan.graph.bulk import link
from osk_scan.licenses.curations import curated, curations_of
from osk_scan.portfolio import Basis, Portfolio
from osk_scan.rule_engine.naming import component_of, license_of, path_to
from osk_scan.store.assessments import Assessment
from osk_scan.store.components import places
from osk_scan.store.database import Database
from osk_scan.store.enrichments import enriched
from osk_scan.store.findings import KeptFinding, Wanted, findings_of
from osk_scan.store.portfolios import read_components, read_portfolio
from osk_scan.store.routes import read_routes, routes_of
from osk_scan.store.waivers import waivers

if TYPE_CHECKING:
    from osk_scan.portfolio import Integers

_AT_ONCE = 20_000


def findings(db: Database, assessment: Assessment, wanted: Wanted, *, as_of: str | None = None) -> Iterator[Finding]:
    """Yield the findings asked for, the gravest first; `as_of` is the day for which waivers are judged."""
    kept = findings_of(db, assessment.id, wanted)
    while some := list(islice(kept, _AT_ONCE)):
        yield from told(db, assessment, some, as_of or assessment.as_of)


def told(db: Database, assessment: Assessment, some: Sequence[KeptFinding], as_of: str) -> Iterator[Finding]:
    """Yield kept findings of one assessment as people need them, in their order."""
    decided = waivers(db)
    reader = _Reader(db, assessment, some)
    for finding in some:
        yield reader.finding(finding, decided.get(finding.fingerprint), as_of)


class _Reader:
    """Reads only the components that some findings are about, and those on the paths to them."""

    def __init__(self, db: Database, assessment: Assessment, some: Iterable[KeptFinding]) -> None:
        about = {(f.inventory, f.position) for f in some if f.inventory is not None and f.position is not None}
        wanted = {inventory for inventory, _ in about}
        basis = assessment.basis
        basis = replace(basis, inventories=tuple(pair for pair in basis.inventories if pair[1] in wanted))
        ways = _ways(db, basis)
        positions = _on_the_way(about, ways)
        self._assessment = assessment
        self._stated = read_components(db, basis, positions)
        self._portfolio = curated(enriched(db, self._stated, basis), basis.curations)
        self._rows = {
            (row.id, position): row.first + at
            for row in self._stated.inventories
            for at, position in enumerate(positions[row.id])
        }
        self._parent = np.full(self._stated.size, -1, dtype=np.int32)
        for (inventory, position), row in self._rows.items():
            self._parent[row] = self._rows.get((inventory, int(ways[inventory][position])), -1)
        self._places = places(db, about)

    def finding(self, kept: KeptFinding, waiver: Waiver | None, as_of: str) -> Finding:
        """Return one finding whole."""
        row = self._row(kept)
        return Finding(
            id=kept.fingerprint,
            rule=kept.text.rule,
            title=kept.text.title,
            severity=kept.text.severity,
            agency=kept.agency,
            system=kept.system,
            component=component_of(self._portfolio, row) if row >= 0 else None,
            product=kept.product,
            vendor=kept.vendor,
            license=license_of(self._portfolio, row, kept.chosen) if row >= 0 else None,
            path=path_to(self._parent, self._portfolio, row) if row >= 0 else (),
            message=kept.text.message,
            fix=kept.text.fix,
            why=kept.text.why,
            evidence=self._evidence(kept, row),
            state="waived" if waiver and waiver.holds(as_of) else "open",
            decision=_decision(waiver, as_of),
            comment=None if waiver is None else waiver.reason,
            reviewer=None if waiver is None else waiver.reviewer,
            decided_at=None if waiver is None else waiver.decided_at,
            until=None if waiver is None or waiver.revoked else waiver.until,
            first_seen=kept.first_seen,
            last_seen=kept.last_seen,
            assessment=self._assessment.id,
        )

    def _row(self, kept: KeptFinding) -> int:
        if kept.inventory is None or kept.position is None:
            return -1
        return self._rows[kept.inventory, kept.position]

    def _evidence(self, kept: KeptFinding, row: int) -> tuple[EvidencePlace, ...]:
        """Return the place in the document, with what it says there, then what was found beside it, and decided."""
        if kept.inventory is None or kept.position is None:
            return ()
        place = self._places[kept.inventory, kept.position]
        stated = EvidencePlace(place.document, place.where, _says(self._stated, row))
        return (stated, *_found(self._portfolio, row), *map(_curated, curations_of(self._portfolio, row)))


def _decision(waiver: Waiver | None, as_of: str) -> str | None:
    if waiver is None:
        return None
    return "revoked" if waiver.revoked else "accepted" if waiver.holds(as_of) else "expired"


def _curated(curation: Curation) -> EvidencePlace:
    """Return a decision as evidence: which one, for what, what it says, who made it and why."""
    said = f"{'concluded' if curation.about == 'license' else curation.about}: {curation.says}"
    until = f", until {curation.until}" if curation.until else ""
    source = f"{curation.reason} ({curation.author}, {curation.decided_at[:10]}{until})"
    return EvidencePlace(f"curation {curation.id}", curation.pattern, said, source)


def _found(portfolio: Portfolio, row: int) -> Iterator[EvidencePlace]:
    """Yield where the component's license was found, if no document states it."""
    if portfolio.declared_by is not None and portfolio.declared_by[row] >= 0:
        one = portfolio.enrichments[portfolio.declared_by[row]]
        said = f"declared by enrichment: {'; '.join(one.claims)}"
        yield EvidencePlace(f"enrichment {one.source}", one.place, said, one.found_at[:10])


def _says(portfolio: Portfolio, row: int) -> str:
    component, licenses = component_of(portfolio, row), license_of(portfolio, row, None)
    said = [f"{component.name} {component.version or ''}".strip()]
    if licenses.declared is not None:
        said.append(f"declared: {licenses.declared}")
    if licenses.concluded is not None:
        said.append(f"concluded: {licenses.concluded}")
    return "; ".join(said)


def _ways(db: Database, basis: Basis) -> "dict[int, Integers]":
    """Return by inventory the position before each; what was assessed by an older osk-scan is linked anew."""
    ways = read_routes(db, [number for _, number in basis.inventories])
    unknown = tuple(pair for pair in basis.inventories if pair[1] not in ways)
    if not unknown:
        return ways
    whole = read_portfolio(db, replace(basis, inventories=unknown))
    return ways | routes_of(whole, link(whole).parent)


def _on_the_way(about: Iterable[tuple[int, int]], ways: "dict[int, Integers]") -> dict[int, list[int]]:
    """Return by inventory the positions on the paths to components, both ends included, ascending."""
    found: dict[int, set[int]] = {}
    for inventory, position in about:
        seen, at = found.setdefault(inventory, set()), position
        while at >= 0 and at not in seen:
            seen.add(at)
            at = int(ways[inventory][at])
    return {inventory: sorted(positions) for inventory, positions in found.items()}
