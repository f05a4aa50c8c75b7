"""Take documents in as existing uploaders send them, and say when they are done."""

import binascii
from base64 import b64decode
from typing import Annotated
from uuid import uuid4

import msgspec
from msgspec import Meta, Struct
from starlette.responses import JSONResponse, Response

from osk_scan import problems
from osk_scan.errors import one_line
from osk_scan.model import Document, Problem
from osk_scan.pipeline.receipts import Assignment
from osk_scan.pipeline.uploading import hand_in
from osk_scan.receipt import Receipt
from osk_scan.store.projects import Project, keep_project, project_named
from osk_scan.store.uploads import find_upload
from osk_scan.web.call import Call, json_answer
from osk_scan.web.compatible._projects import found_project, strict_uuid, uuid_in_path
from osk_scan.web.compatible._wire import Tags, agency_of, context_of, plain_tags, tag_names, tagged
from osk_scan.web.endpoint import READERS, UPLOADERS, Endpoint
from osk_scan.web.errors import NotFound, RefusedCall
from osk_scan.web.refusing import PROBLEM_JSON

_SOURCE = "bom"
"""A project has one document here: a newer one takes its place, whatever the client names its file."""
_MARK = b"\xef\xbb\xbf"

Text = Annotated[str, Meta(max_length=1000)]


class Upload(Struct, frozen=True, rename="camel"):
    """What a client says beside the document. Booleans also come as text, in any case."""

    project: Text | None = None
    project_name: Text | None = None
    project_version: Text | None = None
    project_tags: Tags | None = None
    auto_create: bool = False
    parent_name: Text | None = None
    is_latest: bool | None = None
    is_latest_project_version: bool | None = None
    bom: str | None = None


def _upload(call: Call) -> Response:
    said, document = _from_form(call) if call.form else _from_json(call)
    project = _project(call, said)
    handed = hand_in(call.db, call.caller, document, _assignment(said, project, document), call.at, project.uuid)
    if handed.refusal:
        return _invalid(handed.refusal, handed.token)
    call.desk.workshop.ring()
    return json_answer({"token": handed.token, "projectUuid": project.uuid})


def _from_form(call: Call) -> tuple[Upload, Document]:
    fields = {name: part.text for name, part in call.form.items() if name != "bom"}
    part = call.form.get("bom")
    if part is None:
        raise RefusedCall("form", "the part `bom` is missing", "send the document in it")
    return _converted(fields), Document(part.filename or _SOURCE, part.content.removeprefix(_MARK))


def _from_json(call: Call) -> tuple[Upload, Document]:
    said = call.said(Upload)
    if said.bom is None:
        raise RefusedCall("body", "`bom` is missing", "send the document in it, in BASE64")
    try:
        content = b64decode(said.bom.encode("ascii"))
    except (binascii.Error, UnicodeEncodeError):
        raise RefusedCall("body", "`bom` is no BASE64", "send the document in BASE64") from None
    return said, Document(_SOURCE, content.removeprefix(_MARK))


def _converted(fields: dict[str, str]) -> Upload:
    try:
        return msgspec.convert({name: text for name, text in fields.items() if text != ""}, Upload, strict=False)
    except msgspec.ValidationError as error:
        raise RefusedCall("form", str(error), "send the fields as the compatible API has them") from None


def _project(call: Call, said: Upload) -> Project:
    """Return the project that an upload is for, made where that is asked for; its UUID goes before its name."""
    if said.project:
        return found_project(call.db, call.caller, strict_uuid(said.project))
    if not (said.project_name or "").strip():
        raise RefusedCall("project", "neither project nor projectName is given", "name the system that it is of")
    tags = tag_names(said.project_tags or ())
    agency = agency_of(call.caller, tags, said.parent_name)
    name, version = (said.project_name or "").strip(), said.project_version or ""
    known = project_named(call.db, agency, name, version)
    if known is None and not said.auto_create:
        raise NotFound("project", "The project could not be found", "make it, or send autoCreate")
    latest = said.is_latest if said.is_latest is not None else said.is_latest_project_version
    if known is None or said.project_tags is not None or latest is not None:
        keep_project(
            call.db,
            Project(
                uuid=known.uuid if known else str(uuid4()),
                agency=agency,
                name=name,
                version=version,
                tags=plain_tags(tags) if said.project_tags is not None or known is None else known.tags,
                is_latest=latest if latest is not None else bool(known and known.is_latest),
            ),
        )
    made = project_named(call.db, agency, name, version)
    if made is None:
        raise AssertionError("it was kept just now")
    return made


def _assignment(said: Upload, project: Project, document: Document) -> Assignment:
    tags = tag_names(said.project_tags or ())
    packed = document.content[:2] in (b"PK", b"\x1f\x8b")
    return Assignment(
        agency=project.agency,
        system=project.name,
        source=tagged(tags, "source") or (None if packed else _SOURCE),
        context=context_of(tags),
        outbound=tagged(tags, "outbound"),
    )


def _invalid(refusal: Receipt, token: str) -> Response:
    """Say what is wrong with a document, each fault with its address."""
    told = {
        "status": 400,
        "title": "The uploaded BOM is invalid",
        "detail": "Schema validation failed",
        "errors": [_told(problem) for problem in refusal.problems],
        "receipt": f"/api/osk/v1/receipts/{token}",
    }
    return JSONResponse(told, 400, media_type=PROBLEM_JSON)


def _told(problem: Problem) -> str:
    problem = _placed(problem)
    about = f" ({problem.component})" if problem.component else ""
    said = f"{problems.message(problem).en}; {problems.fix(problem).en}"
    return one_line(f"{_json_path(problem.where)}: {said}{about}", 500)


def _placed(problem: Problem) -> Problem:
    """Return a refusal of the whole document at the place in it that its detail begins with, if it does."""
    pointer, colon, rest = problem.detail.partition(": ")
    if colon and pointer.startswith("/") and not problem.where.startswith("/"):
        return msgspec.structs.replace(problem, where=pointer, detail=rest)
    return problem


def _json_path(where: str) -> str:
    """Return a JSON pointer as the path that these clients' users know: `$.components[0].type`."""
    if not where.startswith("/"):
        return where
    steps = [step.replace("~1", "/").replace("~0", "~") for step in where[1:].split("/")]
    return "$" + "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in steps)


def _processing(call: Call) -> Response:
    """Say whether an upload is still worked on; nobody learns of tokens that are not its own."""
    upload = find_upload(call.db, uuid_in_path(call), call.caller.agency)
    return json_answer({"processing": upload is not None and upload.pending})


ENDPOINTS = (
    Endpoint(method="PUT", path="/v1/bom", roles=UPLOADERS, answer=_upload, hands_in=True),
    Endpoint(method="POST", path="/v1/bom", roles=UPLOADERS, answer=_upload, hands_in=True),
    Endpoint(method="GET", path="/v1/bom/token/{uuid}", roles=READERS, answer=_processing),
    Endpoint(method="GET", path="/v1/event/token/{uuid}", roles=READERS, answer=_processing),
)
