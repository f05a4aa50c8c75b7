"""One call as an answer sees it: who asks, what for, and the open database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from osk_scan.pipeline.access import Caller
from osk_scan.store.database import Database
from osk_scan.web.errors import RefusedCall

if TYPE_CHECKING:
    from osk_scan.web.desk import Desk

T = TypeVar("T", bound=Struct)


class FormField(Struct, frozen=True):
    """One field of a form: a file, or text."""

    content: bytes
    filename: str | None = None

    @property
    def text(self) -> str:
        """The field as text; what is no UTF-8 is replaced."""
        return self.content.decode("utf-8", "replace")


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call; an answer needs nothing else."""

    desk: "Desk"
    db: Database
    caller: Caller
    request: Request
    at: str
    """The moment of the call, ISO 8601 in UTC; the only clock."""
    body: bytes = b""
    form: Mapping[str, FormField] = field(default_factory=dict)

    def path(self, name: str) -> str:
        """Return one part of the path."""
        return str(self.request.path_params[name])

    def number(self, name: str) -> int:
        """Return a number in the path; what is none is 0, which nothing has."""
        text = self.path(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0

    def asked(self, type_: type[T]) -> T:
        """Return the query parameters as a struct.

        Raises:
            RefusedCall: where one is unknown, does not fit, or is given twice: nobody knows which one is meant.
        """
        given = self.request.query_params
        if repeated := [name for name in given if len(given.getlist(name)) > 1]:
            raise RefusedCall("query", f"`{repeated[0]}` is given more than once", "give each parameter once")
        try:
            return msgspec.convert(dict(given), type_, strict=False)
        except msgspec.ValidationError as error:
            raise RefusedCall("query", str(error), "see the parameters in /api/osk/v1/openapi.json") from None

    def said(self, type_: type[T]) -> T:
        """Return the JSON body as a struct; the mark of byte order that some clients send is no part of it.

        Raises:
            RefusedCall: where it is no JSON, or does not fit.
        """
        try:
            return msgspec.json.decode(self.body.removeprefix(b"\xef\xbb\xbf"), type=type_, strict=False)
        except msgspec.DecodeError as error:
            raise RefusedCall("body", str(error), "send the JSON that is asked for") from None
        except UnicodeDecodeError:
            raise RefusedCall("body", "is no UTF-8", "send JSON in UTF-8") from None


def json_answer(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a value as JSON."""
    return Response(msgspec.json.encode(value), status, headers, "application/json")
