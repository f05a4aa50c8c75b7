"""Make keys and check them: who is at the desk, for which agency, in which roles."""

import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.store.audit import Entry, note
from osk_scan.store.database import Database
from osk_scan.store.keys import (
    KeptKey,
    KeptSession,
    KeyProof,
    find_session,
    keep_key,
    keep_person,
    keep_session,
    proof_of,
    revoke_key,
)


class Role(StrEnum):
    """What a key is for."""

    UPLOADER = "uploader"
    """Hands documents in, reads what became of them."""
    AUDITOR = "auditor"
    """Reads everything, assesses, waives."""
    DASHBOARD = "dashboard"
    """Reads findings and scores."""
    ADMIN = "admin"
    """Does all of this, and sees keys and the audit log."""


class Caller(Struct, frozen=True):
    """Who asks."""

    key: str
    """Public prefix of the key."""
    name: str
    agency: str | None
    """None: the whole portfolio."""
    roles: frozenset[Role]
    csrf: str | None = None
    """What forms must carry, where a browser's visit and no key was shown."""


VOUCHED_FOR = "openid-"
"""What stands before the pseudonym of somebody whom another server vouches for, where keys have their prefix."""

NOBODY = Caller(key="nobody", name="", agency="", roles=frozenset())
"""Somebody without a key; no agency has an empty name."""


def make_key(
    db: Database, *, name: str, agency: str | None, roles: tuple[Role, ...], made_at: str, by: str = "osk-scan keys"
) -> str:
    """Keep a new key and return it whole, for the only time.

    Raises:
        InvalidRequest: for a key without a role, or an uploader's without an agency.
    """
    if not roles:
        raise InvalidRequest("key", "it has no role", f"name one of {', '.join(Role)}")
    if agency is None and Role.UPLOADER in roles:
        raise InvalidRequest("key", "an uploader's key has no agency", "name the agency that hands documents in")
    if agency is not None and not agency.strip():
        raise InvalidRequest("key", "the agency has no name", "name the agency")
    prefix, secret, salt = secrets.token_hex(4), secrets.token_urlsafe(32), secrets.token_bytes(16)
    kept = KeptKey(prefix=prefix, name=name, agency=agency, roles=tuple(sorted(roles)), made_at=made_at)
    with db.transaction():
        keep_key(db, KeyProof(kept, salt, _digest(salt, secret)))
        note(db, Entry(made_at, by, agency, "key created", prefix))
    return f"osk_{prefix}_{secret}"


def end_key(db: Database, prefix: str, at: str, by: str = "osk-scan keys", agency: str | None = None) -> None:
    """Revoke a key; with `agency`, only where it is that agency's.

    Raises:
        InvalidRequest: where there is no such key in use.
    """
    with db.transaction():
        revoke_key(db, prefix, at, agency)
        note(db, Entry(at, by, agency, "key revoked", prefix))


def caller_by_key(db: Database, shown: str) -> Caller | None:
    """Return whose key it is, or None for one that is unknown, wrong or revoked."""
    prefix, _, secret = shown.removeprefix("osk_").partition("_")
    proof = proof_of(db, prefix)
    if proof is None or proof.key.revoked_at is not None:
        return None
    return _caller(proof.key) if hmac.compare_digest(proof.digest, _digest(proof.salt, secret)) else None


def caller_by_pseudonym(
    db: Database, pseudonym: str, *, name: str, agency: str | None, roles: tuple[Role, ...], at: str
) -> Caller | None:
    """Return somebody whom another server vouches for, with the rights they have now, or None for a revoked one."""
    person = KeptKey(prefix=pseudonym, name=name, agency=agency, roles=roles, made_at=at)
    return _caller(person) if keep_person(db, person) else None


def vouched_for(caller: Caller) -> bool:
    """Return whether another server vouches for a caller, who has no key."""
    return caller.key.startswith(VOUCHED_FOR)


def begin_session(db: Database, caller: Caller, at: str, hours: int) -> str:
    """Begin the browser's visit of a key's or a person's, and return the cookie, which is kept nowhere."""
    proof = proof_of(db, caller.key)
    if proof is None:
        raise InvalidRequest(f"key {caller.key}", "there is no such key", "show a key that is in use")
    cookie = secrets.token_urlsafe(32)
    ends = (datetime.fromisoformat(at) + timedelta(hours=hours)).isoformat(timespec="seconds")
    with db.transaction():
        keep_session(db, session_digest(cookie), KeptSession(proof.key, secrets.token_urlsafe(32), ends), at)
        note(db, Entry(at, caller.key, caller.agency, "login", caller.name))
    return cookie


def caller_by_cookie(db: Database, cookie: str, at: str) -> Caller | None:
    """Return whose visit it is, or None for one that is unknown or over."""
    session = find_session(db, session_digest(cookie))
    if session is None or session.expires_at < at or session.key.revoked_at is not None:
        return None
    return _caller(session.key, session.csrf)


def session_digest(cookie: str) -> str:
    """Return what a cookie is kept as."""
    return sha256(cookie.encode()).hexdigest()


def _digest(salt: bytes, secret: str) -> bytes:
    """One round is enough: the secret has 256 random bits, so there is nothing to guess that slowness would guard."""
    return sha256(salt + secret.encode()).digest()


def _caller(key: KeptKey, csrf: str | None = None) -> Caller:
    return Caller(key.prefix, key.name, key.agency, frozenset(Role(role) for role in key.roles), csrf)
