"""Hand a document in by a form: dropped on it or chosen."""

from starlette.responses import RedirectResponse, Response

from osk_scan.model import Context, Document
from osk_scan.pipeline.receipts import Assignment
from osk_scan.pipeline.uploading import hand_in
from osk_scan.web.call import Call
from osk_scan.web.endpoint import UPLOADERS, Endpoint
from osk_scan.web.errors import Forbidden
from osk_scan.web.pages._page import page, words_for


def _form(call: Call) -> Response:
    return _shown(call)


def _take(call: Call) -> Response:
    said = {name: part.text.strip() for name, part in call.form.items() if name != "document"}
    file = call.form.get("document")
    agency = said.get("agency") or call.caller.agency
    if call.caller.agency not in (None, agency):
        raise Forbidden("agency", "the key is another agency's", "use a key of that agency")
    if agency is None or file is None or not file.filename:
        return _shown(call, "upload.no-agency" if agency is None else "upload.no-document", said)
    assignment = Assignment(
        agency=agency,
        system=said.get("system") or None,
        source=said.get("source") or None,
        context=Context(said["context"]) if said.get("context") in [*Context] else None,
        outbound=said.get("outbound") or None,
    )
    handed = hand_in(call.db, call.caller, Document(file.filename, file.content), assignment, call.at)
    call.desk.workshop.ring()
    return RedirectResponse(f"/uploads/{handed.token}", 303)


def _shown(call: Call, wrong: str = "", said: dict[str, str] | None = None) -> Response:
    words = words_for(call)
    answer = page(
        call,
        "upload.html.j2",
        words("upload.title"),
        contexts=tuple((context.value, words(f"context.{context.value}")) for context in Context),
        wrong=words(wrong) if wrong else "",
        wrong_field="agency" if wrong == "upload.no-agency" else "document",
        said=said or {},
        cap=call.desk.settings.max_upload >> 20,
    )
    answer.status_code = 400 if wrong else 200
    return answer


ENDPOINTS = (
    Endpoint(method="GET", path="/upload", roles=UPLOADERS, answer=_form),
    Endpoint(method="POST", path="/upload", roles=UPLOADERS, answer=_take, hands_in=True),
)
