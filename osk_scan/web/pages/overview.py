"""The first page: the login for strangers; for everybody else what there is and what matters now."""

from starlette.responses import Response

from osk_scan.finding import SEVERITIES, Severity
from osk_scan.pipeline.access import NOBODY
from osk_scan.pipeline.history import list_systems
from osk_scan.reports.parts import day, goals, whole
from osk_scan.score import Score
from osk_scan.store.findings import severity_counts
from osk_scan.web.call import Call
from osk_scan.web.endpoint import EVERYONE, Endpoint
from osk_scan.web.pages._assessed import Assessed, assessed
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._plain import address
from osk_scan.web.pages._refusing import login_page
from osk_scan.web.pages._wording import PageWords


def _overview(call: Call) -> Response:
    words = words_for(call)
    if call.caller == NOBODY:
        return login_page(call, words)
    found = assessed(call, words)
    if found is None:
        return page(call, "empty.html.j2", words("nav.overview"))
    score = found.scores[0] if found.scores else None
    return page(
        call,
        "overview.html.j2",
        words("overview.title", name=call.caller.agency or words("frame.everyone")),
        as_of=words("report.as-of", date=day(found.assessment.as_of, words.language)),
        facts=_facts(call, found, score, words),
        counts=_counts(call, found, words),
        goals=goals(score, words) if score else (),
        assessment=found.assessment.id,
    )


def _facts(call: Call, found: Assessed, score: Score | None, words: PageWords) -> tuple[tuple[str, str, str], ...]:
    """Return (where it leads, what is counted, how many)."""
    counts = [
        ("/systems", words("nav.systems"), len(list_systems(call.db, call.caller.agency))),
        ("/systems", words("summary.documents"), len(found.results.receipts)),
    ]
    if score:
        counts += [
            ("/score", words("summary.installations"), score.n),
            ("/score", words("summary.products"), score.n_products),
        ]
    return tuple((href, name, whole(number, words.language)) for href, name, number in counts)


def _counts(call: Call, found: Assessed, words: PageWords) -> tuple[tuple[str, Severity, str], ...]:
    """Return (where it leads, severity, how many findings), the gravest first; waived ones count as well."""
    counts = severity_counts(call.db, found.assessment.id, call.caller.agency)
    return tuple(
        (address("/findings", severity=severity), severity, whole(counts[severity], words.language))
        for severity in reversed(SEVERITIES)
    )


ENDPOINTS = (Endpoint(method="GET", path="/", roles=EVERYONE, answer=_overview),)
