"""The upload protocol that agencies' build pipelines speak already; existing uploaders work unchanged."""

import sys
from functools import cache

from osk_scan.web.compatible._refusing import refuse
from osk_scan.web.endpoint import Area, endpoints_of

PREFIX = "/api"


@cache
def area() -> Area:
    """Return the endpoints of this folder."""
    return Area(PREFIX, endpoints_of(sys.modules[__name__]), refuse)
