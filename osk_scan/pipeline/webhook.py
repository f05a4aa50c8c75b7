"""Hand a digest over to a web address, signed so that its receiver knows whom it is from and when it was made."""

import hmac
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec

from osk_scan.errors import InvalidRequest
from osk_scan.notification import Digest

TIMESTAMP, SIGNATURE = "X-OSK-Timestamp", "X-OSK-Signature"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_LEAST_SECRET = 16
_SECONDS = 30


class _NoRedirect(HTTPRedirectHandler):
    """Another address than the configured one is told nothing."""

    def redirect_request(self, *_: object) -> None:
        """Follow none; the answer then counts as a failure."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return `sha256=` and the HMAC-SHA-256 (RFC 2104) over timestamp, full stop and body, in hexadecimal."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, "sha256").hexdigest()


def webhook(url: str, secret: str, at: str) -> Callable[[Digest], None]:
    """Return what posts a digest to `url` as JSON; `at` is the moment that is signed along with it.

    Raises:
        InvalidRequest: for an address that others could read along with, or a secret that can be guessed.
    """
    address = urlsplit(url)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in LOOPBACK):
        raise InvalidRequest("webhook", "the address is not https", "name one that begins with https://")
    if len(secret) < _LEAST_SECRET:
        raise InvalidRequest("webhook", f"the secret has fewer than {_LEAST_SECRET} characters", "take a longer one")
    timestamp = str(int(datetime.fromisoformat(at).timestamp()))

    def send(digest: Digest) -> None:
        body = msgspec.json.encode(digest, order="deterministic")
        signed = {TIMESTAMP: timestamp, SIGNATURE: signature(secret, timestamp, body)}
        headers = {"Content-Type": "application/json", "User-Agent": "osk-scan"} | signed
        request = Request(url, body, headers, method="POST")  # noqa: S310  (the scheme was checked above)
        try:
            with build_opener(_NoRedirect).open(request, timeout=_SECONDS):
                return
        except (OSError, HTTPException) as error:
            raise InvalidRequest(f"webhook {address.hostname}", str(error), "mend the receiver and try again") from None

    return send
