"""A desk that a provider vouches for people at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.web.openid_provider import CLIENT, SECRET
from tests.web.server import Server, free_port, served

_SETTINGS = """
issuer: {issuer}
client: {client}
secret_file: {secret}
desk: http://127.0.0.1:{port}
name: Landes-Anmeldung
agencies: {{"osk-agency:a": "Bezirksamt A", "osk-agency:b": "Landesamt B"}}
portfolio: [osk-beratung]
roles: {{"osk-role:audit": auditor, "osk-role:upload": uploader}}
"""


@contextmanager
def served_with(issuer: str, folder: Path, *options: str, port: int | None = None) -> Iterator[Server]:
    secret, settings, port = folder / "secret", folder / "openid.yaml", port or free_port()
    secret.write_text(SECRET)
    settings.write_text(_SETTINGS.format(issuer=issuer, client=CLIENT, secret=secret, port=port))
    with served(folder / "osk.db", "--openid", str(settings), *options, port=port) as server:
        yield server
