"""Set two agencies side by side, without a league table: one is below the other only where their ranges do not meet."""

from markupsafe import Markup
from msgspec import Struct
from starlette.responses import Response

from osk_scan.pipeline.comparing import Compared, compare_agencies
from osk_scan.pipeline.history import list_systems
from osk_scan.reports.parts import Column, Table, day, indicator_value
from osk_scan.sovereignty.compare import ComparedScope, Comparison, Verdict
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import Forbidden, NotFound
from osk_scan.web.pages._assessed import newest
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._standing import standing
from osk_scan.web.pages._wording import PageWords

_TOLD: dict[Verdict, str] = {
    "below": "compare.below",
    "above": "compare.below",
    "not distinguishable": "compare.level",
    "not comparable": "compare.apart",
    "suppressed": "compare.withheld",
}


class _Two(Struct, frozen=True):
    """Which agencies; empty: the first two by name."""

    first: str = ""
    second: str = ""


def _compare(call: Call) -> Response:
    if call.caller.agency is not None:
        raise Forbidden("comparison", "it tells of other agencies", "use a key for the whole portfolio")
    words = words_for(call)
    assessment = newest(call)
    agencies = sorted({kept.system.agency for kept in list_systems(call.db)})
    if assessment is None or len(agencies) < 2:
        return page(call, "empty.html.j2", words("compare.title"))
    asked = call.asked(_Two)
    chosen = (asked.first or agencies[0], asked.second or agencies[1])
    if not set(chosen) <= set(agencies):
        raise NotFound("agency", "there is none of this name", "take one from the list")
    found = compare_agencies(call.db, call.desk.policy, chosen, assessment.id)
    return page(
        call,
        "compare.html.j2",
        words("compare.title"),
        agencies=tuple((agency, agency) for agency in agencies),
        chosen=chosen,
        same=chosen[0] == chosen[1],
        comparison=_table(found, chosen, words),
        withheld=words("compare.withheld-note", least=found.least_cell),
        standardised=any(row.standardised for one in found.comparisons for row in one.scopes),
        as_of=words("report.as-of", date=day(found.as_of, words.language)),
    )


def _table(found: Compared, chosen: tuple[str, str], words: PageWords) -> Table:
    columns = (
        Column(words("indicators.name")),
        *(Column(name, "bar") for name in chosen),
        Column(words("compare.told")),
    )
    rows = tuple(
        (
            f"{one.indicator} {found.names[one.indicator].in_(words.language)}",
            *(_standing(one, name, found.least_cell, words) for name in chosen),
            _told(one, words),
        )
        for one in found.comparisons
    )
    return Table(words("compare.table"), columns, rows)


def _standing(comparison: Comparison, agency: str, least: int, words: PageWords) -> Markup:
    (row,) = (one for one in comparison.scopes if one.name == agency)
    return standing(agency, _value(comparison.indicator, row, least, words), row.standardised or row.value)


def _value(indicator: str, row: ComparedScope, least: int, words: PageWords) -> str:
    """Return a value; there is none where too few systems would show it, or nothing to count it from."""
    if row.value is None:
        return words("compare.withheld") if row.systems < least else "–"
    value = indicator_value(indicator, row.standardised or row.value, words)
    return words("compare.standardised", value=value) if row.standardised else value


def _told(comparison: Comparison, words: PageWords) -> str:
    """Return how the first stands to the second; nothing of an agency beside itself."""
    for pair in comparison.pairs:
        below, above = (pair.second, pair.first) if pair.verdict == "above" else (pair.first, pair.second)
        return words(_TOLD[pair.verdict], below=below, above=above)
    return "–"


ENDPOINTS = (Endpoint(method="GET", path="/compare", roles=READERS, answer=_compare),)
