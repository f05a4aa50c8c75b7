"""Reports as callers get them: rendered beside the server, fetched when they are there, told where they cannot be."""

from osk_scan.errors import InvalidRequest
from osk_scan.model import Language
from osk_scan.pipeline.printing import order
from osk_scan.store.assessments import Assessment
from osk_scan.store.prints import Print, Prints
from osk_scan.web.call import Call
from osk_scan.web.errors import Failed, NotFound, TooMany

SECONDS = 1
"""After which it is worth asking again."""
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".odt": "application/vnd.oasis.opendocument.text",
}
_RELIEF = 60


def ordered(call: Call, assessment: Assessment, agency: str | None, language: Language, suffix: str) -> Print:
    """Return a report as far as it has come, ordered where it is not yet.

    Raises:
        TooMany: where too many wait already.
    """
    try:
        found = order(call.db, call.desk.policy, assessment, agency, language, suffix, call.at)
    except InvalidRequest as error:
        raise TooMany(error.where, _RELIEF) from None
    call.desk.press.ring()
    return found


def print_named(call: Call, name: str) -> Print:
    """Return a report that was ordered for those who ask.

    Raises:
        NotFound: for one that nobody ordered, that made room for newer ones, or that is another agency's.
    """
    found = Prints(call.db.path).find(name)
    if found is None or call.caller.agency not in (None, found.order.agency):
        raise NotFound("report", "there is none of this name", "order it anew")
    return found


def content_of(call: Call, found: Print) -> bytes | None:
    """Return a report's bytes, or None while they are being made.

    Raises:
        Failed: where they could not be made.
    """
    if found.failure is not None:
        raise Failed("report", found.failure, "order it again in ten minutes", "report")
    return Prints(call.db.path).content(found)
