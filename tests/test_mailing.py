"""A mail server that wants a login gets it over a connection that nobody reads along with, or not at all."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from osk_scan.errors import InvalidRequest
from osk_scan.model import Document
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.mailing import Login, by_server, login_from
from osk_scan.pipeline.policy import Policy
from osk_scan.store.database import Database
from tests.command import Done, run
from tests.web.documents import bom
from tests.web.server import free_port

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")  # what some servers do, we must not
AT = "2026-11-23T08:00:00+00:00"
USER, PASSWORD = "osk-scan", "pässwort mit leerzeichen"


class Certificate(NamedTuple):
    """A server's certificate for this machine, which signs itself, and its key, in one file."""

    file: Path

    def context(self) -> ssl.SSLContext:
        made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made.load_cert_chain(self.file)
        return made


class Mailbox:
    """What a server was told."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.logins: list[tuple[bytes, bytes]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  (aiosmtpd's)
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        return "250 ok"

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, said: Any) -> AuthResult:
        assert isinstance(said, LoginPassword)
        self.logins.append((said.login, said.password))
        return AuthResult(success=(said.login, said.password) == (USER.encode(), PASSWORD.encode()), handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Mailserver")])
    today = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, today - timedelta(days=1), today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form, open_ = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(key.private_bytes(pem, form, open_) + signed.public_bytes(pem))
    return Certificate(file)


@contextmanager
def served(box: Mailbox, **options: Any) -> Iterator[int]:
    port = free_port()
    server = Controller(box, "127.0.0.1", port, authenticator=box.authenticate, auth_required=True, **options)
    server.start()
    try:
        yield port
    finally:
        server.stop()


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("mailing") / "osk.db"
    with Database(file) as opened:
        ingest(opened, Document("bom.json", bom()), Assignment(agency="A", system="Portal"), AT)
        assess(opened, Policy(), AT[:10], AT)
    return file


def notified(db: Path, url: str, receiver: str, trusted: Path | None, **said: str) -> Done:
    addresses = ("--smtp", url, "--mail-to", receiver, "--mail-from", "osk@example.org")
    environment = said | ({"SSL_CERT_FILE": str(trusted)} if trusted else {})
    return run(db.parent, "notify", *addresses, "--lang", "de", **environment)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("from_file", [True, False])
def test_the_login_of_the_environment_opens_the_server(
    db: Path, certificate: Certificate, tmp_path: Path, scheme: str, from_file: bool
) -> None:
    box, file = Mailbox(), tmp_path / "password"
    file.write_text(PASSWORD + "\n", "utf-8")
    password = {"OSK_SMTP_PASSWORD_FILE": str(file)} if from_file else {"OSK_SMTP_PASSWORD": PASSWORD}
    tls: dict[str, Any] = {"tls_context": certificate.context()}
    if scheme == "smtps":  # which the server does not take for what STARTTLS comes to
        tls = {"ssl_context": certificate.context(), "auth_require_tls": False}
    with served(box, **tls) as port:
        ended = notified(
            db, f"{scheme}://127.0.0.1:{port}", f"{scheme}{from_file}@example.org", certificate.file,
            OSK_SMTP_USER=USER, **password,
        )  # fmt: skip
    assert (0, [(USER.encode(), PASSWORD.encode())]) == (ended.returncode, box.logins), ended.stderr
    (mail,) = box.mails
    read = message_from_bytes(mail, policy=default)
    assert "Neue Befunde" in read.get_content()
    assert PASSWORD not in ended.stdout + ended.stderr + mail.decode()


def test_a_server_that_knows_only_the_older_login_is_logged_in_at(db: Path, certificate: Certificate) -> None:
    box = Mailbox()
    with served(box, tls_context=certificate.context(), auth_exclude_mechanism=["PLAIN"]) as port:
        said = {"OSK_SMTP_USER": USER, "OSK_SMTP_PASSWORD": PASSWORD}
        ended = notified(db, f"smtp://127.0.0.1:{port}", "older@example.org", certificate.file, **said)
    assert (0, 1) == (ended.returncode, len(box.mails)), ended.stderr


def test_a_wrong_password_is_told_without_it(db: Path, certificate: Certificate) -> None:
    box = Mailbox()
    with served(box, tls_context=certificate.context()) as port:
        said = {"OSK_SMTP_USER": USER, "OSK_SMTP_PASSWORD": "verraten"}
        ended = notified(db, f"smtp://127.0.0.1:{port}", "x@example.org", certificate.file, **said)
    assert (2, []) == (ended.returncode, box.mails)
    assert "does not know user and password" in ended.stderr
    assert "verraten" not in ended.stderr + ended.stdout


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_who_cannot_show_a_known_certificate_gets_no_password(db: Path, certificate: Certificate, scheme: str) -> None:
    box = Mailbox()
    tls = {"ssl_context" if scheme == "smtps" else "tls_context": certificate.context()}
    with served(box, auth_require_tls=False, **tls) as port:
        said = {"OSK_SMTP_USER": USER, "OSK_SMTP_PASSWORD": PASSWORD}
        ended = notified(db, f"{scheme}://127.0.0.1:{port}", "x@example.org", None, **said)
    assert (2, [], []) == (ended.returncode, box.logins, box.mails)
    assert "certificate" in ended.stderr.lower()


def test_a_server_without_encryption_gets_no_password(db: Path) -> None:
    box = Mailbox()
    with served(box, auth_require_tls=False) as port:
        said = {"OSK_SMTP_USER": USER, "OSK_SMTP_PASSWORD": PASSWORD}
        ended = notified(db, f"smtp://127.0.0.1:{port}", "x@example.org", None, **said)
    assert (2, [], []) == (ended.returncode, box.logins, box.mails)


def test_an_address_with_a_password_is_refused_without_repeating_it() -> None:
    with pytest.raises(InvalidRequest, match="OSK_SMTP_PASSWORD_FILE") as refused:
        by_server("smtp://osk:verraten@mail.example.org", None, "a@example.org", "b@example.org", "de", AT)
    assert "verraten" not in str(refused.value)


def test_user_and_password_belong_together(tmp_path: Path) -> None:
    assert login_from({}) is None
    assert Login("u", "p") == login_from({"OSK_SMTP_USER": "u", "OSK_SMTP_PASSWORD": "p"})
    for said in ({"OSK_SMTP_USER": "u"}, {"OSK_SMTP_PASSWORD": "p"}):
        with pytest.raises(InvalidRequest, match="belong together"):
            login_from(said)
    with pytest.raises(InvalidRequest, match="OSK_SMTP_PASSWORD_FILE"):
        login_from({"OSK_SMTP_USER": "u", "OSK_SMTP_PASSWORD_FILE": str(tmp_path / "none")})
