"""Explain a finding, a package or a product down to the line of a document."""

from collections.abc import Iterator

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.finding import EvidencePlace, Finding
from osk_scan.graph.one_system import of_system
from osk_scan.pipeline.counting import counted, of_one_system
from osk_scan.pipeline.estates import estate_behind, product_meant
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.querying import Question, ask
from osk_scan.pipeline.results import assessment_named
from osk_scan.pipeline.scores import scores_of
from osk_scan.portfolio import Portfolio
from osk_scan.rule_engine.naming import component_of
from osk_scan.score import Hotspot, ProductRecord, Scores
from osk_scan.sovereignty.estate import Estate
from osk_scan.store.assessments import Assessment
from osk_scan.store.components import Use, places, uses
from osk_scan.store.database import Database


class Used(Struct, frozen=True):
    """Where a package is used, and how one gets there."""

    agency: str
    system: str
    evidence: EvidencePlace
    paths: tuple[tuple[str, ...], ...]
    """Shortest first, from the root to the component."""
    only_through_it: tuple[str, ...]
    """What leaves the system together with the component (dominators)."""


class Stopping(Struct, frozen=True):
    """A product as a hotspot of one agency."""

    agency: str
    hotspot: Hotspot


class Answer(Struct, frozen=True, kw_only=True):
    """What is known of the thing asked for."""

    about: str
    findings: tuple[Finding, ...] = ()
    uses: tuple[Used, ...] = ()
    products: tuple[ProductRecord, ...] = ()
    """The product, or each of its releases that is installed."""
    hotspots: tuple[Stopping, ...] = ()
    names: dict[str, str] = {}
    """Of the products and controlling entities that are spoken of by id."""


def explain(
    db: Database,
    what: str,
    system: str | None = None,
    paths: int = 3,
    assessment_id: str | None = None,
    policy: Policy | None = None,
) -> Answer:
    """Return what is known of a finding (by the beginning of its id), a package (purl) or a product.

    Raises:
        InvalidRequest: where there is nothing of this name.
    """
    assessment = assessment_named(db, assessment_id, None)
    answer = _of_finding(db, what, paths, assessment) or _of_package(db, what, system, paths, assessment)
    return answer or _of_product(db, policy or Policy(), what, system, assessment)


def _of_finding(db: Database, what: str, paths: int, assessment: Assessment) -> Answer | None:
    if len(what) < 4 or not all(digit in "0123456789abcdef" for digit in what):
        return None
    _, _, found = ask(db, Question(fingerprint=what, assessment=assessment.id), 1)
    if not found:
        return None
    finding = found[0]
    used: tuple[Used, ...] = ()
    if finding.component and finding.component.purl and finding.system:
        used = tuple(_used(db, finding.component.purl, finding.system, paths, assessment, finding.agency))
    return Answer(about=f"{finding.id} {finding.rule}", findings=(finding,), uses=used)


def _of_product(db: Database, policy: Policy, what: str, system: str | None, assessment: Assessment) -> Answer:
    scores = scores_of(db, assessment.id)
    estate = estate_behind(db, policy, assessment)
    records = _meant(estate, policy, scores, what)
    ids = frozenset(record.id for record in records)
    return Answer(
        about=" / ".join(record.name for record in records),
        products=records,
        uses=tuple(_installed(db, estate, ids, system)),
        hotspots=tuple(
            Stopping(scope.name, hotspot)
            for scope in scores.scopes
            if scope.scope == "agency"
            for hotspot in scope.hotspots
            if hotspot.product in ids
        ),
        names=_names(estate, records),
    )


def _meant(estate: Estate, policy: Policy, scores: Scores, what: str) -> tuple[ProductRecord, ...]:
    """Return the records of a product by id, name or as an inventory writes it: of each release that is installed."""
    try:
        product = product_meant(estate, policy.catalogue, what)
    except InvalidRequest as error:
        raise InvalidRequest(what, "no finding, package or product has this name", error.fix) from None
    installed = sorted({i.product for i in estate.installations if product in (i.product, estate.base(i.product))})
    records = tuple(scores.products[id_] for id_ in installed or (product,) if id_ in scores.products)
    if not records:
        name = estate.products[product].name
        raise InvalidRequest(what, f"{name} is not installed here", "see `osk-scan hotspots` for what is")
    return records


def _installed(db: Database, estate: Estate, products: frozenset[str], system: str | None) -> Iterator[Used]:
    """Yield where products are installed, in the order of systems."""
    owner = {one.id: one for one in estate.systems}
    found = [i for i in estate.installations if i.product in products and i.component]
    at = places(db, (i.component for i in found if i.component))
    for installation in found:
        place, where = at.get(installation.component or (0, 0)), owner[installation.system]
        if place and system in (None, where.name):
            evidence = EvidencePlace(place.document, place.where, estate.products[installation.product].name)
            yield Used(where.agency, where.name, evidence, (), ())


def _names(estate: Estate, records: tuple[ProductRecord, ...]) -> dict[str, str]:
    products = {id_ for record in records for group in record.requires for id_ in group}
    entities = {id_ for record in records for id_ in record.facts["entity"].values}
    return {
        **{id_: estate.products[id_].name for id_ in sorted(products) if id_ in estate.products},
        **{id_: estate.entities[id_].name for id_ in sorted(entities) if id_ in estate.entities},
    }


def _of_package(db: Database, what: str, system: str | None, paths: int, assessment: Assessment) -> Answer | None:
    used = tuple(_used(db, what, system, paths, assessment))
    if not used:
        return None
    _, _, found = ask(db, Question(system=system, assessment=assessment.id))
    about = tuple(f for f in found if f.component and f.component.purl and f.component.purl.startswith(what))
    return Answer(about=what, uses=used, findings=about)


def _used(
    db: Database, package: str, system: str | None, most: int, assessment: Assessment, agency: str | None = None
) -> Iterator[Used]:
    """Yield where a package is used, in systems of one name or in all, of one agency or of all."""
    counting = {number: at for at, number in assessment.basis.inventories}
    for use in uses(db, package, counting):
        if system in (None, use.system) and agency in (None, use.agency):
            yield _one_use(db, use, most, assessment, counting[use.place.inventory])


def _one_use(db: Database, use: Use, most: int, assessment: Assessment, system: int) -> Used:
    portfolio = counted(db, of_one_system(assessment.basis, system))
    row = next(i.first for i in portfolio.inventories if i.id == use.place.inventory) + use.place.position
    graph = of_system(portfolio, 0)
    place = EvidencePlace(use.place.document, use.place.where, _label(portfolio, row))
    return Used(
        agency=use.agency,
        system=use.system,
        evidence=place,
        paths=tuple(tuple(_label(portfolio, at) for at in path) for path in graph.paths(row, most)),
        only_through_it=tuple(_label(portfolio, at) for at in graph.exclusive_dependents(row)),
    )


def _label(portfolio: Portfolio, row: int) -> str:
    component = component_of(portfolio, row)
    return f"{component.name}@{component.version}" if component.version else component.name
