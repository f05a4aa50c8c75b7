"""The audit report, rendered beside the server, and tables for the file, made when they are asked for."""

import re
from base64 import b64encode
from functools import partial
from hashlib import sha256

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
from osk_scan.web.prints import MEDIA_TYPES, SECONDS, content_of, ordered, print_named

_TABLES = ("ods", "xlsx", "findings-csv", "findings-json", "scores-json", "sarif", "cyclonedx-json")
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


def _reports(call: Call) -> Response:
    words = words_for(call)
    assessment = newest(call)
    if assessment is None:
        return page(call, "empty.html.j2", words("nav.reports"))
    return page(
        call,
        "reports.html.j2",
        words("nav.reports"),
        as_of=words("report.as-of", date=day(assessment.as_of, words.language)),
        assessment=assessment.id,
        formats=tuple((f"/reports/report{suffix}", words(name)) for suffix, name in _formats()),
        tables=tuple((f"/reports/tables/{name}", words(f"export.{name}")) for name in _TABLES),
    )


def _report(suffix: str, call: Call) -> Response:
    """Lead to the report, which has an address of its own: it stays the same while newer documents come in."""
    found = ordered(call, _newest(call), call.caller.agency, words_for(call).language, suffix)
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
    return exported(call, name, _newest(call), call.caller.agency, words_for(call).language)


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
