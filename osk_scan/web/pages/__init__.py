"""What people read and do in a browser: server-rendered, German and English, whole without scripts."""

import sys
from functools import cache

from osk_scan.web.endpoint import Area, endpoints_of


@cache
def area() -> Area:
    """Return the endpoints of this folder."""
    from osk_scan.web.pages._refusing import refuse

    return Area("", endpoints_of(sys.modules[__name__]), refuse, visits=True)
