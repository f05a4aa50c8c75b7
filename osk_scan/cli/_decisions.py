"""`osk-scan licenses conclude` and its like: decide on packages, list what was decided, revoke it."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._curations import show_curations, show_decision
from osk_scan.curation import Matter
from osk_scan.model import Language


@click.command("conclude")
@click.argument("pattern")
@click.argument("expression")
@options.decision
@options.database
@options.language
def conclude(pattern: str, expression: str, db_file: Path, lang: Language, **signed: str) -> None:
    """Conclude a license for all packages of PATTERN (purl with `*`), in every system and after each upload.

    \b
    osk-scan licenses conclude "pkg:npm/left-pad" WTFPL --reason "Lizenztext geprüft" --by OSK --until 2027-12-31
    """
    _decide("license", pattern, expression, signed, db_file, lang)


@click.command("relate")
@click.argument("pattern")
@click.argument("relation")
@click.option("--system", required=True, help="The system that uses the packages so.")
@options.agency
@options.decision
@options.database
@options.language
def relate(
    pattern: str, relation: str, system: str, agency: str | None, db_file: Path, lang: Language, **signed: str
) -> None:
    """Say how one system uses the packages of PATTERN: static, dynamic, separate-process, service-call and so on.

    \b
    osk-scan licenses relate "pkg:maven/org.postgresql/*" separate-process --system Portal --reason "…" --by OSK
    """
    _decide("relation", pattern, relation, signed, db_file, lang, system, agency)


@click.command("provide")
@click.argument("pattern")
@click.argument("provisioning")
@click.option("--system", required=True, help="The system that the packages are part of.")
@options.agency
@options.decision
@options.database
@options.language
def provide(
    pattern: str, provisioning: str, system: str, agency: str | None, db_file: Path, lang: Language, **signed: str
) -> None:
    """Say how the packages of PATTERN reach others in one system: internal, service, binary or source.

    Of npm packages in a hosted system nobody knows at first: `binary` if they are sent to browsers, `service` if they
    stay on the server.

    \b
    osk-scan licenses provide "pkg:npm/*" service --system Portal --reason "läuft nur in Node" --by OSK
    """
    _decide("provisioning", pattern, provisioning, signed, db_file, lang, system, agency)


@click.command("curations")
@options.database
@options.as_json
@options.language
def curations(db_file: Path, as_json: bool, lang: Language) -> None:
    """List what was decided on packages, by whom and why, revoked decisions included.

    \b
    osk-scan licenses curations
    """
    from osk_scan.pipeline.curating import list_curations

    with options.opened(db_file) as db:
        found = list_curations(db)
    if as_json:
        output.json(found)
    else:
        show_curations(found, options.now()[:10], lang)


@click.command("revoke")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why it counts no more.")
@click.option("--by", "author", required=True, help="Who decides: a role, not a person, where possible.")
@options.database
@options.language
def revoke(number: int, reason: str, author: str, db_file: Path, lang: Language) -> None:
    """Revoke a decision on packages; it stays on record.

    \b
    osk-scan licenses revoke 3 --reason "Neue Fassung, neue Lizenz" --by OSK
    """
    from osk_scan.pipeline import curating

    with options.opened(db_file) as db:
        revoked = curating.revoke(db, number, curating.Signature(reason, author, options.now()))
    show_curations((revoked,), options.now()[:10], lang)


def _decide(
    about: Matter,
    pattern: str,
    said: str,
    signed: dict[str, str],
    db_file: Path,
    lang: Language,
    system: str | None = None,
    agency: str | None = None,
) -> None:
    """Decide, for one system or for all, and print what was decided, how it was read and what it reaches."""
    from osk_scan.pipeline import curating

    with options.opened(db_file) as db:
        owner = curating.system_named(db, system, agency) if system is not None else None
        made = curating.decide(db, about, pattern, said, curating.Signature(at=options.now(), **signed), owner)
        reach = curating.reach_of(db, made)
    show_decision(made, reach, said, lang)
