"""Spare callers what they have already: an answer carries a tag of all that it depends on (RFC 9110, section 8.8.3)."""

from collections.abc import Callable
from hashlib import sha256

import msgspec
from starlette.responses import Response

from osk_scan.web.call import Call


def unless_known(call: Call, depends_on: tuple[object, ...], answer: Callable[[], Response]) -> Response:
    """Return the answer, or that nothing has changed since the caller asked last."""
    query = sorted(call.request.query_params.multi_items())
    said = msgspec.json.encode((call.caller.agency, call.request.url.path, query, depends_on))
    tag = f'"{sha256(said).hexdigest()[:32]}"'
    known = {each.strip().removeprefix("W/") for each in call.request.headers.get("if-none-match", "").split(",")}
    given = Response(status_code=304) if tag in known or "*" in known else answer()
    given.headers["ETag"] = tag
    given.headers["Cache-Control"] = "private, no-cache"
    return given
