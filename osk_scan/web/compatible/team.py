"""What a key may do, in the words that clients check before they upload."""

from starlette.responses import Response

from osk_scan.pipeline.access import Role
from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import READERS, Endpoint

_READING = ("VIEW_PORTFOLIO", "VIEW_VULNERABILITY", "VIEW_POLICY_VIOLATION")
_UPLOADING = ("BOM_UPLOAD", "PROJECT_CREATION_UPLOAD")
_TEAM = "5f5f5a0c-5d0c-4f0e-9d6f-0d5c1d4a7e03"


def _self(call: Call) -> Response:
    uploads = call.caller.roles & {Role.UPLOADER, Role.ADMIN}
    granted = (*_UPLOADING, *_READING) if uploads else _READING
    name = call.caller.name or call.caller.agency or "portfolio"
    permissions = [{"name": permission, "description": ""} for permission in granted]
    return json_answer({"uuid": _TEAM, "name": name, "apiKeys": [], "permissions": permissions})


ENDPOINTS = (Endpoint(method="GET", path="/v1/team/self", roles=READERS, answer=_self),)
