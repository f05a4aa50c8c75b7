"""The description of this API, made from the route table and its types (OpenAPI 3.1)."""

import re
from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec
from starlette.responses import Response

from osk_scan.web.call import Call
from osk_scan.web.endpoint import EVERYONE, Area, Endpoint
from osk_scan.web.refusing import PROBLEM_JSON, TITLES, ProblemDetails

_TEMPLATE = "#/components/schemas/{name}"
_NUMBERS = ("number",)
Json = dict[str, Any]


def description(area: Area) -> Json:
    """Return the OpenAPI document of one area."""
    given = [type_ for endpoint in area.endpoints for _, type_ in _answers(endpoint) if type_ is not None]
    taken = [type_ for endpoint in area.endpoints for type_ in (endpoint.takes, endpoint.form) if type_ is not None]
    _, schemas = msgspec.json.schema_components([*given, *taken, ProblemDetails], ref_template=_TEMPLATE)
    paths: Json = {}
    for endpoint in area.endpoints:
        paths.setdefault(area.prefix + endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "osk-scan", "version": version("osk-scan"), "license": {"name": "EUPL-1.2"}},
        "paths": paths,
        "components": {
            "schemas": _with_files(schemas),
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"}},
        },
    }


def _operation(endpoint: Endpoint) -> Json:
    told: Json = {
        "summary": endpoint.summary,
        "operationId": f"{endpoint.method.lower()}{re.sub(r'[^a-z]+', '-', endpoint.path)}".rstrip("-"),
        "parameters": [*_in_path(endpoint), *_in_query(endpoint)],
        "responses": {
            **{str(status): _answer(endpoint, status, type_) for status, type_ in _answers(endpoint)},
            **{str(status): _refusal(status) for status in _refusals(endpoint)},
        },
        "security": [] if endpoint.roles is None else [{"key": []}],
    }
    if endpoint.roles is not None:
        told["description"] = f"For keys of a role {', '.join(endpoint.roles)}."
    body = {"application/json": endpoint.takes, "multipart/form-data": endpoint.form}
    content = {media: {"schema": _schema(type_)} for media, type_ in body.items() if type_ is not None}
    return told | {"requestBody": {"required": True, "content": content}} if content else told


def _in_path(endpoint: Endpoint) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": _part(endpoint, name)}
        for name in re.findall(r"{(\w+)}", endpoint.path)
    ]


def _part(endpoint: Endpoint, name: str) -> Json:
    if endpoint.choices is not None:
        return {"type": "string", "enum": list(endpoint.choices())}
    return {"type": "integer" if name in _NUMBERS else "string"}


def _in_query(endpoint: Endpoint) -> list[Json]:
    if endpoint.asks is None:
        return []
    _, schemas = msgspec.json.schema_components([endpoint.asks], ref_template=_TEMPLATE)
    (said,) = schemas.values()
    required = said.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _not_null(schema)}
        for name, schema in said["properties"].items()
    ]


def _not_null(schema: Json) -> Json:
    """Return a parameter's schema without null, which is said by leaving the parameter out."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        return {**choices[0], **{key: value for key, value in schema.items() if key not in ("anyOf", "default")}}
    return schema


def _answers(endpoint: Endpoint) -> tuple[tuple[int, Any], ...]:
    """Return status and type of what an endpoint answers where it refuses nothing."""
    return ((endpoint.status, endpoint.gives), *endpoint.also)


def _answer(endpoint: Endpoint, status: int, type_: Any) -> Json:
    if status == 304:
        return {"description": "Nothing has changed since the answer with this `ETag`."}
    told: Json = {"description": endpoint.summary or "The answer."}
    if status == 204:
        return told
    if status == 202 and status != endpoint.status:
        names = {"Location": "string", "Retry-After": "integer"}
        told["headers"] = {name: {"schema": {"type": kind}} for name, kind in names.items()}
    given = endpoint.media_types() if status == endpoint.status else ("application/json",)
    schema = {"schema": _schema(type_) if type_ is not None else {}}
    return told | {"content": {media_type.partition(";")[0]: schema for media_type in given}}


def _refusals(endpoint: Endpoint) -> tuple[int, ...]:
    """Return the statuses with which a call is refused, and that of our own mistakes."""
    told = [401, 429, 500, *endpoint.refuses]  # a wrong key opens nothing, also where none is needed
    if endpoint.asks is not None or endpoint.takes is not None or endpoint.form is not None:
        told.append(400)
    if endpoint.roles is not None:
        told += [403, 404]
    if endpoint.method != "GET":
        told.append(413)
    return tuple(sorted(told))


def _refusal(status: int) -> Json:
    return {
        "description": TITLES[status],
        "content": {PROBLEM_JSON: {"schema": _schema(ProblemDetails)}},
    }


def _schema(type_: Any) -> Json:
    (schema,), _ = msgspec.json.schema_components([type_], ref_template=_TEMPLATE)
    return dict(schema)


def _with_files(schemas: Json) -> Json:
    """Return the schemas with bytes as files of a form, not as BASE64."""
    text = msgspec.json.encode(schemas)
    text = text.replace(b'"contentEncoding":"base64"', b'"contentMediaType":"application/octet-stream"')
    return msgspec.json.decode(text, type=dict[str, Any])


@cache
def _document() -> bytes:
    from osk_scan.web import own

    return msgspec.json.encode(description(own.area()), order="deterministic")


def _openapi(_call: Call) -> Response:
    return Response(_document(), media_type="application/json", headers={"Cache-Control": "public, max-age=300"})


ENDPOINTS = (
    Endpoint(method="GET", path="/openapi.json", roles=EVERYONE, answer=_openapi, summary="This description."),
)  # fmt: skip
