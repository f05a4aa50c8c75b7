"""Fetch over HTTP what may be hostile: bounded in bytes and time, without following redirects elsewhere."""

from http.client import HTTPException, HTTPMessage, HTTPResponse
from time import monotonic
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from osk_scan.errors import InvalidRequest

MAX_BYTES = 16 << 20
"""Bytes of one answer; the longest real project page that we know of has 10 MB."""

TIMEOUT = 20.0
"""Seconds for one answer as a whole."""

_PART = 1 << 16
_NOT_THERE = (404, 410, 451)


def fetch(url: str, accept: str) -> bytes | None:
    """Return the body behind `url`, or None where there is nothing.

    Raises:
        InvalidRequest: where the index does not answer, answers too much, too slowly, or redirects to another host.
    """
    request = Request(url, headers={"Accept": accept, "User-Agent": "osk-scan"})  # noqa: S310  (Index allows http only)
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            return _bounded(url, answer)
    except HTTPError as error:
        error.close()
        if error.code in _NOT_THERE:
            return None
        raise InvalidRequest(url, f"the index answers {error.code}", "check the address given with --index") from None
    except (URLError, HTTPException, OSError) as error:
        raise InvalidRequest(url, f"the index does not answer ({error})", "check --index and the network") from None


def _bounded(url: str, answer: HTTPResponse) -> bytes:
    """Read part by part, so that neither an endless nor a trickling answer holds us."""
    until, parts, size = monotonic() + TIMEOUT, list[bytes](), 0
    while part := answer.read1(_PART):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise InvalidRequest(url, f"the answer has more than {MAX_BYTES} bytes", "use another index")
        if monotonic() > until:
            raise InvalidRequest(url, f"the answer takes longer than {TIMEOUT:g} seconds", "try again later")
    return b"".join(parts)


class _SameHost(HTTPRedirectHandler):
    """Follows redirects only on the scheme, host and port that the user named."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the request to follow.

        Raises:
            InvalidRequest: where it would leave the host.
        """
        one, other = urlsplit(newurl), urlsplit(req.full_url)
        if (one.scheme, one.netloc) != (other.scheme, other.netloc):
            raise InvalidRequest(req.full_url, "redirects to another host", "name that index itself, if it is trusted")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_opener = build_opener(_SameHost)
