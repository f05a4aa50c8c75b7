"""Which language a caller reads: German, unless it asks for English."""

from starlette.requests import Request

from osk_scan.model import Language


def language_of(request: Request) -> Language:
    """Return the first language of Accept-Language that we speak."""
    for accepted in request.headers.get("accept-language", "").lower().split(","):
        if accepted.strip().startswith(("de", "en")):
            return "de" if accepted.strip().startswith("de") else "en"
    return "de"
