"""Compare agencies with each other, and what was with what is."""

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from osk_scan.errors import InvalidRequest
from osk_scan.model import Wording
from osk_scan.pipeline.assess import read_supplements
from osk_scan.pipeline.estates import estate_behind
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import assessment_named
from osk_scan.score import Score, Scores
from osk_scan.sovereignty.compare import Comparison, comparisons
from osk_scan.sovereignty.scoring import judge, score
from osk_scan.sovereignty.trend import Development, trend
from osk_scan.store.assessments import Assessment, previous_assessment
from osk_scan.store.database import Database


class Compared(Struct, frozen=True):
    """How agencies stand to each other, indicator by indicator."""

    as_of: str
    least_cell: int
    """Agencies with fewer systems are withheld."""
    names: dict[str, Wording]
    """Of the indicators."""
    comparisons: tuple[Comparison, ...]


class Trend(Struct, frozen=True):
    """How one scope developed between two assessments."""

    name: str
    """Agency; empty: the portfolio."""
    old: str
    new: str
    """Ids of the assessments."""
    old_as_of: str
    new_as_of: str
    same_knowledge: bool
    """Rules, catalogue and day are the same, so that nothing is a revision."""
    same_supplements: bool
    """The agencies add the very same to their inventories."""
    names: dict[str, Wording]
    developments: tuple[Development, ...]


def compare_agencies(
    db: Database, policy: Policy, agencies: tuple[str, ...] = (), assessment_id: str | None = None
) -> Compared:
    """Return how `agencies`, or all of them, stand to each other; standardised by the whole portfolio's layer mix.

    Raises:
        InvalidRequest: for an agency that the assessment does not cover.
    """
    assessment = assessment_named(db, assessment_id, None)
    estate = estate_behind(db, policy, assessment)
    there = sorted({system.agency for system in estate.systems})
    for agency in agencies:
        if agency not in there:
            raise InvalidRequest(f"agency {agency}", "it has no systems here", f"there are: {', '.join(there)}")
    method = policy.method
    found = comparisons(judge(estate, assessment.as_of, method), method.indicators)
    names = {id_: indicator.name for id_, indicator in method.indicators.items()}
    wanted = frozenset(agencies or there)
    return Compared(assessment.as_of, method.least_cell, names, tuple(_among(one, wanted) for one in found))


def develop(
    db: Database, policy: Policy, old: str | None = None, new: str | None = None, agency: str | None = None
) -> Trend:
    """Return what really changed since an old assessment, what agencies say differently, and what is known better now.

    The old inventories are scored again with today's catalogue and the new day, once with the supplements of then and
    once with those of the new assessment; the kept assessment stays as it is.

    Raises:
        InvalidRequest: where there is no older assessment, or one of the two does not cover the agency.
    """
    after = assessment_named(db, new, agency)
    before = assessment_named(db, old, agency) if old else previous_assessment(db, after.id)
    if before is None:
        raise InvalidRequest("trend", "there is no assessment before this one", "assess again when documents changed")
    then, now = _kept(before), _kept(after)
    if (after.catalogue_version, after.rules_version) != (policy.catalogue.version, policy.rules_version):
        now = _again(db, policy, after, after.as_of)
    revised = _again(db, policy, before, after.as_of)
    same_supplements = read_supplements(db, before.basis) == read_supplements(db, after.basis)
    supplemented = revised
    if not same_supplements:
        basis = replace(before.basis, supplements=after.basis.supplements)
        supplemented = _again(db, policy, replace(before, basis=basis), after.as_of)
    scopes = tuple(_scope(scores, agency, after) for scores in (then, revised, supplemented, now))
    return Trend(
        name=agency or after.scope,
        old=before.id,
        new=after.id,
        old_as_of=before.as_of,
        new_as_of=after.as_of,
        same_knowledge=_knowledge(then) == _knowledge(revised),
        same_supplements=same_supplements,
        names=_names(scopes[-1]),
        developments=trend(*scopes),
    )


def _among(found: Comparison, agencies: frozenset[str]) -> Comparison:
    return Comparison(
        found.indicator,
        tuple(row for row in found.scopes if row.name in agencies),
        tuple(pair for pair in found.pairs if {pair.first, pair.second} <= agencies),
    )


def _kept(assessment: Assessment) -> Scores:
    return msgspec.json.decode(assessment.scores, type=Scores)


def _again(db: Database, policy: Policy, assessment: Assessment, as_of: str) -> Scores:
    return score(estate_behind(db, policy, assessment), as_of, policy.method)


def _scope(scores: Scores, agency: str | None, assessment: Assessment) -> Score:
    name = agency or assessment.scope
    found = scores.of("agency", name) if name else scores.of("portfolio")
    if found is None:
        raise InvalidRequest(f"agency {name}", "one of the two assessments does not cover it", "name two that do")
    return found


def _names(score: Score) -> dict[str, Wording]:
    indicators = {id_: indicator.name for id_, indicator in score.indicators.items()}
    return indicators | {id_: goal.name for id_, goal in score.goals.items()}


def _knowledge(scores: Scores) -> tuple[str, str, str]:
    return scores.catalogue_version, scores.rules_version, scores.as_of
