"""Tell a digest by mail, in German or English: through the mail server that the user names, or into a file."""

import smtplib
from base64 import b64encode
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from ssl import create_default_context
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from osk_scan.errors import InvalidRequest, one_line
from osk_scan.model import Language, Wording
from osk_scan.notification import Digest
from osk_scan.pipeline.local_time import local
from osk_scan.pipeline.webhook import LOOPBACK
from osk_scan.pipeline.writing import writing
from osk_scan.terms import called

_SECONDS = 30
_SUBJECT = Wording(
    "osk-scan: {findings} neue Befunde, {refused} abgewiesene Dokumente – {agency}",
    "osk-scan: {findings} new findings, {refused} refused documents – {agency}",
)
_ALL = Wording("Gesamtbestand", "whole portfolio")
_HEAD = Wording("Neu seit der letzten Nachricht, Stand {as_of}:", "New since the last message, as of {as_of}:")
_FINDINGS = Wording("Neue Befunde: {count}", "New findings: {count}")
_REFUSED = Wording("Abgewiesene Dokumente: {count}", "Refused documents: {count}")
_RECEIPT = Wording("Quittung {number}: {fix}", "Receipt {number}: {fix}")
_MORE = Wording("… und {count} weitere", "… and {count} more")
_FOOT = Wording(
    "Auswertung {assessment}. Alles Weitere: osk-scan findings, osk-scan receipts.",
    "Assessment {assessment}. All else: osk-scan findings, osk-scan receipts.",
)


def message(digest: Digest, sender: str, receiver: str, language: Language, at: str) -> EmailMessage:
    """Return the mail that tells `digest`; the same digest makes the same mail."""
    agency = one_line(digest.agency) if digest.agency else _ALL.in_(language)
    subject = _SUBJECT.in_(language).format(findings=digest.new_findings, refused=digest.refused_uploads, agency=agency)
    text = "\n".join(_lines(digest, language)) + "\n"
    made = EmailMessage(policy=SMTP)
    try:
        made["From"], made["To"], made["Subject"] = sender, receiver, subject
    except ValueError as error:
        raise InvalidRequest("mail", one_line(str(error)), "name addresses as somebody@example.org") from None
    made["Date"] = format_datetime(local(at))
    made["Message-ID"] = f"<{sha256((at + receiver + text).encode()).hexdigest()[:32]}@osk-scan.invalid>"
    made["Content-Language"] = language
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text)
    return made


class Login(NamedTuple):
    """What the mail server knows us by."""

    user: str
    password: str


def by_server(
    url: str, login: Login | None, sender: str, receiver: str, language: Language, at: str
) -> Callable[[Digest], None]:
    """Return what mails a digest through `smtps://HOST[:PORT]` or, with STARTTLS, `smtp://HOST[:PORT]`.

    Raises:
        InvalidRequest: for another sort of address, or one with a password, which others could read where it stands.
    """
    server = urlsplit(url)
    if server.scheme not in ("smtp", "smtps") or not server.hostname:
        raise InvalidRequest("mail server", "it is no address of one", "write smtps://HOST or smtp://HOST:PORT")
    if "@" in server.netloc:
        wrong = "its address names a user"
        raise InvalidRequest(f"mail server {server.hostname}", wrong, "set OSK_SMTP_USER and OSK_SMTP_PASSWORD_FILE")

    def send(digest: Digest) -> None:
        try:
            with _connected(server, guarded=login is not None) as connection:
                if login is not None:
                    _log_in(connection, login)
                connection.send_message(message(digest, sender, receiver, language, at))
        except smtplib.SMTPAuthenticationError as error:
            # What a server answers to a login may repeat it.
            wrong = f"it does not know user and password (answer {error.smtp_code})"
            raise InvalidRequest(f"mail server {server.hostname}", wrong, "check both") from None
        except (OSError, smtplib.SMTPException) as error:
            wrong = one_line(str(error))
            raise InvalidRequest(f"mail server {server.hostname}", wrong, "mend it and try again") from None

    return send


def login_from(environment: Mapping[str, str]) -> Login | None:
    """Return user and password as the environment names them, or None where it names none.

    Raises:
        InvalidRequest: for one without the other, or a file that cannot be read.
    """
    user, password = environment.get("OSK_SMTP_USER", ""), environment.get("OSK_SMTP_PASSWORD", "")
    if file := environment.get("OSK_SMTP_PASSWORD_FILE"):
        try:
            password = Path(file).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidRequest("OSK_SMTP_PASSWORD_FILE", one_line(str(error)), "name a file with it") from None
    if bool(user) != bool(password):
        missing = "OSK_SMTP_USER" if password else "OSK_SMTP_PASSWORD_FILE"
        raise InvalidRequest("mail server", "user and password belong together", f"set {missing} as well")
    return Login(user, password) if user else None


def into_file(to: Path, sender: str, receiver: str, language: Language, at: str) -> Callable[[Digest], None]:
    """Return what writes a digest as a mail file (RFC 5322), for another program to send."""

    def send(digest: Digest) -> None:
        with writing(to):
            to.write_bytes(message(digest, sender, receiver, language, at).as_bytes())

    return send


def _connected(server: SplitResult, *, guarded: bool) -> smtplib.SMTP:
    """Return a connection that nobody reads along with; on the machine itself it may be plain, unless `guarded`."""
    host = str(server.hostname)
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=_SECONDS, context=create_default_context())
    connection = smtplib.SMTP(host, server.port or 25, timeout=_SECONDS)
    if guarded or host not in LOOPBACK:
        try:
            connection.starttls(context=create_default_context())
        except (OSError, smtplib.SMTPException):
            connection.close()
            raise
    return connection


def _log_in(connection: smtplib.SMTP, login: Login) -> None:
    """Log in by PLAIN (RFC 4616) or LOGIN, both in UTF-8: the library's own login knows no umlauts."""
    connection.ehlo_or_helo_if_needed()
    offered = connection.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        steps = ["AUTH PLAIN " + _base64(f"\0{login.user}\0{login.password}")]
    elif "LOGIN" in offered:
        steps = ["AUTH LOGIN", _base64(login.user), _base64(login.password)]
    else:
        raise smtplib.SMTPNotSupportedError("it offers a login neither by PLAIN nor by LOGIN")
    for step in steps:
        code, answer = connection.docmd(step)
        if code not in (235, 334):
            raise smtplib.SMTPAuthenticationError(code, answer)


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def _lines(digest: Digest, language: Language) -> list[str]:
    lines = [_HEAD.in_(language).format(as_of=digest.as_of), ""]
    lines.append(_FINDINGS.in_(language).format(count=digest.new_findings))
    for finding in digest.findings:
        place = " · ".join(part for part in (finding.agency, finding.system) if part)
        lines.append(
            one_line(f"  {called('severity', finding.severity, language)}: {finding.title.in_(language)} – {place}")
        )
    lines += _more(digest.new_findings - len(digest.findings), language)
    lines += ["", _REFUSED.in_(language).format(count=digest.refused_uploads)]
    for refusal in digest.refusals:
        told = _RECEIPT.in_(language).format(number=refusal.receipt, fix=refusal.fix.in_(language))
        lines.append(one_line(f"  {told} – {refusal.agency} · {refusal.system}", 400))
    lines += _more(digest.refused_uploads - len(digest.refusals), language)
    return [*lines, "", _FOOT.in_(language).format(assessment=digest.assessment)]


def _more(count: int, language: Language) -> list[str]:
    return ["  " + _MORE.in_(language).format(count=count)] if count > 0 else []
