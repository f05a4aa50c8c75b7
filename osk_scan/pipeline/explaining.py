"""Explain a finding, a package or a product down to the line of a document."""

from collections.abc import Iterator

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.graph.one_system import of_system
from osk_scan.model import EvidencePlace, Finding, FindingLicense, Language, Wording
from osk_scan.pipeline.counting import counted, of_one_system
from osk_scan.pipeline.querying import Question, ask
from osk_scan.pipeline.results import assessment_named
from osk_scan.pipeline.scores import scores_of
from osk_scan.portfolio import Portfolio
from osk_scan.rule_engine.naming import component_of
from osk_scan.score import Hotspot, ProductRecord
from osk_scan.store.assessments import Assessment
from osk_scan.store.components import Use, uses
from osk_scan.store.database import Database


class Line(Struct, frozen=True):
    """One line for people."""

    text: str
    heading: bool = False


class Used(Struct, frozen=True):
    """Where a package is used, and how one gets there."""

    agency: str
    system: str
    evidence: EvidencePlace
    paths: tuple[tuple[str, ...], ...]
    """Shortest first, from the root to the component."""
    only_through_it: tuple[str, ...]
    """What leaves the system together with the component (dominators)."""


class Answer(Struct, frozen=True, kw_only=True):
    """What is known of the thing asked for."""

    about: str
    findings: tuple[Finding, ...] = ()
    uses: tuple[Used, ...] = ()
    product: ProductRecord | None = None
    hotspots: tuple[Hotspot, ...] = ()

    def lines(self, language: Language) -> Iterator[Line]:
        """Yield the answer for people."""
        yield Line(self.about, heading=True)
        if self.product:
            yield from _product_lines(self.product)
        for hotspot in self.hotspots:
            yield from _hotspot_lines(hotspot)
        for use in self.uses:
            yield from _use_lines(use, language)
        for finding in self.findings:
            yield from _finding_lines(finding, language, with_path=not self.uses)


def explain(
    db: Database, what: str, system: str | None = None, paths: int = 3, assessment_id: str | None = None
) -> Answer:
    """Return what is known of a finding (by the beginning of its id), a package (purl) or a product.

    Raises:
        InvalidRequest: where there is nothing of this name.
    """
    assessment = assessment_named(db, assessment_id, None)
    answer = _of_finding(db, what, paths, assessment) or _of_product(db, what, assessment)
    answer = answer or _of_package(db, what, system, paths, assessment)
    if answer is None:
        raise InvalidRequest(what, "no finding, package or product has this name", "take one from `osk-scan findings`")
    return answer


def _of_finding(db: Database, what: str, paths: int, assessment: Assessment) -> Answer | None:
    if len(what) < 4 or not all(digit in "0123456789abcdef" for digit in what):
        return None
    _, _, found = ask(db, Question(fingerprint=what, assessment=assessment.id), 1)
    if not found:
        return None
    finding = found[0]
    used: tuple[Used, ...] = ()
    if finding.component and finding.component.purl and finding.system:
        used = tuple(_used(db, finding.component.purl, finding.system, paths, assessment))
    return Answer(about=f"{finding.id} {finding.rule}", findings=(finding,), uses=used)


def _of_product(db: Database, what: str, assessment: Assessment) -> Answer | None:
    scores = scores_of(db, assessment.id)
    record = scores.products.get(what) or next((p for p in scores.products.values() if p.name == what), None)
    if record is None:
        return None
    hotspots = tuple(
        hotspot
        for scope in scores.scopes
        if scope.scope == "agency"
        for hotspot in scope.hotspots
        if hotspot.product == record.id
    )
    return Answer(about=record.name, product=record, hotspots=hotspots)


def _of_package(db: Database, what: str, system: str | None, paths: int, assessment: Assessment) -> Answer | None:
    used = tuple(_used(db, what, system, paths, assessment))
    if not used:
        return None
    _, _, found = ask(db, Question(system=system, assessment=assessment.id))
    about = tuple(f for f in found if f.component and f.component.purl and f.component.purl.startswith(what))
    return Answer(about=what, uses=used, findings=about)


def _used(db: Database, package: str, system: str | None, most: int, assessment: Assessment) -> Iterator[Used]:
    counting = {number: at for at, number in assessment.basis.inventories}
    for use in uses(db, package, counting):
        if system is None or use.system == system:
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


def _product_lines(record: ProductRecord) -> Iterator[Line]:
    for name, fact in record.facts.items():
        yield Line(f"  {name}: {' | '.join(fact.values) or '?'}")
        for evidence in fact.evidence:
            yield Line(f"    {evidence.source} ({evidence.retrieved}, {evidence.confidence})")
    for group in record.requires:
        yield Line(f"  requires: {' OR '.join(group)}")


def _hotspot_lines(hotspot: Hotspot) -> Iterator[Line]:
    yield Line(
        f"  {hotspot.kind}: B [{hotspot.radius.lo_exact}, {hotspot.radius.hi_exact}],"
        f" value [{hotspot.value.lo_exact}, {hotspot.value.hi_exact}], {hotspot.state};"
        f" stops {', '.join(hotspot.systems)}"
    )


def _use_lines(use: Used, language: Language) -> Iterator[Line]:
    yield Line(f"  {use.agency} · {use.system}: {use.evidence.document} {use.evidence.where}")
    for path in use.paths:
        yield Line(f"    {' → '.join(path)}")
    if use.only_through_it:
        leaving = "nur durch diese Komponente" if language == "de" else "only through it"
        yield Line(f"    {leaving}: {', '.join(use.only_through_it)}")


def _finding_lines(finding: Finding, language: Language, *, with_path: bool) -> Iterator[Line]:
    def said(wording: Wording) -> str:
        return wording.in_(language)

    yield Line(f"{said(finding.title)} ({finding.rule}, {finding.severity}, {finding.state})", heading=True)
    yield Line(f"  {said(finding.message)}")
    yield Line(f"  {said(finding.fix)}")
    yield Line(f"  {finding.why}")
    if finding.license:
        yield Line(f"  {_license_line(finding.license, language)}")
    if with_path and finding.path:
        yield Line(f"  {' → '.join(finding.path)}")
    for evidence in finding.evidence:
        source = f" – {evidence.source}" if evidence.source else ""
        yield Line(f"  {evidence.document} {evidence.where}: {evidence.fact}{source}")


def _license_line(license_: FindingLicense, language: Language) -> str:
    """Return the license in its three columns: as declared, as concluded, and the arm chosen from an OR."""
    headings = ("erklärt", "festgestellt", "gewählt") if language == "de" else ("declared", "concluded", "chosen")
    columns = zip(headings, (license_.declared, license_.concluded, license_.chosen), strict=True)
    return " · ".join(f"{heading}: {text or '–'}" for heading, text in columns)
