"""The audit report as tagged PDF (PDF/UA-1), made from the same web page."""

from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
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
    if not usable():
        raise InvalidRequest(
            "report", "the library for PDF is not installed", 'install "osk-scan[pdf]" and the system library Pango'
        )
    import weasyprint

    source = weasyprint.HTML(string=page(results).decode(), url_fetcher=_nothing)
    made: bytes = source.write_pdf(
        finisher=complete, pdf_variant="pdf/ua-1", pdf_identifier=results.assessment.encode()
    )
    return made


@cache
def usable() -> bool:
    """Tell whether the library for PDF and the system's Pango are there; the library's own long advice is kept back."""
    with redirect_stdout(StringIO()):
        try:
            import weasyprint  # noqa: F401  # to see whether it can be imported
        except (ImportError, OSError):
            return False
    return True


def _nothing(url: str) -> NoReturn:
    """Refuse every request: the page needs none, and a hostile name must not cause one."""
    raise ValueError(f"the report fetches nothing, not even {url[:80]!r}")
