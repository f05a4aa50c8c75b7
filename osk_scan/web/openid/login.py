"""Send a browser to the provider, and check what it brings back."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from secrets import token_urlsafe

import msgspec
from authlib.common.errors import AuthlibBaseError
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from msgspec import Struct

from osk_scan.pipeline.access import VOUCHED_FOR
from osk_scan.web.errors import RefusedLogin
from osk_scan.web.openid.provider import Provider, Tokens
from osk_scan.web.openid.rights import Rights, rights_of
from osk_scan.web.openid.settings import guarded

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures that only the provider can make: neither none nor one with a secret that is shared."""

_CLOCKS_APART = 60
"""Seconds by which the provider's clock and ours may differ."""


class Pending(Struct, frozen=True):
    """A login that was begun; only the browser that began it holds it."""

    state: str
    nonce: str
    verifier: str
    onward: str


class Person(Struct, frozen=True):
    """Somebody whom the provider vouches for, by no more than what tells them apart."""

    pseudonym: str
    rights: Rights


def begin(provider: Provider, onward: str) -> tuple[str, Pending]:
    """Return the provider's address to go to, and what must come back from there."""
    pending = Pending(token_urlsafe(32), token_urlsafe(32), token_urlsafe(48), onward)
    address: str = prepare_grant_uri(
        provider.metadata().authorization_endpoint,
        provider.settings.client,
        "code",
        redirect_uri=provider.answer_address,
        scope=list(provider.settings.scopes),
        state=pending.state,
        nonce=pending.nonce,
        code_challenge=create_s256_code_challenge(pending.verifier),
        code_challenge_method="S256",
    )
    return address, pending


def finish(provider: Provider, pending: Pending | None, answer: Mapping[str, str]) -> Person:
    """Return who comes back from the provider.

    Raises:
        RefusedLogin: for an answer to another login, one that does not stand up to every check, and for people
            without rights here.
    """
    if "error" in answer:  # some providers leave the state out here; whoever makes one up gains nothing
        raise RefusedLogin("login", "the provider did not let the person in", "log in again", "cancelled")
    if pending is None or not hmac.compare_digest(answer.get("state", "").encode(), pending.state.encode()):
        raise RefusedLogin("state", "the answer is none to a login of this browser", "log in again", "unverified")
    claims = _verified(provider, provider.exchange(answer.get("code", ""), pending.verifier), pending.nonce)
    return Person(_pseudonym(provider, str(claims["sub"])), rights_of(claims, provider.settings))


def end_address(provider: Provider) -> str | None:
    """Return where somebody ends the visit at the provider itself, or None where it offers that nowhere.

    Source: OpenID Connect RP-Initiated Logout 1.0, section 2.
    """
    there = provider.metadata().end_session_endpoint
    if there is None or not guarded(there):
        return None
    address: str = add_params_to_uri(there, [("client_id", provider.settings.client)])
    return address


def kept(pending: Pending) -> str:
    """Return a pending login as a cookie's text."""
    return urlsafe_b64encode(msgspec.json.encode(pending)).decode().rstrip("=")


def pending_of(cookie: str) -> Pending | None:
    """Return the pending login in a cookie, or None where there is none that can be read."""
    try:
        return msgspec.json.decode(urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4)), type=Pending)
    except (ValueError, msgspec.DecodeError):
        return None


def _verified(provider: Provider, tokens: Tokens, nonce: str) -> Mapping[str, object]:
    """Return the claims of an ID token.

    Source: OpenID Connect Core 1.0, section 3.1.3.7.
    """
    try:
        token = _signed(provider, tokens.id_token)
        client = provider.settings.client
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={"iss": {"value": provider.settings.issuer}, "aud": {"value": client}},
            params={"nonce": nonce, "client_id": client, "access_token": tokens.access_token or None},
        )
        claims.validate(leeway=_CLOCKS_APART)
    except (JoseError, AuthlibBaseError, ValueError, TypeError) as error:
        wrong = f"it does not stand up to the check ({type(error).__name__}: {error})"
        raise RefusedLogin("ID token", wrong, "log in again", "unverified") from None
    return token.claims


def _signed(provider: Provider, text: str) -> jwt.Token:
    try:
        return jwt.decode(text, provider.keys(), algorithms=_ALGORITHMS)
    except (JoseError, ValueError):
        return jwt.decode(text, provider.keys(anew=True), algorithms=_ALGORITHMS)


def _pseudonym(provider: Provider, subject: str) -> str:
    """Return what the audit log calls a person: without the client's secret nobody learns who it is."""
    said = f"{provider.settings.issuer}\0{subject}".encode()
    return f"{VOUCHED_FOR}{hmac.new(provider.secret.encode(), said, 'sha256').hexdigest()[:16]}"
