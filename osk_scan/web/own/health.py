"""Whether the desk stands."""

from msgspec import Struct
from starlette.responses import Response

from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import EVERYONE, Endpoint


class Health(Struct, frozen=True):
    """The state of the server."""

    status: str


def _health(call: Call) -> Response:
    call.db.execute("SELECT 1")
    return json_answer(Health("up"))


ENDPOINTS = (
    Endpoint(method="GET", path="/health", roles=EVERYONE, answer=_health, summary="Whether the desk stands.",
             gives=Health),
)  # fmt: skip
