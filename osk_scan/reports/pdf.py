"""The audit report as tagged PDF (PDF/UA-1), made from the same web page."""

from collections.abc import Callable
from typing import NoReturn

from osk_scan.errors import InvalidRequest
from osk_scan.reports import html
from osk_scan.reports._tagging import complete
from osk_scan.results import Results

MEDIA_TYPE = "application/pdf"


def render(results: Results, page: Callable[[Results], bytes] = html.render) -> bytes:
    """Return the report on `results`, or another page of it, as PDF; the fonts are those of the machine.

    Raises:
        InvalidRequest: where the library for PDF is not installed.
    """
    try:
        import weasyprint
    except (ImportError, OSError):
        raise InvalidRequest(
            "report", "the library for PDF is not installed", 'install "osk-scan[pdf]" and the system library Pango'
        ) from None
    source = weasyprint.HTML(string=page(results).decode(), url_fetcher=_nothing)
    made: bytes = source.write_pdf(
        finisher=complete, pdf_variant="pdf/ua-1", pdf_identifier=results.assessment.encode()
    )
    return made


def _nothing(url: str) -> NoReturn:
    """Refuse every request: the page needs none, and a hostile name must not cause one."""
    raise ValueError(f"the report fetches nothing, not even {url[:80]!r}")
