"""What a server is started with."""

from pathlib import Path

from msgspec import Struct

from osk_scan.web.openid.settings import OpenIdSettings
from osk_scan.web.operating import Operator


class Settings(Struct, frozen=True, kw_only=True):
    """Where the data is, and the bounds that keep the desk standing."""

    db: Path
    overlays: tuple[Path, ...] = ()
    """Catalogue files over the shipped ones; the policy's folder is that of the process (`shipped.RULES`)."""
    max_upload: int = 128 << 20
    """Bytes of one request that hands a document in; BASE64 makes a document a third larger."""
    max_body: int = 1 << 20
    """Bytes of any other request."""
    requests_per_minute: int = 1200
    """For one key; a quarter of a minute's worth may come at once."""
    logins_per_minute: int = 240
    """Failed logins from one address."""
    openid: OpenIdSettings | None = None
    """Who vouches for people; None: only keys open."""
    operator: Operator | None = None
    """Who runs the desk, for its accessibility statement; None: nobody said so."""
    session_hours: int = 10
    threads: int = 8
