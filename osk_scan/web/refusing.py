"""Word what a caller must change as `application/problem+json` (RFC 9457), the one place for our own API."""

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from osk_scan.errors import OskError, one_line
from osk_scan.web.errors import NotYet, OtherMethod, TooMany, status_of

PROBLEM_JSON = "application/problem+json"
TITLES = {
    400: "Bad request",
    401: "No valid key",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    413: "Too large",
    429: "Too many calls",
    500: "Our mistake",
    503: "Not yet",
}


class ProblemDetails(Struct, frozen=True, omit_defaults=True):
    """A problem as RFC 9457 section 3 has it."""

    title: str
    status: int
    detail: str
    fix: str = ""
    """What to do (extension member)."""


def problem_json(_request: Request, error: OskError) -> Response:
    """Return the answer to a call that `error` refuses."""
    status = status_of(error)
    detail = one_line(f"{error.where}: {error.wrong}", 500)
    problem = ProblemDetails(TITLES.get(status, "Error"), status, detail, one_line(error.fix, 500))
    return Response(msgspec.json.encode(problem), status, headers_of(error), PROBLEM_JSON)


def headers_of(error: OskError) -> dict[str, str]:
    """Return the headers that belong to a refusal."""
    if isinstance(error, TooMany | NotYet):
        return {"Retry-After": str(error.seconds)}
    if isinstance(error, OtherMethod):
        return {"Allow": ", ".join(error.allowed)}
    return {"WWW-Authenticate": "ApiKey"} if status_of(error) == 401 else {}
