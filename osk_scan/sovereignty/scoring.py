"""From an estate to its scores: every scope's profile, reproducible to the byte."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from msgspec.structs import replace

from osk_scan.errors import InvalidRequest
from osk_scan.score import Clarification, EntityRecord, ProductRecord, Score, Scores
from osk_scan.sovereignty import goals
from osk_scan.sovereignty.clarify import clarify, weights
from osk_scan.sovereignty.completeness import completeness
from osk_scan.sovereignty.contributions import Contributions, contributions, surroundings
from osk_scan.sovereignty.coupling import common_causes, coupling
from osk_scan.sovereignty.estate import DOMAINS, Estate, ProductFacts
from osk_scan.sovereignty.exits import ExitHints
from osk_scan.sovereignty.failures import Failures, ScopedFailures, failures, largest_radius, vendor_radii, within
from osk_scan.sovereignty.hotspots import Background, hotspots
from osk_scan.sovereignty.indicators import Measured, measure, named
from osk_scan.sovereignty.inquiry import Inquiry, Lessons
from osk_scan.sovereignty.kpis import kpis
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.pulled_in import leaves_with
from osk_scan.sovereignty.requirements import reached
from osk_scan.sovereignty.scope import Scope, portfolio, scopes
from osk_scan.sovereignty.suspicion import Suspicion

_YEARS = range(1900, 2201)
_FACTS = (*DOMAINS, "entity", "support_end", "extended_end")


@dataclass(frozen=True)
class Judged:
    """What is judged once for all scopes."""

    estate: Estate
    method: Method
    as_of: date
    contributions: Contributions
    failures: Failures
    background: Background
    lessons: Lessons


def judge(estate: Estate, as_of: str, method: Method) -> Judged:
    """Judge every product and close every failure of `estate`."""
    day = parsed_date(as_of)
    background = Background(method, day, coupling(estate), leaves_with(portfolio(estate)), ExitHints(estate))
    around = surroundings(estate, day, method)
    return Judged(estate, method, day, contributions(estate, around), failures(estate), background, Lessons(around))


def score(estate: Estate, as_of: str, method: Method) -> Scores:
    """Return the scores of the portfolio, every agency and every layer on the day `as_of` (ISO 8601)."""
    judged = judge(estate, as_of, method)
    id_ = score_id(estate, as_of, method)
    return Scores(
        method=f"{method.name} v{method.version}",
        score_id=id_,
        as_of=as_of,
        basis=method.basis,
        catalogue_version=estate.catalogue_version,
        rules_version=method.digest,
        inventories=estate.inventories,
        scopes=tuple(_score(scope, judged, id_) for scope in scopes(estate)),
        products={id_: _record(estate.products[id_]) for id_ in _in_use(estate)},
        entities={e.id: EntityRecord(e.id, e.name, e.jurisdiction) for _, e in sorted(estate.entities.items())},
        notes=estate.notes,
    )


def score_id(estate: Estate, as_of: str, method: Method) -> str:
    """Return SHA-256(inventories ‖ catalogue version ‖ rules version ‖ as-of date)."""
    parts = (*estate.inventories, estate.catalogue_version, method.digest, as_of)
    return sha256("\n".join(parts).encode()).hexdigest()


def measured(scope: Scope, judged: Judged) -> dict[str, Measured]:
    """Return every indicator of `scope`; radius and completeness only where systems are whole, not by layer."""
    found = measure(scope.holdings, judged.contributions)
    if found and scope.kind != "layer":
        failed = within(judged.failures, scope)
        found["D6"] = largest_radius(failed, scope)
        found |= _completeness(scope, judged.method)
    return {name: found[name] for name in judged.method.indicators if name in found}


def _completeness(scope: Scope, method: Method) -> dict[str, Measured]:
    """Return what each profile that the method names finds stated."""
    asked = {name: completeness(scope, one.profile) for name, one in method.indicators.items() if one.profile}
    return {name: measured for name, measured in asked.items() if measured}


def parsed_date(as_of: str) -> date:
    """Return the day that `as_of` names.

    Raises:
        InvalidRequest: it is no ISO 8601 date, or of no year that support dates could be compared with.
    """
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise InvalidRequest("as-of date", f"`{as_of}` is no date", "write it as 2026-09-01") from None
    if day.year not in _YEARS:
        raise InvalidRequest("as-of date", f"{as_of} lies too far away", f"{_YEARS[0]} to {_YEARS[-1]} can be scored")
    return day


def gauge(scope: Scope, judged: Judged, id_: str) -> Score:
    """Return the indicators and goals of `scope` alone: targets, hotspots and what to clarify take far longer."""
    found = measured(scope, judged)
    method = judged.method
    reached = goals.goals(found, method.goals, method.weights) if scope.kind != "layer" else {}
    return Score(
        score_id=id_,
        scope=scope.kind,
        name=scope.name,
        as_of=judged.as_of.isoformat(),
        basis=method.basis,
        n=sum(scope.counts.values()),
        n_products=len(scope.counts),
        n_systems=len(scope.systems),
        installations=scope.counts,
        indicators={name: named(name, one, method.indicators[name]) for name, one in found.items()},
        goals=reached,
        bottleneck=goals.bottleneck(reached),
        bottleneck_possible=goals.possible_bottlenecks(reached),
        not_measurable=method.not_measurable,
    )


def _score(scope: Scope, judged: Judged, id_: str) -> Score:
    gauged = gauge(scope, judged, id_)
    if scope.kind == "layer":
        return gauged
    failed = within(judged.failures, scope)
    systems, products = frozenset(s.id for s in scope.systems), frozenset(scope.counts)
    return replace(
        gauged,
        kpis=kpis(scope, judged.method, judged.contributions, judged.as_of),
        hotspots=hotspots(scope, failed, judged.background),
        vendors=vendor_radii(failed, scope, judged.background.coupling),
        common_causes=common_causes(judged.estate, systems, products),
        clarify=_clarify(scope, judged, failed),
    )


def _clarify(scope: Scope, judged: Judged, failed: ScopedFailures) -> tuple[Clarification, ...]:
    weight = weights(judged.method.goals.values())
    inquiry = Inquiry(scope.holdings, judged.contributions, judged.lessons, Suspicion(scope, failed), weight)
    return clarify(inquiry, scope, judged.method.listed)


def _in_use(estate: Estate) -> list[str]:
    """Return what is installed, and all that requires or is required along the way."""
    used = {i.product for i in estate.installations} | {n for s in estate.systems for g in s.requires for n in g}
    needs = {id_: [n for group in product.requires for n in group] for id_, product in estate.products.items()}
    return sorted(reached(needs, used) & estate.products.keys())


def _record(product: ProductFacts) -> ProductRecord:
    return ProductRecord(
        product.id, product.name, product.layer, {f: getattr(product, f) for f in _FACTS}, product.requires
    )
