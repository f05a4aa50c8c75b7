"""Systems, and the history of the inventories of one."""

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct
from starlette.responses import Response

from osk_scan.pipeline.formats import format_title
from osk_scan.pipeline.history import inventories_of, list_systems
from osk_scan.reports.parts import Column, Table, situation, whole
from osk_scan.store.history import KeptInventory, KeptSystem
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.pages._numbers import moment
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._plain import address, link
from osk_scan.web.pages._wording import PageWords
from osk_scan.web.pages.inventories import labelled
from osk_scan.web.paging import Number

_LISTED = 100
_COMPARABLE = 200
"""So many of the newest inventories can be chosen from; the others by their address."""

T = TypeVar("T")


class _Systems(Struct, frozen=True):
    """Which systems are asked for: part of the name, and how many of them were shown before."""

    q: str = ""
    after: Number = 0


class _History(Struct, frozen=True):
    """Which part of a system's history is asked for: how many inventories were shown before."""

    after: Number = 0


def _systems(call: Call) -> Response:
    words = words_for(call)
    asked = call.asked(_Systems)
    wanted = asked.q.strip().casefold()
    found = tuple(one for one in list_systems(call.db, call.caller.agency) if wanted in one.system.name.casefold())
    shown, following = paged(found, asked.after, address("/systems", q=asked.q))
    return page(
        call,
        "systems.html.j2",
        words("systems.title"),
        systems=_system_table(shown, words),
        q=asked.q,
        searchable=asked.q != "" or len(found) > _LISTED,
        following=following,
        first=address("/systems", q=asked.q) if asked.after > 0 else "",
    )


def _system(call: Call) -> Response:
    words = words_for(call)
    kept = inventories_of(call.db, call.number("system"), call.caller.agency)
    if not kept:
        raise NotFound("system", "there is none of this number", "take one from the list of systems")
    system, asked = kept[0].system, call.asked(_History)
    here = address("/systems", system.id)
    shown, following = paged(kept, asked.after, here)
    return page(
        call,
        "system.html.j2",
        system.name,
        system=system,
        context=situation(system, words),
        history=_history_table(shown, words),
        following=following,
        first=here if asked.after > 0 else "",
        inventories=tuple((one.number, labelled(one, words)) for one in kept[:_COMPARABLE]),
        compared=_worth_comparing(kept[:_COMPARABLE]),
        findings=address("/findings", system=system.name, agency=system.agency),
    )


def paged(rows: Sequence[T], after: int, here: str) -> tuple[tuple[T, ...], str]:
    """Return one page of `rows` and the address of the next; empty: this is the last."""
    start = max(after, 0)
    behind = start + _LISTED
    joint = "&" if "?" in here else "?"
    return tuple(rows[start:behind]), f"{here}{joint}after={behind}" if len(rows) > behind else ""


def _worth_comparing(kept: tuple[KeptInventory, ...]) -> tuple[int, int]:
    """Return an inventory and the next of the same source; where no source has two, the newest two."""
    newer: dict[str, int] = {}
    for one in kept:
        if one.source in newer:
            return one.number, newer[one.source]
        newer[one.source] = one.number
    return kept[min(1, len(kept) - 1)].number, kept[0].number


def _system_table(found: tuple[KeptSystem, ...], words: PageWords) -> Table:
    columns = (
        Column(words("documents.system")),
        Column(words("receipts.agency")),
        Column(words("systems.context")),
        Column(words("systems.sources"), "number"),
        Column(words("systems.inventories"), "number"),
        Column(words("systems.components"), "number"),
        Column(words("systems.newest")),
    )
    rows = tuple(
        (
            link(address("/systems", each.system.id), each.system.name),
            each.system.agency,
            situation(each.system, words),
            *(whole(number, words.language) for number in (each.sources, each.inventories, each.components)),
            moment(each.received_at, words) if each.received_at else "–",
        )
        for each in found
    )
    return Table(words("systems.table"), columns, rows)


def _history_table(kept: tuple[KeptInventory, ...], words: PageWords) -> Table:
    columns = (
        Column(words("documents.document")),
        Column(words("system.source")),
        Column(words("receipts.received")),
        Column(words("documents.format")),
        Column(words("systems.components"), "number"),
        Column(words("system.dependencies"), "number"),
        Column(words("system.counts")),
    )
    rows = tuple(
        (
            link(address("/inventories", one.number), one.document),
            one.source,
            moment(one.received_at, words),
            format_title(one.format, one.spec_version),
            whole(one.counts.stored, words.language),
            whole(one.counts.dependencies, words.language) if one.edges_known else words("system.no-edges"),
            words("system.counting" if one.counting else "system.former"),
        )
        for one in kept
    )
    return Table(words("system.table"), columns, rows)


ENDPOINTS = (
    Endpoint(method="GET", path="/systems", roles=READERS, answer=_systems),
    Endpoint(method="GET", path="/systems/{system}", roles=READERS, answer=_system),
)
