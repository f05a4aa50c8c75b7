"""Data protection at the door: which documents are not kept, and pseudonyms for the names of machines."""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TypeVar

from msgspec.structs import replace

from osk_scan.errors import InvalidRequest
from osk_scan.model import Document, Inventory
from osk_scan.parsers import parsers
from osk_scan.pipeline.reading import Unread

_KEY_BYTES = 32
Named = TypeVar("Named", bound=Document | Unread)
_SHOWN = 16
"""Hex digits of a pseudonym: two of a million machines share one with a chance of 1 in 36 million."""


def names_machines(inventory: Inventory) -> bool:
    """Tell whether the document behind `inventory` can name machines or persons: a list of what is installed.

    Such a document is read by allow-list and then forgotten but for its hash. An SBOM speaks of software; the e-mail
    addresses of its authors stay with the raw document.
    """
    return parsers()[inventory.format].deployed or bool(inventory.dropped_columns)


class Pseudonyms:
    """Keyed pseudonyms of one agency: the same machine gets the same one, and without the key nobody can try names.

    Source: RFC 2104 (HMAC); GDPR article 4 number 5.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, name: str) -> str:
        """Return `host-` and the beginning of HMAC-SHA-256 over the name, whose case does not matter."""
        digest = hmac.new(self._key, name.casefold().encode("utf-8", "surrogatepass"), sha256).hexdigest()
        return f"host-{digest[:_SHOWN]}"

    def renamed(self, document: Named) -> Named:
        """Return `document` under a pseudonym, with its ending."""
        path = PurePosixPath(document.name)
        suffix = "" if path.suffix[1:].isdigit() else path.suffix
        return replace(document, name=self.of(document.name.removesuffix(suffix)) + suffix)


def pseudonyms_of(agency: str, database: Path) -> Pseudonyms:
    """Return the pseudonyms of one agency; its key lies outside the database and is made on first use.

    The folder is `OSK_KEYS`, else `<database>.keys` beside the database. Without the key file, which only its owner
    can read, old pseudonyms cannot be made again; back it up apart from the database, or delete it to cut the link.

    Raises:
        InvalidRequest: where the key cannot be read or made, or is damaged.
    """
    folder = Path(os.environ.get("OSK_KEYS") or f"{database}.keys")
    file = folder / f"{sha256(agency.encode()).hexdigest()[:_SHOWN]}.key"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(file)
        key = file.read_bytes()
    except OSError as error:
        raise InvalidRequest(str(file), error.strerror or "cannot be read", "check the permissions") from None
    if len(key) != _KEY_BYTES:
        raise InvalidRequest(str(file), f"the key does not have {_KEY_BYTES} bytes", "restore it from its backup")
    return Pseudonyms(key)


def _make(file: Path) -> None:
    """Make a key where there is none; written aside and linked, so that two processes agree on one."""
    if file.exists():
        return
    aside = file.with_name(f".{secrets.token_hex(8)}")
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:  # noqa: PTH123  (Path.open sets no mode)
        opened.write(secrets.token_bytes(_KEY_BYTES))
    try:
        os.link(aside, file)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
