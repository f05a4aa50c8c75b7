"""The audit report and tables for the file, made of the newest assessment when they are asked for."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO

from starlette.responses import Response

from osk_scan.exporters import exporters
from osk_scan.exporters._contract import Exporter
from osk_scan.pipeline.telling import export, rendered
from osk_scan.reports.parts import day
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.pages._assessed import Assessed, assessed
from osk_scan.web.pages._page import page, words_for

_TABLES = ("ods", "xlsx", "findings-csv", "findings-json", "scores-json", "sarif", "cyclonedx-json")
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


def _reports(call: Call) -> Response:
    words = words_for(call)
    found = assessed(call, words)
    if found is None:
        return page(call, "empty.html.j2", words("nav.reports"))
    return page(
        call,
        "reports.html.j2",
        words("nav.reports"),
        as_of=words("report.as-of", date=day(found.assessment.as_of, words.language)),
        assessment=found.assessment.id,
        has_pdf=find_spec("weasyprint") is not None,
        tables=tuple((f"/reports/tables/{name}", words(f"export.{name}")) for name in _TABLES),
    )


def _html(call: Call) -> Response:
    found = _found(call)
    content = rendered(found.results, ".html")
    # The report brings its own style; naming its hash lets exactly that in and nothing else.
    styles = " ".join(f"'sha256-{b64encode(sha256(one).digest()).decode()}'" for one in _STYLE.findall(content))
    policy = f"default-src 'none'; style-src {styles}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    headers = {"Content-Security-Policy": policy}
    return Response(content, headers=headers, media_type="text/html; charset=utf-8")


def _pdf(call: Call) -> Response:
    return _download(rendered(_found(call).results, ".pdf"), "application/pdf", "osk-scan.pdf")


def _table(call: Call) -> Response:
    name = call.path("name")
    exporter = exporters().get(name)
    if name not in _TABLES or not isinstance(exporter, Exporter):
        raise NotFound("table", "there is none of this name", "take one from the page of reports")
    content = BytesIO()
    export(_found(call).results, name, None, content)
    return _download(content.getvalue(), exporter.media_type, f"osk-scan{exporter.suffix}")


def _found(call: Call) -> Assessed:
    found = assessed(call, words_for(call))
    if found is None:
        raise NotFound("report", "there is no assessment yet", "upload a document first")
    return found


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=media_type)


ENDPOINTS = (
    Endpoint(method="GET", path="/reports", roles=READERS, answer=_reports),
    Endpoint(method="GET", path="/reports/report.html", roles=READERS, answer=_html),
    Endpoint(method="GET", path="/reports/report.pdf", roles=READERS, answer=_pdf),
    Endpoint(method="GET", path="/reports/tables/{name}", roles=READERS, answer=_table),
)
