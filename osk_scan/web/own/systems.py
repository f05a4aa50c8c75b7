"""Systems, their inventories, and what those list."""

from itertools import islice

from msgspec import Struct
from starlette.responses import Response

from osk_scan.errors import InvalidRequest
from osk_scan.pipeline.history import components_of, inventories_of, inventory_numbered, list_systems
from osk_scan.store.history import KeptComponent, KeptInventory, KeptSystem
from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.paging import Limit, Number, Page
from osk_scan.web.sight import or_not_found


class ComponentsQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Which components of an inventory are asked for."""

    search: str = ""
    """Part of name or package."""
    after: Number = -1
    """Only what stands behind this position: `next` of the page before."""
    limit: Limit = 100


def _systems(call: Call) -> Response:
    return json_answer(Page(list_systems(call.db, call.caller.agency), None))


def _inventories(call: Call) -> Response:
    found = inventories_of(call.db, call.number("number"), call.caller.agency)
    if not found:
        raise NotFound("system", "there is none of this number", "take it from /systems")
    return json_answer(Page(found, None))


def _inventory(call: Call) -> Response:
    return json_answer(_numbered(call))


def _components(call: Call) -> Response:
    asked = call.asked(ComponentsQuery)
    rows = components_of(call.db, _numbered(call), asked.search, asked.after, asked.limit + 1)
    found = tuple(islice(rows, asked.limit + 1))
    shown = found[: asked.limit]
    return json_answer(Page(shown, shown[-1].position if len(found) > asked.limit else None))


def _numbered(call: Call) -> KeptInventory:
    try:
        return inventory_numbered(call.db, call.number("number"), call.caller.agency)
    except InvalidRequest as error:
        raise or_not_found(error) from None


ENDPOINTS = (
    Endpoint(method="GET", path="/systems", roles=READERS, answer=_systems, gives=Page[KeptSystem],
             summary="Systems by agency and name."),
    Endpoint(method="GET", path="/systems/{number}/inventories", roles=READERS, answer=_inventories,
             gives=Page[KeptInventory], summary="A system's inventories, newest first."),
    Endpoint(method="GET", path="/inventories/{number}", roles=READERS, answer=_inventory, gives=KeptInventory,
             summary="One inventory, accounted for."),
    Endpoint(method="GET", path="/inventories/{number}/components", roles=READERS, answer=_components,
             asks=ComponentsQuery, gives=Page[KeptComponent], summary="What an inventory lists."),
)  # fmt: skip
