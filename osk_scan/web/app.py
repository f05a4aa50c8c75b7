"""Put the server together from its areas."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp

from osk_scan.errors import OskError, StoreError
from osk_scan.web import compatible, own, pages
from osk_scan.web.admission import recognise
from osk_scan.web.desk import Desk
from osk_scan.web.endpoint import Area
from osk_scan.web.errors import NotFound, OtherMethod, RefusedCall
from osk_scan.web.guarding import Guard
from osk_scan.web.refusing import problem_json
from osk_scan.web.routing import routes
from osk_scan.web.settings import Settings

_KEEP_USES_EVERY = 30.0


def areas() -> tuple[Area, ...]:
    """Return the areas, those with the longest prefix first."""
    return (own.area(), compatible.area(), pages.area())


def create_app(settings: Settings) -> ASGIApp:
    """Return the server as an ASGI application on one database file."""
    desk = Desk(settings)

    async def unrouted(request: Request, error: Exception) -> Response:
        wrong = _unrouted(request, error)
        if _is_read_by_people(request):
            await recognise(desk, request)
        return _told(request, wrong)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        beside = (desk.workshop, desk.press)
        tasks = [asyncio.create_task(_keep_uses(desk)), *(asyncio.create_task(each.run()) for each in beside)]
        yield
        await asyncio.gather(*(asyncio.to_thread(each.close) for each in beside))
        for task in tasks:
            task.cancel()
        desk.close()

    app = Starlette(
        routes=[route for area in areas() for route in routes(area, desk)],
        exception_handlers={404: unrouted, 405: unrouted, 500: _our_mistake},
        lifespan=lifespan,
    )
    app.state.desk = desk
    return Guard(app)  # around all of it: what goes wrong within is answered outside of a middleware


def _told(request: Request, wrong: OskError) -> Response:
    """Answer people with a page, programs with a problem."""
    return (pages.area().refuse if _is_read_by_people(request) else problem_json)(request, wrong)


def _is_read_by_people(request: Request) -> bool:
    """Return whether a browser asks for a page; what lies below /api is for programs alone."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


async def _keep_uses(desk: Desk) -> None:
    while True:
        await asyncio.sleep(_KEEP_USES_EVERY)
        await asyncio.to_thread(desk.keep_uses)


def _unrouted(request: Request, error: Exception) -> RefusedCall:
    if isinstance(error, HTTPException) and error.status_code == 405:
        return OtherMethod(request.method, _allowed(request))
    return NotFound(request.url.path, "there is nothing here", "see /api/osk/v1/openapi.json")


def _allowed(request: Request) -> tuple[str, ...]:
    """Return the methods that this address is for (RFC 9110, 15.5.6): several routes may have it."""
    here = (route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE)
    return tuple(sorted({method for route in here if isinstance(route, Route) for method in route.methods or ()}))


async def _our_mistake(request: Request, _error: Exception) -> Response:
    """Say no more than that; the traceback is in the log."""
    return _told(request, StoreError("server", "our mistake", "report it with the time of the call"))
