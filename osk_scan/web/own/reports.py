"""The audit report for people, as far as the key reaches: ordered, and fetched as soon as it is rendered."""

from typing import Literal

from msgspec import Struct
from starlette.responses import Response

from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.languages import language_of
from osk_scan.web.own.scores import ScoresQuery
from osk_scan.web.prints import MEDIA_TYPES, SECONDS, content_of, ordered, print_named
from osk_scan.web.sight import agency_asked, assessment_asked


class OrderedReport(Struct, frozen=True):
    """A report that is not there yet: ask its own address again after the seconds in `Retry-After`."""

    state: Literal["waiting"]
    links: dict[str, str]


def _order(call: Call) -> Response:
    suffix = f".{call.path('format')}"
    if suffix not in MEDIA_TYPES:
        raise NotFound("report", "there is none of this format", f"name one of {', '.join(_formats())}")
    asked = call.asked(ScoresQuery)
    agency = agency_asked(call, asked.agency)
    assessment = assessment_asked(call, asked.assessment, agency)
    return _answer(call, ordered(call, assessment, agency, language_of(call.request), suffix).name)


def _one(call: Call) -> Response:
    return _answer(call, call.path("name"))


def _answer(call: Call, name: str) -> Response:
    found = print_named(call, name)
    content = content_of(call, found)
    if content is None:
        address = f"/api/osk/v1/reports/ordered/{name}"
        headers = {"Retry-After": str(SECONDS), "Location": address}
        return json_answer(OrderedReport("waiting", {"self": address}), 202, headers)
    suffix = found.order.suffix
    headers = {"Content-Disposition": f'attachment; filename="osk-scan{suffix}"'}
    return Response(content, headers=headers, media_type=MEDIA_TYPES[suffix])


def _formats() -> tuple[str, ...]:
    return tuple(suffix.removeprefix(".") for suffix in MEDIA_TYPES)


ENDPOINTS = (
    Endpoint(method="GET", path="/reports/{format}", roles=READERS, answer=_order, asks=ScoresQuery,
             media_types=lambda: tuple(MEDIA_TYPES.values()), also=((202, OrderedReport),), choices=_formats,
             summary="The audit report for people."),
    Endpoint(method="GET", path="/reports/ordered/{name}", roles=READERS, answer=_one,
             media_types=lambda: tuple(MEDIA_TYPES.values()), also=((202, OrderedReport),),
             summary="A report that was ordered."),
)  # fmt: skip
