"""Narrow scores to what one agency may see: its own profile, and nothing that tells of others."""

from functools import lru_cache

import msgspec
from msgspec.structs import replace

from osk_scan.fact import Evidence
from osk_scan.score import Hotspot, ProductRecord, Score, Scores
from osk_scan.sovereignty.exits import ranked
from osk_scan.sovereignty.supplement import of_agency
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from osk_scan.store.documents import document_hash

_ELSEWHERE = Evidence("Ergänzung einer anderen Behörde", "", "")


def scores_for(db: Database, assessment: Assessment, agency: str | None = None) -> Scores:
    """Return the scores of an assessment; with `agency`, only its own profile and the facts that it rests on."""
    scores = replace(_decoded(assessment.scores), software=assessment.software or "")
    if agency is None or assessment.scope == agency:
        return scores
    own = tuple(_narrowed(scope, agency) for scope in scores.scopes if (scope.scope, scope.name) == ("agency", agency))
    used = {product for scope in own for product in scope.installations}
    others = frozenset(system.agency for system in assessment.basis.systems) - {agency}
    products = {id_: _unattributed(record, others) for id_, record in scores.products.items() if id_ in used}
    entities = {id_ for record in products.values() for id_ in record.facts["entity"].values}
    entities |= {vendor.entity for scope in own for vendor in scope.vendors}
    basis = assessment.basis
    documents = (document_hash(db, number) for at, number in basis.inventories if basis.systems[at].agency == agency)
    return replace(
        scores,
        scopes=own,
        products=products,
        entities={id_: record for id_, record in scores.entities.items() if id_ in entities},
        inventories=tuple(documents),
        notes=tuple(note for note in scores.notes if of_agency(note, agency)),
    )


@lru_cache(maxsize=4)
def _decoded(scores: bytes) -> Scores:
    """Return kept scores; reading those of a large state takes long, and every page about it wants them."""
    return msgspec.json.decode(scores, type=Scores)


def _narrowed(scope: Score, agency: str) -> Score:
    return replace(scope, hotspots=tuple(_alone(spot, agency) for spot in scope.hotspots))


def _alone(spot: Hotspot, agency: str) -> Hotspot:
    """Return a hotspot without the names of others that run the ways out."""
    exits = (replace(hint, used_by=tuple(name for name in hint.used_by if name == agency)) for hint in spot.exits)
    return replace(spot, exits=ranked(exits))


def _unattributed(record: ProductRecord, others: frozenset[str]) -> ProductRecord:
    """Return a product without who else said something of it."""
    facts = {
        name: replace(fact, evidence=tuple(_ELSEWHERE if one.author in others else one for one in fact.evidence))
        for name, fact in record.facts.items()
    }
    return replace(record, facts=facts)
