"""Keys and the visits they are exchanged for; of neither is kept what would let somebody in."""

import msgspec
from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.store.database import Database


class KeptKey(Struct, frozen=True, kw_only=True):
    """One key, without its secret."""

    prefix: str
    name: str
    agency: str | None
    """None: the whole portfolio."""
    roles: tuple[str, ...]
    made_at: str
    last_used_at: str | None = None
    revoked_at: str | None = None


class KeyProof(Struct, frozen=True):
    """What a shown key is checked against."""

    key: KeptKey
    salt: bytes
    digest: bytes


class KeptSession(Struct, frozen=True):
    """A browser's visit."""

    key: KeptKey
    csrf: str
    expires_at: str


_KEY_COLUMNS = "prefix, name, agency, roles, made_at, last_used_at, revoked_at"


def keep_key(db: Database, proof: KeyProof) -> None:
    """Keep a new key."""
    key = proof.key
    with db.transaction() as connection:
        connection.execute(
            "INSERT INTO api_key (prefix, salt, digest, name, agency, roles, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key.prefix, proof.salt, proof.digest, key.name, key.agency, _listed(key.roles), key.made_at),
        )


def keep_person(db: Database, person: KeptKey) -> bool:
    """Keep what somebody whom another server vouches for may do now; no secret opens for them.

    Returns whether they may come in: revoked like a key, they stay out.
    """
    with db.transaction() as connection:
        connection.execute(
            "INSERT INTO api_key (prefix, salt, digest, name, agency, roles, made_at) VALUES (?, x'', x'', ?, ?, ?, ?)"
            " ON CONFLICT (prefix) DO UPDATE SET agency = excluded.agency, roles = excluded.roles",
            (person.prefix, person.name, person.agency, _listed(person.roles), person.made_at),
        )
        row = connection.execute("SELECT revoked_at IS NULL FROM api_key WHERE prefix = ?", (person.prefix,)).fetchone()
    return bool(row[0])


def proof_of(db: Database, prefix: str) -> KeyProof | None:
    """Return what the key of this prefix is checked against, revoked or not, or None where there is no such key."""
    row = db.execute(f"SELECT {_KEY_COLUMNS}, salt, digest FROM api_key WHERE prefix = ?", (prefix,)).fetchone()
    return KeyProof(_key(row), row[-2], row[-1]) if row else None


def keys(db: Database, agency: str | None = None) -> tuple[KeptKey, ...]:
    """Return the keys of one agency, or all, in the order in which they were made."""
    rows = db.execute(f"SELECT {_KEY_COLUMNS} FROM api_key WHERE ?1 IS NULL OR agency = ?1 ORDER BY id", (agency,))
    return tuple(_key(row) for row in rows)


def revoke_key(db: Database, prefix: str, at: str, agency: str | None = None) -> None:
    """End a key and every visit it was exchanged for; with `agency`, only that agency's.

    Raises:
        InvalidRequest: where there is no such key, or it has ended before.
    """
    with db.transaction() as connection:
        done = connection.execute(
            "UPDATE api_key SET revoked_at = ?2 WHERE prefix = ?1 AND revoked_at IS NULL"
            " AND (?3 IS NULL OR agency = ?3)",
            (prefix, at, agency),
        )
        if done.rowcount == 0:
            raise InvalidRequest(f"key {prefix}", "there is no such key in use", "see `osk-scan keys list`")
        connection.execute("DELETE FROM session WHERE api_key = (SELECT id FROM api_key WHERE prefix = ?)", (prefix,))


def note_uses(db: Database, last_used: dict[str, str]) -> None:
    """Keep when keys were last used, by prefix."""
    with db.transaction() as connection:
        connection.executemany("UPDATE api_key SET last_used_at = ?2 WHERE prefix = ?1", last_used.items())


def keep_session(db: Database, digest: str, session: KeptSession, now: str) -> None:
    """Keep a visit under the hash of its cookie, and forget those that have run out."""
    with db.transaction() as connection:
        connection.execute("DELETE FROM session WHERE expires_at < ?", (now,))
        connection.execute(
            "INSERT INTO session (digest, api_key, csrf, expires_at) SELECT ?, id, ?, ? FROM api_key WHERE prefix = ?",
            (digest, session.csrf, session.expires_at, session.key.prefix),
        )


def find_session(db: Database, digest: str) -> KeptSession | None:
    """Return the visit that a cookie with this hash stands for, run out or not."""
    row = db.execute(
        f"SELECT {_KEY_COLUMNS}, csrf, expires_at FROM session JOIN api_key ON api_key.id = api_key WHERE"
        " session.digest = ?",
        (digest,),
    ).fetchone()
    return KeptSession(_key(row), row[-2], row[-1]) if row else None


def end_session(db: Database, digest: str) -> None:
    """End a visit."""
    with db.transaction() as connection:
        connection.execute("DELETE FROM session WHERE digest = ?", (digest,))


def _key(row: tuple[object, ...]) -> KeptKey:
    fields = dict(zip(KeptKey.__struct_fields__, row[:7], strict=True))
    return msgspec.convert(fields | {"roles": msgspec.json.decode(str(row[3]))}, KeptKey)


def _listed(roles: tuple[str, ...]) -> str:
    return msgspec.json.encode(roles).decode()
