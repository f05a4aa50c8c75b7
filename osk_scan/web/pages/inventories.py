"""One inventory with its components, and what changed between two."""

from msgspec import Struct
from starlette.responses import Response

from osk_scan.errors import InvalidRequest
from osk_scan.pipeline.formats import format_title
from osk_scan.pipeline.history import Changed, components_of, difference, inventory_numbered
from osk_scan.reports.parts import Column, Table
from osk_scan.store.history import KeptComponent, KeptInventory
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.pages._numbers import moment
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._plain import address, cut
from osk_scan.web.pages._wording import PageWords
from osk_scan.web.paging import Number

_LISTED = 100
_CHANGES = 300
_NAME = 200


class _Components(Struct, frozen=True):
    """Which components of an inventory are asked for."""

    q: str = ""
    after: Number = -1


class _Two(Struct, frozen=True):
    """Which inventories are compared."""

    old: Number
    new: Number


def _inventory(call: Call) -> Response:
    words = words_for(call)
    found = _found(call, call.number("inventory"))
    asked = call.asked(_Components)
    listed = list(components_of(call.db, found, asked.q, asked.after, _LISTED + 1))
    following = ""
    if len(listed) > _LISTED:
        following = address("/inventories", found.number, q=asked.q, after=listed[_LISTED - 1].position)
    return page(
        call,
        "inventory.html.j2",
        words("inventory.title", document=found.document),
        inventory=found,
        format=format_title(found.format, found.spec_version),
        received=moment(found.received_at, words),
        q=asked.q,
        components=_component_table(words("inventory.table"), listed[:_LISTED], words),
        following=following,
        first=address("/inventories", found.number, q=asked.q) if asked.after >= 0 else "",
    )


def _difference(call: Call) -> Response:
    words = words_for(call)
    asked = call.asked(_Two)
    old, new = _found(call, asked.old), _found(call, asked.new)
    found = difference(call.db, old, new)
    return page(
        call,
        "difference.html.j2",
        words("difference.title"),
        old=old,
        new=new,
        old_label=labelled(old, words),
        new_label=labelled(new, words),
        came=_component_table(words("difference.came"), found.came[:_CHANGES], words),
        went=_component_table(words("difference.went"), found.went[:_CHANGES], words),
        changed=_changed_table(found.changed[:_CHANGES], words),
        told=words(
            "difference.told",
            came=len(found.came),
            went=len(found.went),
            changed=len(found.changed),
            same=found.same,
        ),
        capped=max(len(found.came), len(found.went), len(found.changed)) > _CHANGES,
        cap=_CHANGES,
    )


def _found(call: Call, number: int) -> KeptInventory:
    try:
        return inventory_numbered(call.db, number, call.caller.agency)
    except InvalidRequest as error:
        raise NotFound(error.where, error.wrong, error.fix) from None


def labelled(inventory: KeptInventory, words: PageWords) -> str:
    """Return when and from where an inventory came, and its number, which tells those of one minute apart."""
    return f"{moment(inventory.received_at, words)} · {inventory.source} (#{inventory.number})"


def _component_table(
    caption: str, components: "list[KeptComponent] | tuple[KeptComponent, ...]", words: PageWords
) -> Table:
    columns = (
        Column(words("finding.component")),
        Column(words("inventory.version")),
        Column(words("inventory.vendor")),
        Column(words("finding.license")),
        Column(words("inventory.package"), "code"),
        Column(words("documents.where"), "code"),
    )
    rows = tuple(
        (
            cut(one.name, _NAME),
            one.version or "–",
            cut(one.vendor or "–", _NAME),
            _license(one, words),
            cut(one.package, _NAME),
            words.of_place(one.where),
        )
        for one in components
    )
    return Table(caption, columns, rows)


def _changed_table(changed: tuple[Changed, ...], words: PageWords) -> Table:
    columns = (
        Column(words("finding.component")),
        Column(words("difference.version-before")),
        Column(words("difference.version-after")),
        Column(words("difference.license-before")),
        Column(words("difference.license-after")),
    )
    rows = tuple(
        (
            cut(one.after.name, _NAME),
            one.before.version or "–",
            one.after.version or "–",
            _license(one.before, words),
            _license(one.after, words),
        )
        for one in changed
    )
    return Table(words("difference.changed"), columns, rows)


def _license(component: KeptComponent, words: PageWords) -> str:
    """Return what the document claims; not saying anything and saying that there is none are told apart."""
    if component.declared is None:
        return words("inventory.silent")
    return "; ".join(component.declared) or words("inventory.no-license")


ENDPOINTS = (
    Endpoint(method="GET", path="/inventories/{inventory}", roles=READERS, answer=_inventory),
    Endpoint(method="GET", path="/difference", roles=READERS, answer=_difference),
)
