"""What may be shared beyond an agency: no cell of so few systems that it tells of one of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from msgspec.structs import replace

from osk_scan.finding import Finding
from osk_scan.indicator import Explanation, Goal, Indicator
from osk_scan.model import Wording
from osk_scan.results import Results
from osk_scan.score import Hotspot, Score, Scores, VendorRadius
from osk_scan.sovereignty.exits import ranked


def shared(results: Results, least_cell: int) -> Results:
    """Return `results` without cells of fewer than `least_cell` systems, and without names of systems and documents.

    What is left out is withheld, not zero; every report says so.
    Source: method osk-souv, section 5 (comparison).
    """
    scores = _scores(results.scores, least_cell)
    agencies = frozenset(scope.name for scope in scores.scopes if scope.scope == "agency")
    if len(results.agencies) == 1 and not agencies.issuperset(results.agencies):
        scores = replace(scores, scopes=())  # a withheld agency must not be told by the profile of all
    return replace(
        results,
        scores=scores,
        not_claimed=(_withheld(least_cell), *results.not_claimed),
        least_cell=least_cell,
        systems=tuple(replace(system, name="", outbound=None) for system in results.systems),
        receipts=(),
        components=(),
        licensing=(),
        findings=_SharedFindings(results.findings, agencies, least_cell),
    )


def _withheld(least_cell: int) -> Wording:
    return Wording(
        f"Geteilte Fassung: Angaben zu weniger als {least_cell} Verfahren, Namen von Verfahren und Dokumenten"
        " sind zurückgehalten. Was fehlt, ist nicht null.",
        f"Shared version: what concerns fewer than {least_cell} systems, and names of systems and documents,"
        " is withheld. What is missing is not zero.",
    )


def _scores(scores: Scores, least: int) -> Scores:
    hidden = _hidden_agencies(scores.scopes, least)
    scopes = tuple(
        _scope(scope, least)
        for scope in scores.scopes
        if scope.n_systems >= least and not (scope.scope == "agency" and scope.name in hidden)
    )
    named = {spot.product for scope in scopes for spot in scope.hotspots}
    named |= {item.subject for scope in scopes for item in scope.clarify}
    entities = {vendor.entity for scope in scopes for vendor in scope.vendors} | named
    return replace(
        scores,
        scopes=scopes,
        products={id_: record for id_, record in scores.products.items() if id_ in named},
        entities={id_: record for id_, record in scores.entities.items() if id_ in entities},
        inventories=(),
        notes=(_withheld(least),),
    )


def _hidden_agencies(scopes: Iterable[Score], least: int) -> frozenset[str]:
    """Return the agencies to withhold: the small ones, and so many more that no difference to the whole tells of them.

    Shape: the smallest first; where sizes are equal, by name.
    """
    agencies = sorted((s.n_systems, s.name) for s in scopes if s.scope == "agency")
    hidden: list[tuple[int, str]] = []
    for size, name in agencies:
        if size >= least and (not hidden or sum(n for n, _ in hidden) >= least):
            break
        hidden.append((size, name))
    return frozenset(name for _, name in hidden)


def _scope(score: Score, least: int) -> Score:
    return replace(
        score,
        installations={},
        indicators={id_: _unexplained(found) for id_, found in score.indicators.items() if _is_wide(found, least)},
        goals={id_: goal for id_, goal in score.goals.items() if _rests_on_enough(goal, score, least)},
        kpis=tuple(kpi for kpi in score.kpis if kpi.value is None or kpi.n >= least),
        hotspots=tuple(_nameless(spot) for spot in score.hotspots if _enough(spot, score, least)),
        vendors=tuple(
            replace(v, products=(), possible_products=()) for v in score.vendors if _stops_enough(v, score, least)
        ),
        common_causes=(),
        clarify=tuple(item for item in score.clarify if item.installed_on >= least),
    )


def _is_wide(found: Indicator, least: int) -> bool:
    """Tell whether an indicator rests on enough; how many systems documents' fields are of is not told, so none are."""
    return found.n >= least and found.unit != "field"


def _unexplained(found: Indicator) -> Indicator:
    """Return an indicator without its groups, which name products and systems one by one."""
    return replace(found, explain=Explanation(found.explain.formula, found.explain.total))


def _rests_on_enough(goal: Goal, score: Score, least: int) -> bool:
    ids = (term.removeprefix("1 - ") for term in goal.terms)
    return all(score.indicators[id_].n >= least for id_ in ids if id_ in score.indicators)


def _enough(spot: Hotspot, score: Score, least: int) -> bool:
    return spot.systems_stopped >= least and spot.installed_on >= least and score.n_systems >= least


def _nameless(spot: Hotspot) -> Hotspot:
    exits = ranked(replace(hint, used_by=()) for hint in spot.exits)
    return replace(spot, systems=(), leaves_with=(), exits=exits, next_decision=None, cost_per_year=None)


def _stops_enough(vendor: VendorRadius, score: Score, least: int) -> bool:
    return min(vendor.radius.low, vendor.possible.low) * score.n_systems >= Fraction(least)


@dataclass(frozen=True)
class _SharedFindings:
    """Findings whose statement holds for enough systems of one agency, without what tells of one system."""

    findings: Iterable[Finding]
    agencies: frozenset[str]
    least: int

    def __iter__(self) -> Iterator[Finding]:
        systems: dict[tuple[str, str, str], set[str]] = {}
        for finding in self.findings:
            if finding.system is not None:
                systems.setdefault(_statement(finding), set()).add(finding.system)
        for finding in self.findings:
            if finding.agency in self.agencies and len(systems.get(_statement(finding), ())) >= self.least:
                yield _anonymous(finding)


def _statement(finding: Finding) -> tuple[str, str, str]:
    return finding.agency, finding.rule, finding.message.de


def _anonymous(finding: Finding) -> Finding:
    return replace(finding, system=None, path=(), evidence=(), comment=None, reviewer=None, decided_at=None, until=None)
