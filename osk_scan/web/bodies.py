"""Read what a call carries, up to a cap: bytes, or the fields of a form."""

from collections.abc import Mapping
from typing import NamedTuple

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from osk_scan.web.call import FormField
from osk_scan.web.errors import RefusedCall, TooLarge

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_MAX_FIELDS = 100
_DRAINED = 4
"""So many caps' worth of bytes over the cap are read and dropped: a client that is cut off never reads the answer."""


class Body(NamedTuple):
    """What a call carries."""

    content: bytes
    form: Mapping[str, FormField]


async def read_body(request: Request, cap: int) -> Body:
    """Return what `request` carries.

    Raises:
        TooLarge: naming the cap.
        RefusedCall: for a form that cannot be read or has a field twice, or a client that hung up.
    """
    capped = _capped(request, cap)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind not in _FORMS:
            return Body(await capped.body(), {})
        return Body(b"", await _form(capped, cap))
    except HTTPException as error:
        raise RefusedCall("form", error.detail, "send it as multipart/form-data") from None
    except ClientDisconnect:
        raise RefusedCall("body", "the client hung up", "send it again") from None


async def _form(request: Request, cap: int) -> dict[str, FormField]:
    async with request.form(max_files=_MAX_FIELDS, max_fields=_MAX_FIELDS, max_part_size=cap) as form:
        if repeated := [name for name in form if len(form.getlist(name)) > 1]:
            raise RefusedCall("form", f"`{repeated[0]}` is given more than once", "send each field once")
        return {name: await _field(value) for name, value in form.items()}


async def _field(value: UploadFile | str) -> FormField:
    if isinstance(value, str):
        return FormField(value.encode())
    return FormField(await value.read(), value.filename or None)


def _capped(request: Request, cap: int) -> Request:
    """Return the same request, which refuses to be read beyond the cap."""
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > cap:
            while message.get("more_body") and read <= cap * (1 + _DRAINED):
                message = await request.receive()
                read += len(message.get("body", b""))
            raise TooLarge("body", f"more than the cap of {cap} bytes", "split the document or ask for a higher cap")
        return message

    return Request(request.scope, receive)
