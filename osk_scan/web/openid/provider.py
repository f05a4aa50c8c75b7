"""Ask the provider: what it offers, which keys it signs with, and the ID token for a code; nobody else is asked."""

import ssl
from collections.abc import Mapping
from http.client import HTTPException
from threading import Lock
from time import monotonic
from typing import TypeVar
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

import msgspec
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_token_request
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from msgspec import Struct

from osk_scan.errors import InvalidRequest, one_line
from osk_scan.web.errors import RefusedLogin, Unreachable
from osk_scan.web.openid.settings import OpenIdSettings, client_secret, guarded

ANSWER_PATH = "/login/openid/answer"
_DISCOVERY = "/.well-known/openid-configuration"
_TIMEOUT = 10.0
_MOST_BYTES = 1 << 20
_KEPT_FOR = 600.0
_ASKED_ANEW_AFTER = 30.0
"""Seconds after which an unknown key may be asked for: providers change their keys."""

T = TypeVar("T")


class Metadata(Struct, frozen=True):
    """What a provider offers.

    Source: OpenID Connect Discovery 1.0, section 3; RP-Initiated Logout 1.0, section 2.1.
    """

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None


class Tokens(Struct, frozen=True):
    """What a code is exchanged for; the access token only proves that it belongs to the ID token."""

    id_token: str
    access_token: str = ""


class _NoRedirect(HTTPRedirectHandler):
    """Codes and the client's secret go to the configured provider alone."""

    def redirect_request(self, *_: object) -> None:
        """Follow none; the answer then counts as a failure."""


class Provider:
    """One provider; what changes seldom is remembered for some minutes."""

    def __init__(self, settings: OpenIdSettings) -> None:
        self.settings = settings
        self.secret = client_secret(settings)
        try:
            trusted = ssl.create_default_context(cafile=settings.ca_file)
        except OSError as error:
            raise InvalidRequest(f"{settings.ca_file}", f"cannot be read ({error})", "name a PEM file") from None
        self._opener = build_opener(_NoRedirect, HTTPSHandler(context=trusted))
        self._kept: dict[str, tuple[float, bytes]] = {}
        self._lock = Lock()

    @property
    def answer_address(self) -> str:
        """Where the provider leads browsers back to."""
        return self.settings.desk.rstrip("/") + ANSWER_PATH

    def metadata(self) -> Metadata:
        """Return what the provider offers.

        Raises:
            Unreachable: where it does not answer, or answers for another issuer.
        """
        found = _read(self._remembered(self.settings.issuer.rstrip("/") + _DISCOVERY, _KEPT_FOR), Metadata)
        asked = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
        if found.issuer != self.settings.issuer or not all(guarded(address) for address in asked):
            raise _unreachable(f"its discovery document is that of {one_line(found.issuer)}, or names no https")
        return found

    def keys(self, *, anew: bool = False) -> KeySet:
        """Return the keys that the provider signs with.

        Raises:
            Unreachable: where it does not answer with a JWK set (RFC 7517).
        """
        age = _ASKED_ANEW_AFTER if anew else _KEPT_FOR
        content = self._remembered(self.metadata().jwks_uri, age)
        try:
            return KeySet.import_key_set(msgspec.json.decode(content))
        except (JoseError, msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
            raise _unreachable(f"its keys cannot be read: {one_line(str(error))}") from None

    def exchange(self, code: str, verifier: str) -> Tokens:
        """Return the tokens for a code.

        Raises:
            RefusedLogin: where the provider takes the code for wrong.
        """
        body = prepare_token_request(
            "authorization_code", code=code, redirect_uri=self.answer_address, code_verifier=verifier
        )
        address = self.metadata().token_endpoint
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        authentication = ClientAuth(self.settings.client, self.secret, "client_secret_basic")
        address, headers, body = authentication.prepare("POST", address, headers, body)
        return _read(self._ask(address, headers, body.encode()), Tokens)

    def _remembered(self, address: str, seconds: float) -> bytes:
        with self._lock:
            asked_at, content = self._kept.get(address, (0.0, b""))
            if not content or monotonic() - asked_at > seconds:
                content = self._ask(address, {})
                self._kept[address] = (monotonic(), content)
        return content

    def _ask(self, address: str, headers: Mapping[str, str], body: bytes | None = None) -> bytes:
        said = {"Accept": "application/json", "User-Agent": "osk-scan"} | dict(headers)
        request = Request(address, body, said)  # noqa: S310  (the scheme was checked: `guarded`)
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as answer:
                content: bytes = answer.read(_MOST_BYTES + 1)
        except HTTPError as error:
            error.close()
            if body is not None and error.code in (400, 401):
                raise RefusedLogin("code", f"the provider answers {error.code}", "log in again", "unverified") from None
            raise _unreachable(f"it answers {error.code}") from None
        except (OSError, HTTPException) as error:
            raise _unreachable(one_line(str(error))) from None
        if len(content) > _MOST_BYTES:
            raise _unreachable("it answers too much")
        return content


def _read(content: bytes, type_: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreachable(f"its answer cannot be read: {one_line(str(error))}") from None


def _unreachable(wrong: str) -> Unreachable:
    return Unreachable("OpenID provider", wrong, "try again later, or log in with a key", "openid")
