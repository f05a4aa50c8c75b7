"""Turn rows of the route table into routes: admit, read, answer in a thread, word what is refused."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from osk_scan.errors import OskError
from osk_scan.store.database import Database
from osk_scan.web.admission import CSRF_FIELD, admit, check_form
from osk_scan.web.bodies import read_body
from osk_scan.web.call import Call
from osk_scan.web.clock import now
from osk_scan.web.desk import Desk
from osk_scan.web.endpoint import Area, Endpoint
from osk_scan.web.errors import RefusedCall


def routes(area: Area, desk: Desk) -> list[Route]:
    """Return the routes of one area."""
    return [
        Route(area.prefix + endpoint.path, _handler(desk, area, endpoint), methods=[endpoint.method])
        for endpoint in area.endpoints
    ]


def _handler(desk: Desk, area: Area, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        try:
            return await _answer(desk, area, endpoint, request)
        except OskError as error:
            return area.refuse(request, error)

    return handle


async def _answer(desk: Desk, area: Area, endpoint: Endpoint, request: Request) -> Response:
    caller = await admit(desk, request, area, endpoint)
    settings = desk.settings
    body = await read_body(request, settings.max_upload if endpoint.hands_in else settings.max_body)
    check_form(request, caller, body.form.get(CSRF_FIELD))
    if body.form and endpoint.takes is not None:
        raise RefusedCall("body", "it is a form", "send JSON, and say so: Content-Type: application/json")

    def answer(db: Database) -> Response:
        call = Call(desk=desk, db=db, caller=caller, request=request, at=now(), body=body.content, form=body.form)
        return endpoint.answer(call)

    return await desk.run(answer)
