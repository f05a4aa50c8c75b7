"""`osk-scan notify`: tell others what is new; nobody is told who was not named."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language

if TYPE_CHECKING:
    from osk_scan.pipeline.notifying import Send


class _Chosen(TypedDict):
    """The options of this command."""

    webhook_url: str | None
    secret: str
    mail_to: str | None
    mail_from: str | None
    smtp: str | None
    mail_file: Path | None
    assessment: str | None
    agency: str | None
    db_file: Path
    lang: Language


_TOLD: dict[Language, str] = {
    "de": "{kind}: {new} neue Befunde, {refused} abgewiesene Dokumente",
    "en": "{kind}: {new} new findings, {refused} refused uploads",
}


@click.command()
@click.option("--webhook", "webhook_url", envvar="OSK_WEBHOOK", show_envvar=True, help="https address to post to.")
@click.option(
    "--webhook-secret",
    "secret",
    envvar="OSK_WEBHOOK_SECRET",
    show_envvar=True,
    default="",
    help="To sign each post with: at least 16 characters; --webhook needs it.",
)
@click.option("--mail-to", help="Who is mailed: a shared mailbox, if possible.")
@click.option("--mail-from", help="Whom the mail is from.")
@click.option("--smtp", envvar="OSK_SMTP", show_envvar=True, help="Mail server: smtps://HOST or smtp://HOST:PORT.")
@click.option("--mail-file", type=click.Path(dir_okay=False, path_type=Path), help="Instead: write the mail here.")
@options.assessment
@options.agency
@options.database
@options.language
def command(**chosen: Unpack[_Chosen]) -> None:
    """Tell a webhook or mailbox of new findings and refused uploads since it was last told.

    Where the mail server wants a login, the environment names it: OSK_SMTP_USER, and OSK_SMTP_PASSWORD_FILE (a file
    that only you can read) or OSK_SMTP_PASSWORD.

    \b
    osk-scan notify --webhook https://chat.example/hook
    osk-scan notify --mail-to it@example.org --mail-from osk@example.org --smtp smtps://mail.example.org
    """
    from osk_scan.pipeline.notifying import notify
    from osk_scan.pipeline.results import assessment_named

    at = options.now()
    if chosen["webhook_url"] and not chosen["secret"]:
        raise click.UsageError("name --webhook-secret or OSK_WEBHOOK_SECRET: each post to a webhook is signed")
    receivers = _receivers(chosen, at)
    if not receivers:
        raise click.UsageError("name --webhook, or --mail-to and --mail-from with --smtp or --mail-file")
    with options.opened(chosen["db_file"]) as db:
        assessment = assessment_named(db, chosen["assessment"], chosen["agency"])
        for address, send in receivers.items():
            told = notify(db, assessment, chosen["agency"], address, send, at)
            kind = address.partition(" ")[0]
            output.line(_TOLD[chosen["lang"]].format(kind=kind, new=told.new_findings, refused=told.refused_uploads))


def _receivers(chosen: _Chosen, at: str) -> "dict[str, Send]":
    """Return whom to tell: address and way."""
    from osk_scan.pipeline.mailing import by_server, into_file, login_from
    from osk_scan.pipeline.webhook import webhook

    found: dict[str, Send] = {}
    if chosen["webhook_url"]:
        found[f"webhook {chosen['webhook_url']}"] = webhook(chosen["webhook_url"], chosen["secret"], at)
    receiver, sender, file = chosen["mail_to"], chosen["mail_from"], chosen["mail_file"]
    if receiver and sender and file:
        found[f"mail {receiver}"] = into_file(file, sender, receiver, chosen["lang"], at)
    elif receiver and sender and chosen["smtp"]:
        found[f"mail {receiver}"] = by_server(
            chosen["smtp"], login_from(os.environ), sender, receiver, chosen["lang"], at
        )
    return found
