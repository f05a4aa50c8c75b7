"""Decisions on packages: what was concluded or set, for what, by whom, why and until when; revoked ones as well."""

from starlette.responses import Response

from osk_scan.curation import Curation
from osk_scan.pipeline.curating import list_curations
from osk_scan.reports.parts import Column, Table, day
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._plain import cut
from osk_scan.web.pages._wording import PageWords

_LISTED = 200
_LONGEST = 300


def _decisions(call: Call) -> Response:
    words = words_for(call)
    found = [one for one in reversed(list_curations(call.db)) if _visible(one, call.caller.agency)]
    return page(call, "decisions.html.j2", words("decisions.title"), decisions=_table(found, call.at[:10], words))


def _visible(decision: Curation, agency: str | None) -> bool:
    """Tell whether a reader may see it: what counts for every system, and what is the own agency's."""
    return agency is None or decision.agency in (None, agency)


def _table(found: list[Curation], today: str, words: PageWords) -> Table:
    columns = (
        Column(words("decisions.packages"), "code"),
        Column(words("decisions.about")),
        Column(words("decisions.says")),
        Column(words("decisions.where")),
        Column(words("waivers.reason")),
        Column(words("waivers.reviewer")),
        Column(words("documents.state")),
    )
    rows = tuple(_row(one, today, words) for one in found[:_LISTED])
    left = len(found) - _LISTED
    more = words("decisions.more", count=left) if left > 0 else ""
    return Table(words("decisions.table"), columns, rows, more)


def _row(one: Curation, today: str, words: PageWords) -> tuple[str, ...]:
    return (
        one.pattern,
        words(f"decisions.about.{one.about}"),
        one.says,
        f"{one.agency} · {one.system}" if one.system else words("decisions.everywhere"),
        cut(one.reason, _LONGEST),
        f"{one.author}, {day(one.decided_at[:10], words.language)}",
        _state(one, today, words),
    )


def _state(one: Curation, today: str, words: PageWords) -> str:
    """Return whether a decision counts, and until when; of a revoked one who revoked it, and why."""
    if one.revoked_at:
        revoked = day(one.revoked_at[:10], words.language)
        because = cut(one.revoked_because or "", _LONGEST)
        return words("decisions.revoked", day=revoked, by=one.revoked_by or "–", because=because)
    if one.until is None:
        return words("decisions.counts")
    told = "decisions.over" if one.until < today else "decisions.counts-until"
    return words(told, day=day(one.until, words.language))


ENDPOINTS = (Endpoint(method="GET", path="/decisions", roles=READERS, answer=_decisions),)
