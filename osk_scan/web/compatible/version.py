"""Which server this is: clients choose their routes by its version."""

from starlette.responses import Response

from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import EVERYONE, Endpoint

SPOKEN = "4.13.0"
"""The version of the protocol that is spoken; from 4.11 on clients poll `event/token`."""
_BUILT = "2026-01-01T00:00:00Z"
_APPLICATION = "5f5f5a0c-5d0c-4f0e-9d6f-0d5c1d4a7e01"
_FRAMEWORK = "5f5f5a0c-5d0c-4f0e-9d6f-0d5c1d4a7e02"


def _version(_call: Call) -> Response:
    framework = {"name": "osk-scan", "version": "1.0.0", "timestamp": _BUILT, "uuid": _FRAMEWORK}
    return json_answer(
        {
            "application": "Dependency-Track (osk-scan)",
            "version": SPOKEN,
            "timestamp": _BUILT,
            "uuid": _APPLICATION,
            "systemUuid": _APPLICATION,
            "framework": framework,
        }
    )


ENDPOINTS = (Endpoint(method="GET", path="/version", roles=EVERYONE, answer=_version),)
