"""Assessments: which there are, and a new one on demand."""

import subprocess
import sys
from datetime import date

import msgspec
from msgspec import Struct
from starlette.responses import Response

from osk_scan.store.assessments import Run, runs
from osk_scan.store.audit import Entry, note
from osk_scan.web.call import Call, json_answer
from osk_scan.web.endpoint import AUDITORS, READERS, Endpoint
from osk_scan.web.errors import RefusedCall
from osk_scan.web.paging import Page, PageQuery, paged

_PATIENCE = 3600
_MUST_CHANGE = 2
"""The exit code of what the caller must change; any other is our mistake."""


class NewAssessment(Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for: the day for which support dates and waivers are judged."""

    as_of: date | None = None
    """Left out: today."""


class MadeAssessment(Struct, frozen=True):
    """A new assessment, or the same again where nothing has changed."""

    assessment: str
    as_of: str
    findings: int
    result: str
    """SHA-256 of findings and scores."""


def _list(call: Call) -> Response:
    asked = call.asked(PageQuery)
    found = runs(call.db, call.caller.agency, asked.before, asked.limit + 1)
    return paged(asked, found, lambda run: run.number, lambda run: run)


def _make(call: Call) -> Response:
    """Assess in a process of its own, so that the desk goes on answering."""
    said = call.said(NewAssessment) if call.body.strip() else NewAssessment()
    settings, agency = call.desk.settings, call.caller.agency
    command = [sys.executable, "-m", "osk_scan", "assess", "--json", "--db", str(settings.db)]
    command += [f"--as-of={said.as_of or call.at[:10]}", *([f"--agency={agency}"] if agency else [])]
    command += (f"--catalogue={file}" for file in settings.overlays)
    done = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603  (our own program)
    wrong = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == _MUST_CHANGE and wrong:
        raise RefusedCall("assessment", wrong.splitlines()[-1], "change what it names and ask again")
    if done.returncode:
        raise RuntimeError(f"assess ended with {done.returncode}: {wrong}")
    made = msgspec.json.decode(done.stdout, type=MadeAssessment)
    note(call.db, Entry(call.at, call.caller.key, agency, "assessment", made.assessment))
    return json_answer(made, 201)


ENDPOINTS = (
    Endpoint(method="GET", path="/assessments", roles=READERS, answer=_list, asks=PageQuery, gives=Page[Run],
             summary="Assessments, newest first."),
    Endpoint(method="POST", path="/assessments", roles=AUDITORS, answer=_make, takes=NewAssessment,
             gives=MadeAssessment, status=201, summary="Assess what counts now."),
)  # fmt: skip
