"""Word what a caller must change as clients of the compatible API expect it: an empty 401, text, or problem+json."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from osk_scan.errors import OskError, one_line
from osk_scan.web.errors import Unauthorized, status_of
from osk_scan.web.refusing import headers_of, problem_json


def refuse(request: Request, error: OskError) -> Response:
    """Return the answer to a call that `error` refuses."""
    status = status_of(error)
    if isinstance(error, Unauthorized):
        return Response(b"", status, headers_of(error))
    if status in (403, 404, 409):
        return PlainTextResponse(one_line(str(error), 500), status)
    return problem_json(request, error)
