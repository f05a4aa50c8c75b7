"""What a caller did that the desk does not do: each with its HTTP status."""

from osk_scan.errors import InvalidRequest, OskError, RefusedDocument


class RefusedCall(OskError):
    """A call that is not answered; the classes below say with which status."""

    status = 400


class Unauthorized(RefusedCall):
    """Nobody, or somebody with a key that is not in use."""

    status = 401


class Forbidden(RefusedCall):
    """Somebody whose key is not for this."""

    status = 403


class NotFound(RefusedCall):
    """There is no such thing, or it is another agency's, which is the same."""

    status = 404


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


def status_of(error: OskError) -> int:
    """Return the HTTP status that an error is told with."""
    if isinstance(error, RefusedCall):
        return error.status
    return {InvalidRequest: 400, RefusedDocument: 400}.get(type(error), 500)
