"""Lists as clients of the compatible API page through them, with the total in a header."""

from collections.abc import Sequence

from msgspec import Struct
from starlette.responses import Response

from osk_scan.web.call import Call, json_answer
from osk_scan.web.errors import RefusedCall

TOTAL = "X-Total-Count"
_MOST = 1000


class Slice(Struct, frozen=True):
    """Which part of a list."""

    offset: int
    limit: int


def asked_slice(call: Call) -> Slice:
    """Return the slice that `pageNumber` and `pageSize`, or `offset` and `limit`, ask for.

    Clients also write `page` for the number and `size` for the size.

    Raises:
        RefusedCall: where one is no number, or negative.
    """
    query = call.request.query_params
    size = min(_number(query.get("pageSize") or query.get("limit") or query.get("size"), 100), _MOST)
    if "offset" in query:
        return Slice(_number(query["offset"], 0), size)
    number = _number(query.get("pageNumber") or query.get("page"), 1)
    return Slice((max(1, number) - 1) * size, size)


def listed(items: Sequence[object], total: int) -> Response:
    """Return a list with its total."""
    return json_answer(items, headers={TOTAL: str(total)})


def _number(text: str | None, default: int) -> int:
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise RefusedCall("query", f"{text!r} is no number from 0", "page with pageNumber and pageSize")
    return int(text)
