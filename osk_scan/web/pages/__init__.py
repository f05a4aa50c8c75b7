"""What people read and do in a browser: server-rendered, German and English, whole without scripts."""

import sys
from functools import cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from osk_scan.errors import OskError, one_line
from osk_scan.web.endpoint import Area, endpoints_of
from osk_scan.web.errors import status_of
from osk_scan.web.refusing import headers_of


@cache
def area() -> Area:
    """Return the endpoints of this folder."""
    return Area("", endpoints_of(sys.modules[__name__]), _refuse, visits=True)


def _refuse(_request: Request, error: OskError) -> Response:
    return PlainTextResponse(one_line(str(error), 500), status_of(error), headers_of(error))
