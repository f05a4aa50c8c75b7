"""Hand documents in and follow them: the receipt that every upload gets."""

from msgspec import Struct
from starlette.responses import Response

from osk_scan import problems
from osk_scan.model import Context, Wording
from osk_scan.receipt import Counts, Receipt
from osk_scan.store.uploads import KeptUpload, State, find_upload, uploads
from osk_scan.terms import called
from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import READERS, UPLOADERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.handing_in import taken_in
from osk_scan.web.paging import Page, PageQuery, paged

_FIRST_PROBLEMS = 20


class ToldProblem(Struct, frozen=True):
    """Part of a document that was not understood: where, what is wrong, what to do."""

    where: str
    component: str | None
    message: Wording
    fix: Wording
    severity: str


class ToldReceipt(Struct, frozen=True):
    """What became of one document; an archive has several."""

    document: str
    sha256: str
    format: str | None
    spec_version: str | None
    system: str
    source: str
    inventory: int | None
    state: str
    counts: Counts | None
    dropped_columns: tuple[str, ...]
    problems: tuple[ToldProblem, ...]
    """The first of them."""
    problems_total: int


class UploadReceipt(Struct, frozen=True):
    """How far an upload has come, and what became of its documents."""

    token: str
    state: State
    pending: bool
    """Something will still be done about it without anybody asking."""
    agency: str
    document: str
    sha256: str
    size: int
    received_at: str
    settled_at: str | None
    receipts: tuple[ToldReceipt, ...]
    assessment: str | None
    failure: str | None
    links: dict[str, str]


class UploadForm(Struct, frozen=True):
    """What an uploader says beside the document; what is left out is not said."""

    document: bytes
    agency: str | None = None
    """Only with a key for the whole portfolio."""
    system: str | None = None
    """Without it, the document's name without ending."""
    source: str | None = None
    """Which part of the system the document is; a newer document of the same source takes its place."""
    context: Context | None = None
    outbound: str | None = None
    format: str | None = None


class Accepted(Struct, frozen=True):
    """What an uploader hears at once."""

    token: str
    state: State
    links: dict[str, str]


def told_upload(upload: KeptUpload) -> UploadReceipt:
    """Return an upload as its uploader reads it."""
    return UploadReceipt(
        token=upload.token,
        state=upload.state,
        pending=upload.pending,
        agency=upload.agency,
        document=upload.document_name,
        sha256=upload.sha256,
        size=upload.size,
        received_at=upload.received_at,
        settled_at=upload.settled_at,
        receipts=tuple(_told(receipt) for receipt in upload.receipts),
        assessment=upload.assessment,
        failure=upload.failure and called("failure", upload.failure, "en"),
        links=_links(upload.token),
    )


def _told(receipt: Receipt) -> ToldReceipt:
    return ToldReceipt(
        document=receipt.document,
        sha256=receipt.sha256,
        format=receipt.format,
        spec_version=receipt.spec_version,
        system=receipt.system,
        source=receipt.source,
        inventory=receipt.inventory_id,
        state=receipt.state,
        counts=receipt.counts,
        dropped_columns=receipt.dropped_columns,
        problems=tuple(
            ToldProblem(
                problem.where, problem.component, problems.message(problem), problems.fix(problem),
                problems.severity(problem),
            )
            for problem in receipt.problems[:_FIRST_PROBLEMS]
        ),
        problems_total=len(receipt.problems),
    )  # fmt: skip


def _links(token: str) -> dict[str, str]:
    return {"self": f"/api/osk/v1/receipts/{token}", "findings": "/api/osk/v1/findings", "scores": "/api/osk/v1/scores"}


def _hand_in(call: Call) -> Response:
    handed = taken_in(call)
    state: State = "refused" if handed.refusal else "received"
    return json_answer(Accepted(handed.token, state, _links(handed.token)), 202)


def _receipt(call: Call) -> Response:
    upload = find_upload(call.db, call.path("token"), call.caller.agency)
    if upload is None:
        raise NotFound("receipt", "there is none of this token", "take the token that the upload was answered with")
    return json_answer(told_upload(upload))


def _receipts(call: Call) -> Response:
    asked = call.asked(PageQuery)
    found = uploads(call.db, call.caller.agency, asked.before, asked.limit + 1)
    return paged(asked, found, lambda upload: upload.number, told_upload)


ENDPOINTS = (
    Endpoint(method="POST", path="/uploads", roles=UPLOADERS, answer=_hand_in, hands_in=True, form=UploadForm,
             gives=Accepted, status=202, summary="Hand a document in."),
    Endpoint(method="GET", path="/receipts", roles=READERS, answer=_receipts, asks=PageQuery,
             gives=Page[UploadReceipt], summary="Uploads, newest first."),
    Endpoint(method="GET", path="/receipts/{token}", roles=READERS, answer=_receipt, gives=UploadReceipt,
             summary="What became of one upload."),
)  # fmt: skip
