"""Take a document in by a form, from a person or a program: the fields, and what they must say."""

from osk_scan.model import Context, Document
from osk_scan.pipeline.receipts import Assignment
from osk_scan.pipeline.uploading import HandedIn, hand_in
from osk_scan.web.call import Call
from osk_scan.web.errors import Forbidden, RefusedCall

DOCUMENT, AGENCY = "document", "agency"


class MissingField(RefusedCall):
    """A form lacks a field."""

    def __init__(self, field: str, fix: str) -> None:
        super().__init__("form", f"the field `{field}` is missing", fix)
        self.field = field


def said_of(call: Call) -> dict[str, str]:
    """Return the text fields of the form."""
    return {name: part.text.strip() for name, part in call.form.items() if name != DOCUMENT}


def taken_in(call: Call) -> HandedIn:
    """Keep the document of a form and wake whoever reads it.

    Raises:
        MissingField: where there is no document, or no agency that it is of.
        Forbidden: for another agency than the key's.
        RefusedCall: for a situation that does not exist.
    """
    said, file = said_of(call), call.form.get(DOCUMENT)
    if file is None or (not file.filename and not file.content):
        raise MissingField(DOCUMENT, "send the document as a file in that field")
    agency = said.get(AGENCY) or call.caller.agency
    if agency is None:
        raise MissingField(AGENCY, "a key for the whole portfolio names the agency")
    if call.caller.agency not in (None, agency):
        wrong = "the key is another agency's"
        raise Forbidden(f"agency {agency}", wrong, "use a key of that agency", "other-agency")
    assignment = Assignment(
        agency=agency,
        system=said.get("system") or None,
        source=said.get("source") or None,
        context=_context(said.get("context")),
        outbound=said.get("outbound") or None,
        format=said.get("format") or None,
    )
    handed = hand_in(call.db, call.caller, Document(file.filename or DOCUMENT, file.content), assignment, call.at)
    call.desk.workshop.ring()
    return handed


def _context(said: str | None) -> Context | None:
    try:
        return Context(said) if said else None
    except ValueError:
        raise RefusedCall("context", f"{said!r} is none", f"name one of {', '.join(Context)}") from None
