"""Who runs the desk, as its accessibility statement must say: name, contact, review, and barriers known there."""

from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from osk_scan.day import is_day
from osk_scan.errors import InvalidPolicy
from osk_scan.model import Wording
from osk_scan.yaml_reading import load_policy


class Operator(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file, which `osk-scan serve --operator` names; `osk_scan/web/examples/operator.yaml` explains each field."""

    name: str
    """The public body, as in an imprint."""
    email: str | None = None
    phone: str | None = None
    form: str | None = None
    """Address of a contact form."""
    post: str | None = None
    reviewed: str | None = None
    """ISO 8601 date on which the body last reviewed the statement."""
    barriers: tuple[Wording, ...] = ()
    """What else is not accessible on this desk."""


def load_operator(file: Path) -> Operator:
    """Return who runs the desk by `file`.

    Raises:
        InvalidPolicy: where it does not say what it must: nobody could report a barrier.
    """
    said = load_policy(file, Operator)
    if not (said.email or said.form):
        raise InvalidPolicy(f"{file}: email", "no electronic contact is named", "name `email` or `form`")
    if said.email and ("@" not in said.email or not said.email.isprintable() or " " in said.email):
        raise InvalidPolicy(f"{file}: email", f"{said.email!r} is no address", "write name@example.de")
    if said.form and urlsplit(said.form).scheme != "https":
        raise InvalidPolicy(f"{file}: form", "it is not https", "name an address that begins with https://")
    if said.reviewed and not is_day(said.reviewed):
        raise InvalidPolicy(f"{file}: reviewed", f"{said.reviewed!r} is no day", "write it like 2026-11-23")
    return said
