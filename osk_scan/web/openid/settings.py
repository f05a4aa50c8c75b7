"""What the operator says of the provider, and of the groups that may come in."""

from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from osk_scan.errors import InvalidPolicy, InvalidRequest
from osk_scan.pipeline.access import Role
from osk_scan.pipeline.webhook import LOOPBACK
from osk_scan.yaml_reading import load_policy

_LEAST_SECRET = 16


class OpenIdSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file, which `osk-scan serve --openid` names; `osk_scan/web/examples/openid.yaml` explains each field."""

    issuer: str
    client: str
    secret_file: str
    desk: str
    """The desk's own address as browsers see it; the provider leads back to `/login/openid/answer` below it."""
    ca_file: str | None = None
    """Certificates that the provider's is checked against; None: those of the machine."""
    name: str = "OpenID Connect"
    """What people know the provider by."""
    scopes: tuple[str, ...] = ("openid",)
    claim: tuple[str, ...] = ("groups",)
    """Where in the ID token the groups stand; more than one step leads inside."""
    agencies: dict[str, str] = {}
    """Group → the agency whose data its members see."""
    portfolio: tuple[str, ...] = ()
    """Groups whose members see every agency's data."""
    roles: dict[str, Role] = {}
    """Group → what its members may do."""


def load_openid(file: Path) -> OpenIdSettings:
    """Return the settings in `file`.

    Raises:
        InvalidPolicy: where it does not say what it must, or names an address that others could read along with.
    """
    settings = load_policy(file, OpenIdSettings)
    for name, address in (("issuer", settings.issuer), ("desk", settings.desk)):
        if not guarded(address):
            raise InvalidPolicy(f"{file}: {name}", "it is not https", "name an address that begins with https://")
    return settings


def guarded(address: str) -> bool:
    """Return whether nobody on the way can read what is sent to an address."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def client_secret(settings: OpenIdSettings) -> str:
    """Return the secret that the provider knows us by.

    Raises:
        InvalidRequest: where the file cannot be read, or holds none.
    """
    try:
        secret = Path(settings.secret_file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRequest(settings.secret_file, f"cannot be read ({error})", "name the secret's file") from None
    if len(secret) < _LEAST_SECRET:
        raise InvalidRequest(settings.secret_file, f"fewer than {_LEAST_SECRET} characters", "take a longer secret")
    return secret
