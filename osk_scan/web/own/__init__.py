"""Our own API under `/api/osk/v1`: JSON for dashboards and programs, described by its OpenAPI document."""

import sys
from functools import cache

from osk_scan.web.endpoint import Area, endpoints_of
from osk_scan.web.refusing import problem_json

PREFIX = "/api/osk/v1"


@cache
def area() -> Area:
    """Return the endpoints of this folder."""
    return Area(PREFIX, endpoints_of(sys.modules[__name__]), problem_json, visits=True)
