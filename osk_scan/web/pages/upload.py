"""Hand a document in by a form: dropped on it or chosen."""

from starlette.responses import RedirectResponse, Response

from osk_scan.model import Context
from osk_scan.web.call import Call
from osk_scan.web.endpoint import UPLOADERS, Endpoint
from osk_scan.web.handing_in import MissingField, said_of, taken_in
from osk_scan.web.pages._page import page, words_for


def _form(call: Call) -> Response:
    return _shown(call)


def _take(call: Call) -> Response:
    try:
        handed = taken_in(call)
    except MissingField as missing:
        return _shown(call, missing.field)
    return RedirectResponse(f"/uploads/{handed.token}", 303)


def _shown(call: Call, missing: str = "") -> Response:
    """Return the form, with what was said already and word of the field that is missing."""
    words = words_for(call)
    answer = page(
        call,
        "upload.html.j2",
        words("upload.title"),
        contexts=tuple((context.value, words(f"context.{context.value}")) for context in Context),
        errors={missing: words(f"upload.no-{missing}")} if missing else {},
        said=said_of(call),
        cap=call.desk.settings.max_upload >> 20,
    )
    answer.status_code = 400 if missing else 200
    return answer


ENDPOINTS = (
    Endpoint(method="GET", path="/upload", roles=UPLOADERS, answer=_form),
    Endpoint(method="POST", path="/upload", roles=UPLOADERS, answer=_take, hands_in=True),
)
