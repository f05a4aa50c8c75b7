"""Compare agencies with each other, indicator by indicator."""

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.model import Wording
from osk_scan.pipeline.estates import estate_behind
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import assessment_named
from osk_scan.sovereignty.compare import Comparison, comparisons
from osk_scan.sovereignty.scoring import judge
from osk_scan.store.database import Database


class Compared(Struct, frozen=True):
    """How agencies stand to each other, indicator by indicator."""

    as_of: str
    least_cell: int
    """Agencies with fewer systems are withheld."""
    names: dict[str, Wording]
    """Of the indicators."""
    comparisons: tuple[Comparison, ...]


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


def _among(found: Comparison, agencies: frozenset[str]) -> Comparison:
    return Comparison(
        found.indicator,
        tuple(row for row in found.scopes if row.name in agencies),
        tuple(pair for pair in found.pairs if {pair.first, pair.second} <= agencies),
    )
