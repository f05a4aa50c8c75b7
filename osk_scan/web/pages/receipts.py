"""Follow what was handed in: the list of receipts, and one receipt while and after its document is read."""

from msgspec import Struct
from starlette.responses import Response

from osk_scan.pipeline.formats import format_title
from osk_scan.reports.parts import Column, Table, document_table, dropped_columns, problem_table, whole
from osk_scan.store.uploads import KeptUpload, find_upload, uploads
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.pages._numbers import moment, size
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._plain import address, link
from osk_scan.web.pages._wording import PageWords
from osk_scan.web.paging import Number

_LISTED = 50
_STEPS = ("received", "parsing", "stored", "assessed")


class _Asked(Struct, frozen=True):
    """Which part of the list is asked for."""

    before: Number | None = None


def _list(call: Call) -> Response:
    words = words_for(call)
    asked = call.asked(_Asked)
    found = uploads(call.db, call.caller.agency, asked.before, _LISTED + 1)
    return page(
        call,
        "receipts.html.j2",
        words("receipts.title"),
        receipts=_table(found[:_LISTED], words, of_all=call.caller.agency is None),
        following=f"/uploads?before={found[_LISTED - 1].number}" if len(found) > _LISTED else "",
        first="/uploads" if asked.before is not None else "",
    )


def _one(call: Call) -> Response:
    words = words_for(call)
    found = find_upload(call.db, call.path("token"), call.caller.agency)
    if found is None:
        raise NotFound("receipt", "there is none of this token", "take one from the list of receipts")
    return page(
        call,
        "receipt.html.j2",
        words("receipt.title", document=found.document_name),
        upload=found,
        told=words(f"receipt.told.{'unassessed' if found.failure else found.state}"),
        steps=_steps(found, words),
        live=f"{found.state} {found.attempts}" if found.pending else "settled",
        received=moment(found.received_at, words),
        size=size(found.size, words),
        ledger=_ledger(found, words),
        problems=_problems(found, words),
        dropped=dropped_columns(found.receipts, words),
        systems=_systems(found),
        inventories=tuple((r.inventory_id, r.document) for r in found.receipts if r.inventory_id),
    )


def _ledger(upload: KeptUpload, words: PageWords) -> Table | None:
    """Return what became of each component; of a refused document nothing was counted."""
    if not any(receipt.counts for receipt in upload.receipts):
        return None
    formats = {receipt.format: format_title(receipt.format) for receipt in upload.receipts if receipt.format}
    return document_table(upload.receipts, formats, words)


def _systems(upload: KeptUpload) -> tuple[tuple[str, str], ...]:
    """Return (system, where its findings are) of each system that the documents were stored for."""
    names = dict.fromkeys(receipt.system for receipt in upload.receipts if receipt.inventory_id)
    return tuple((name, address("/findings", system=name, agency=upload.agency)) for name in names)


def _problems(upload: KeptUpload, words: PageWords) -> Table | None:
    """Return what was not understood; where there is one document only, it need not be named in each row."""
    found = problem_table(upload.receipts, words)
    if found is None or len(upload.receipts) > 1:
        return found
    return Table(found.caption, found.columns[1:], tuple(row[1:] for row in found.rows), found.more)


def _table(found: tuple[KeptUpload, ...], words: PageWords, *, of_all: bool) -> Table:
    """Return uploads as rows; the agency stands beside them only where there are several."""
    columns = (
        Column(words("documents.document")),
        Column(words("receipts.received")),
        *((Column(words("receipts.agency")),) if of_all else ()),
        Column(words("documents.state")),
        Column(words("documents.in"), "number"),
        Column(words("documents.problems-short"), "number"),
    )
    rows = tuple(
        (
            link(address("/uploads", each.token), each.document_name),
            moment(each.received_at, words),
            *((each.agency,) if of_all else ()),
            words(f"receipt.state.{each.state}"),
            whole(sum(receipt.counts.in_ for receipt in each.receipts if receipt.counts), words.language),
            whole(sum(len(receipt.problems) for receipt in each.receipts), words.language),
        )
        for each in found
    )
    return Table(words("receipts.table"), columns, rows)


def _steps(upload: KeptUpload, words: PageWords) -> tuple[tuple[str, str, bool], ...]:
    """Return (state, its word, whether it is the present one) in the order in which they come."""
    states = ("received", "parsing", "refused") if upload.state == "refused" else _STEPS
    return tuple((state, words(f"receipt.state.{state}"), state == upload.state) for state in states)


ENDPOINTS = (
    Endpoint(method="GET", path="/uploads", roles=READERS, answer=_list),
    Endpoint(method="GET", path="/uploads/{token}", roles=READERS, answer=_one),
)
