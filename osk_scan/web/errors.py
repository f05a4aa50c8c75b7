"""What a caller did that the desk does not do: each with its HTTP status."""

from osk_scan.errors import InvalidRequest, OskError, RefusedDocument


class RefusedCall(OskError):
    """A call that is not answered; the classes below say with which status.

    `kind` lets pages say the same in the reader's language.
    """

    status = 400

    def __init__(self, where: str, wrong: str, fix: str, kind: str = "") -> None:
        super().__init__(where, wrong, fix)
        self.kind = kind


class Unauthorized(RefusedCall):
    """Nobody, or somebody with a key that is not in use."""

    status = 401


class Forbidden(RefusedCall):
    """Somebody whose key is not for this."""

    status = 403


class RefusedLogin(RefusedCall):
    """Somebody whom another server vouches for, in vain."""

    status = 403


class NotFound(RefusedCall):
    """There is no such thing, or it is another agency's, which is the same."""

    status = 404


class OtherMethod(RefusedCall):
    """There is such a thing, but not for this method; `allowed` are those that it is for."""

    status = 405

    def __init__(self, where: str, allowed: tuple[str, ...]) -> None:
        super().__init__(where, "not for this address", f"use {' or '.join(allowed)}")
        self.allowed = allowed


class Conflict(RefusedCall):
    """There is such a thing already."""

    status = 409


class TooLarge(RefusedCall):
    """More bytes than the cap."""

    status = 413


class TooMany(RefusedCall):
    """More calls than the limit; `seconds` until the next one is answered."""

    status = 429

    def __init__(self, where: str, seconds: int) -> None:
        super().__init__(where, "too many calls", f"wait {seconds} seconds")
        self.seconds = seconds


class Failed(RefusedCall):
    """Something that was asked for was tried, in vain."""

    status = 500


class NotYet(RefusedCall):
    """What is asked for is being made; `seconds` until it is worth asking again."""

    status = 503

    def __init__(self, where: str, seconds: int) -> None:
        super().__init__(where, "it is being made", f"ask again in {seconds} seconds")
        self.seconds = seconds


class Unreachable(RefusedCall):
    """A server that the answer needs is silent, or says what cannot be used."""

    status = 502


def status_of(error: OskError) -> int:
    """Return the HTTP status that an error is told with."""
    if isinstance(error, RefusedCall):
        return error.status
    return {InvalidRequest: 400, RefusedDocument: 400}.get(type(error), 500)
