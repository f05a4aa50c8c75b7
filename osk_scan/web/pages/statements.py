"""What everybody may read: how the numbers come about, and how accessible these pages are."""

from starlette.responses import Response

from osk_scan.pipeline.access import NOBODY
from osk_scan.reports.parts import Column, Table, method_table
from osk_scan.web.call import Call
from osk_scan.web.endpoint import EVERYONE, Endpoint
from osk_scan.web.pages._assessed import assessed
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._wording import PageWords


def _method(call: Call) -> Response:
    words = words_for(call)
    method = call.desk.policy.method
    found = assessed(call, words) if call.caller != NOBODY else None
    return page(
        call,
        "method.html.j2",
        words("method.title"),
        method=f"{method.method} v{method.version}",
        indicators=_indicators(call, words),
        goals=tuple((goal.name.in_(words.language), ", ".join(goal.terms)) for goal in method.goals.values()),
        identifiers=method_table(found.results, words) if found else None,
        not_measurable=method.not_measurable,
        not_claimed=method.not_claimed,
    )


def _indicators(call: Call, words: PageWords) -> Table:
    language = words.language
    columns = (
        Column(words("indicators.name")),
        Column(words("derivation.formula")),
        Column(words("method.better")),
        Column(words("indicators.maps")),
    )
    rows = tuple(
        (
            f"{id_} {one.name.in_(language)}",
            one.formula.in_(language),
            words(f"better.{one.better}"),
            ", ".join(one.maps_to) or "–",
        )
        for id_, one in call.desk.policy.method.indicators.items()
    )
    return Table(words("method.indicators"), columns, rows)


def _accessibility(call: Call) -> Response:
    return page(call, "accessibility.html.j2", words_for(call)("accessibility.title"))


ENDPOINTS = (
    Endpoint(method="GET", path="/method", roles=EVERYONE, answer=_method),
    Endpoint(method="GET", path="/accessibility", roles=EVERYONE, answer=_accessibility),
)
