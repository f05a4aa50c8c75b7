"""`osk-scan keys`: who may do what at the desk."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language

_ROLES = ("uploader", "auditor", "dashboard", "admin")
_COLUMNS: dict[Language, tuple[str, ...]] = {
    "de": ("Anfang", "Name", "Behörde", "Rollen", "angelegt", "zuletzt benutzt", "gesperrt"),
    "en": ("prefix", "name", "agency", "roles", "made", "last used", "revoked"),
}
_REVOKED: dict[Language, str] = {"de": "gesperrt", "en": "revoked"}


@click.group()
def command() -> None:
    """Make, list and revoke the keys that agencies show at the desk.

    \b
    osk-scan keys create --agency "Bezirksamt A" --role uploader --name "CI Serviceportal"
    """


@command.command("create")
@click.option("--agency", help="The agency that the key is bound to.")
@click.option("--portfolio", is_flag=True, help="Instead of one agency: all of them (not for uploaders).")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(_ROLES), help="What it is for.")
@click.option("--name", default="", help="What people know it by.")
@options.database
@options.as_json
def create(
    agency: str | None, portfolio: bool, roles: tuple[str, ...], name: str, db_file: Path, as_json: bool
) -> None:
    """Make a key and print it, for the only time; only a hash of it is kept.

    \b
    osk-scan keys create --agency "Bezirksamt A" --role uploader --name "CI Serviceportal"
    osk-scan keys create --portfolio --role auditor --name "OSK Beratung"
    """
    if (agency is None) != portfolio:
        raise click.UsageError("name either --agency or --portfolio")
    from osk_scan.pipeline.access import Role, make_key

    with options.opened(db_file) as db:
        wanted = tuple(Role(role) for role in roles)
        key = make_key(db, name=name, agency=agency, roles=wanted, made_at=options.now())
    if as_json:
        output.json({"key": key})
    else:
        output.line(key, "bold")


@command.command("list")
@options.agency
@options.database
@options.as_json
@options.language
def list_(agency: str | None, db_file: Path, as_json: bool, lang: Language) -> None:
    """List keys without their secrets: whose, for what, when last used.

    \b
    osk-scan keys list --agency "Bezirksamt A"
    """
    from osk_scan.store.keys import keys

    with options.opened(db_file) as db:
        kept = keys(db, agency)
    if as_json:
        output.json(kept)
        return
    rows = [
        (k.prefix, k.name, k.agency or "*", ", ".join(k.roles), k.made_at, k.last_used_at, k.revoked_at) for k in kept
    ]
    output.table(_COLUMNS[lang], rows)


@command.command("revoke")
@click.argument("prefix")
@options.database
@options.language
def revoke(prefix: str, db_file: Path, lang: Language) -> None:
    """End the key that begins with osk_PREFIX, and every visit it was exchanged for.

    \b
    osk-scan keys revoke 3fa90b12
    """
    from osk_scan.pipeline.access import end_key

    with options.opened(db_file) as db:
        end_key(db, prefix.removeprefix("osk_"), options.now())
    output.line(f"{prefix}: {_REVOKED[lang]}")
