"""What an endpoint is: one row of the route table, from which access, limits and documentation follow."""

from collections.abc import Callable
from types import ModuleType
from typing import Any, Literal

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from osk_scan.discovery import modules_of
from osk_scan.errors import OskError
from osk_scan.pipeline.access import Role
from osk_scan.web.call import Call

EVERYONE = None
READERS = (Role.UPLOADER, Role.AUDITOR, Role.DASHBOARD, Role.ADMIN)
UPLOADERS = (Role.UPLOADER, Role.ADMIN)
AUDITORS = (Role.AUDITOR, Role.ADMIN)
ADMINS = (Role.ADMIN,)


class Endpoint(Struct, frozen=True, kw_only=True):
    """One method of one path."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    """Below the area's prefix; `{name}` is one part of it."""
    roles: tuple[Role, ...] | None
    """A key needs one of them; None: open to everyone."""
    answer: Callable[[Call], Response]
    summary: str = ""
    asks: type[Struct] | None = None
    """Query parameters."""
    takes: type[Struct] | None = None
    """JSON body."""
    form: type[Struct] | None = None
    """Fields of a form; bytes are a file."""
    gives: Any = None
    """Type of the JSON answer; None where it is none."""
    media_types: Callable[[], tuple[str, ...]] = lambda: ("application/json",)
    """Of the answer; a function, because formats are found only when somebody asks."""
    status: int = 200
    also: tuple[tuple[int, Any], ...] = ()
    """Other answers that are no refusals: status, and type of the JSON; None where it is none."""
    refuses: tuple[int, ...] = ()
    """Statuses of refusals beside those that its other columns bring about."""
    choices: Callable[[], tuple[str, ...]] | None = None
    """What the last part of the path can be, where that is known."""
    hands_in: bool = False
    """Takes documents: the larger cap holds."""


class Area(Struct, frozen=True):
    """One folder of endpoints under one prefix."""

    prefix: str
    endpoints: tuple[Endpoint, ...]
    refuse: Callable[[Request, OskError], Response]
    """Words what the caller must change."""
    visits: bool = False
    """A browser's visit is as good as a key."""


def endpoints_of(folder: ModuleType) -> tuple[Endpoint, ...]:
    """Return the endpoints of a folder, in the order of its files and of their rows."""
    return tuple(endpoint for module in modules_of(folder) for endpoint in _rows(module))


def _rows(module: ModuleType) -> tuple[Endpoint, ...]:
    rows = getattr(module, "ENDPOINTS", None)
    if not isinstance(rows, tuple):
        raise TypeError(f"{module.__name__} does not end with ENDPOINTS")
    return rows
