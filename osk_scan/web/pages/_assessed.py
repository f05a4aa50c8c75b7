"""The assessment that a page is about, as far as the reader may see it."""

from dataclasses import dataclass
from functools import cached_property

from osk_scan.catalogue import Catalogue
from osk_scan.errors import InvalidRequest
from osk_scan.pipeline.results import assessment_named, results_of
from osk_scan.reports.parts import Names
from osk_scan.results import Results
from osk_scan.score import Score
from osk_scan.store.assessments import Assessment
from osk_scan.web.call import Call
from osk_scan.web.pages._wording import PageWords


class CataloguedNames(Names):
    """Names from the scores, and from the catalogue for products that nobody runs yet."""

    def __init__(self, results: Results, catalogue: Catalogue) -> None:
        super().__init__(results)
        self._names = {id_: product.name for id_, product in catalogue.products.items()} | self._names


@dataclass(frozen=True)
class Assessed:
    """One assessment and what it says to this reader."""

    assessment: Assessment
    results: Results
    catalogue: Catalogue

    @property
    def scores(self) -> tuple[Score, ...]:
        """The profiles that the reader may see: the portfolio first, then agencies and layers by name."""
        order = ("portfolio", "agency", "layer")
        return tuple(sorted(self.results.scores.scopes, key=lambda scope: (order.index(scope.scope), scope.name)))

    @cached_property
    def names(self) -> Names:
        """Names of products and controlling entities."""
        return CataloguedNames(self.results, self.catalogue)


def newest(call: Call) -> Assessment | None:
    """Return the assessment that counts for the reader, or None where there is none yet, or none of its documents.

    An agency of which nothing is there has no findings that could be counted: that is unknown, not zero.
    """
    agency = call.caller.agency
    try:
        found = assessment_named(call.db, None, agency)
    except InvalidRequest:
        return None
    return found if agency is None or any(one.agency == agency for one in found.basis.systems) else None


def assessed(call: Call, words: PageWords) -> Assessed | None:
    """Return what the newest assessment says to the reader, or None where there is none yet."""
    assessment = newest(call)
    if assessment is None:
        return None
    policy, agency = call.desk.policy, call.caller.agency
    return Assessed(assessment, results_of(call.db, policy, assessment, agency, words.language), policy.catalogue)
