"""Style sheets and the script."""

from starlette.responses import Response

from osk_scan.web.call import Call
from osk_scan.web.endpoint import EVERYONE, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.pages._assets import assets


def _file(call: Call) -> Response:
    found = assets().get(call.path("name"))
    if found is None:
        raise NotFound("file", "there is none of this name", "open a page")
    content, media_type = found
    return Response(content, headers={"Cache-Control": "public, max-age=31536000, immutable"}, media_type=media_type)


ENDPOINTS = (Endpoint(method="GET", path="/static/{name}", roles=EVERYONE, answer=_file),)
