"""Tell a digest by mail, in German or English: through the mail server that the user names, or into a file."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from ssl import create_default_context
from urllib.parse import SplitResult, urlsplit

from osk_scan.errors import InvalidRequest, one_line
from osk_scan.model import Language, Wording
from osk_scan.pipeline.local_time import local
from osk_scan.pipeline.notifying import Digest
from osk_scan.pipeline.webhook import LOOPBACK

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
_SEVERITIES = {
    "critical": Wording("kritisch", "critical"),
    "high": Wording("hoch", "high"),
    "medium": Wording("mittel", "medium"),
    "low": Wording("gering", "low"),
    "info": Wording("Hinweis", "note"),
}


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


def by_server(url: str, sender: str, receiver: str, language: Language, at: str) -> Callable[[Digest], None]:
    """Return what mails a digest through `smtps://HOST[:PORT]` or, with STARTTLS, `smtp://HOST[:PORT]`.

    Raises:
        InvalidRequest: for another sort of address.
    """
    server = urlsplit(url)
    if server.scheme not in ("smtp", "smtps") or not server.hostname:
        raise InvalidRequest("mail server", "it is no address of one", "write smtps://HOST or smtp://HOST:PORT")

    def send(digest: Digest) -> None:
        try:
            with _connected(server) as connection:
                connection.send_message(message(digest, sender, receiver, language, at))
        except (OSError, smtplib.SMTPException) as error:
            wrong = one_line(str(error))
            raise InvalidRequest(f"mail server {server.hostname}", wrong, "mend it and try again") from None

    return send


def into_file(to: Path, sender: str, receiver: str, language: Language, at: str) -> Callable[[Digest], None]:
    """Return what writes a digest as a mail file (RFC 5322), for another program to send."""

    def send(digest: Digest) -> None:
        to.write_bytes(message(digest, sender, receiver, language, at).as_bytes())

    return send


def _connected(server: SplitResult) -> smtplib.SMTP:
    """Return a connection that nobody reads along with; on the machine itself it may be plain."""
    host = str(server.hostname)
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=_SECONDS, context=create_default_context())
    connection = smtplib.SMTP(host, server.port or 25, timeout=_SECONDS)
    if host not in LOOPBACK:
        connection.starttls(context=create_default_context())
    return connection


def _lines(digest: Digest, language: Language) -> list[str]:
    lines = [_HEAD.in_(language).format(as_of=digest.as_of), ""]
    lines.append(_FINDINGS.in_(language).format(count=digest.new_findings))
    for finding in digest.findings:
        place = " · ".join(part for part in (finding.agency, finding.system) if part)
        lines.append(
            one_line(f"  {_SEVERITIES[finding.severity].in_(language)}: {finding.title.in_(language)} – {place}")
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
