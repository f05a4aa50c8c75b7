"""What everybody may read: how the numbers come about, and how accessible these pages are."""

from starlette.responses import Response

from osk_scan.pipeline.access import NOBODY
from osk_scan.pipeline.telling import method_told
from osk_scan.reports.parts import day, method_table, method_view
from osk_scan.web.call import Call
from osk_scan.web.endpoint import EVERYONE, Endpoint
from osk_scan.web.pages._assessed import assessed
from osk_scan.web.pages._page import page, words_for

_MADE = "2026-11-23"
"""Day of our own assessment; whoever changes what the statement says, changes it too."""


def _method(call: Call) -> Response:
    words = words_for(call)
    found = assessed(call, words) if call.caller != NOBODY else None
    return page(
        call,
        "method.html.j2",
        words("method.title"),
        page=method_view(method_told(call.desk.policy), words),
        identifiers=method_table(found.results, words) if found else None,
    )


def _accessibility(call: Call) -> Response:
    words, operator = words_for(call), call.desk.settings.operator
    return page(
        call,
        "accessibility.html.j2",
        words("accessibility.title"),
        operator=operator,
        barriers=operator.barriers if operator else (),
        made=day(_MADE, words.language),
        reviewed=day(operator.reviewed, words.language) if operator and operator.reviewed else "",
    )


ENDPOINTS = (
    Endpoint(method="GET", path="/method", roles=EVERYONE, answer=_method),
    Endpoint(method="GET", path="/accessibility", roles=EVERYONE, answer=_accessibility),
)
