"""The audit report, rendered beside the server, and tables for the file, made when they are asked for."""

import re
from base64 import b64encode
from functools import partial
from hashlib import sha256

from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from osk_scan.reports import pdf
from osk_scan.reports.parts import day
from osk_scan.store.assessments import Assessment
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.exporting import exported
from osk_scan.web.pages._assessed import newest
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._plain import address
from osk_scan.web.prints import MEDIA_TYPES, SECONDS, content_of, ordered, print_named

_TABLES = ("ods", "xlsx", "findings-csv", "findings-json", "scores-json", "sarif", "cyclonedx-json")
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


class _Asked(Struct, frozen=True):
    """Whose report: of one agency, or of all that the reader may see."""

    agency: str = ""


def _reports(call: Call) -> Response:
    words = words_for(call)
    assessment = newest(call)
    if assessment is None:
        return page(call, "empty.html.j2", words("nav.reports"))
    agency, of_all = _agency(call, assessment), call.caller.agency is None
    leading = partial(address, agency=agency if of_all else None)
    return page(
        call,
        "reports.html.j2",
        words("nav.reports"),
        as_of=words("report.as-of", date=day(assessment.as_of, words.language)),
        assessment=assessment.id,
        agency=agency or "",
        agencies=(("", words("frame.everyone")), *((one, one) for one in _agencies(assessment))) if of_all else (),
        formats=tuple((leading(f"/reports/report{suffix}"), words(name)) for suffix, name in _formats()),
        tables=tuple((leading(f"/reports/tables/{name}"), words(f"export.{name}")) for name in _TABLES),
    )


def _report(suffix: str, call: Call) -> Response:
    """Lead to the report, which has an address of its own: it stays the same while newer documents come in."""
    assessment = _newest(call)
    found = ordered(call, assessment, _agency(call, assessment), words_for(call).language, suffix)
    return RedirectResponse(f"/reports/prints/{found.name}", 303)


def _print(call: Call) -> Response:
    found = print_named(call, call.path("name"))
    content = content_of(call, found)
    if content is None:
        return _waiting(call)
    suffix = found.order.suffix
    if suffix == ".html":
        return Response(content, headers=_own_style(content), media_type=MEDIA_TYPES[suffix])
    return _download(content, MEDIA_TYPES[suffix], f"osk-scan{suffix}")


def _waiting(call: Call) -> Response:
    """Say that the report is being made; the browser asks again by itself, also without scripts."""
    words = words_for(call)
    answer = page(call, "report_waits.html.j2", words("reports.waits"), here=call.request.url.path)
    answer.status_code = 202
    answer.headers["Refresh"] = str(SECONDS)
    return answer


def _own_style(content: bytes) -> dict[str, str]:
    """Let the style in that the report brings, by its hash, and nothing else."""
    styles = " ".join(f"'sha256-{b64encode(sha256(one).digest()).decode()}'" for one in _STYLE.findall(content))
    policy = f"default-src 'none'; style-src {styles}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    return {"Content-Security-Policy": policy}


def _table(call: Call) -> Response:
    name = call.path("name")
    if name not in _TABLES:
        raise NotFound("table", "there is none of this name", "take one from the page of reports")
    assessment = _newest(call)
    return exported(call, name, assessment, _agency(call, assessment), words_for(call).language)


def _agency(call: Call, assessment: Assessment) -> str | None:
    """Return the agency that is asked for, or the reader's own; None: all.

    Raises:
        NotFound: for one that the assessment does not cover, or that is not the reader's.
    """
    own, asked = call.caller.agency, call.asked(_Asked).agency
    if asked and asked not in ((own,) if own is not None else _agencies(assessment)):
        raise NotFound("agency", "there is none of this name", "take one from the list")
    return own if own is not None else asked or None


def _agencies(assessment: Assessment) -> list[str]:
    return sorted({system.agency for system in assessment.basis.systems})


def _formats() -> tuple[tuple[str, str], ...]:
    """Return (suffix, key of its sentence) of the formats that this desk can render."""
    tagged = ((".pdf", "reports.pdf"),) if pdf.usable() else ()
    return ((".html", "reports.html"), *tagged, (".odt", "reports.odt"))


def _newest(call: Call) -> Assessment:
    found = newest(call)
    if found is None:
        raise NotFound("report", "there is no assessment yet", "upload a document first")
    return found


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=media_type)


ENDPOINTS = (
    Endpoint(method="GET", path="/reports", roles=READERS, answer=_reports),
    *(
        Endpoint(method="GET", path=f"/reports/report{suffix}", roles=READERS, answer=partial(_report, suffix))
        for suffix in MEDIA_TYPES
    ),
    Endpoint(method="GET", path="/reports/prints/{name}", roles=READERS, answer=_print),
    Endpoint(method="GET", path="/reports/tables/{name}", roles=READERS, answer=_table),
)
