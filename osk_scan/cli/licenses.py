"""`osk-scan licenses`: what a license text says, what fits what, and what a system should choose."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._decisions import conclude, curations, provide, relate, revoke
from osk_scan.cli._licenses import CHANGES, SUGGESTED, WATCHED, show_mutual, show_reading, show_system, show_verdict
from osk_scan.model import Language

_TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Read license texts, judge compatibility, choose for a whole system.

    \b
    osk-scan licenses read "GPLv2+" --ecosystem rpm
    osk-scan licenses judge --outbound EUPL-1.2 --inbound GPL-3.0-only --relation dynamic
    """


@command.command("read")
@click.argument("text", required=False)
@click.option("--ecosystem", default="", help="Where the text comes from: deb, rpm, npm, pypi …")
@click.option("--tsv", "table", type=_TABLE, help="File with the columns string and ecosystem; prints JSON Lines.")
@options.as_json
@options.language
def read(text: str | None, ecosystem: str, table: Path | None, as_json: bool, lang: Language) -> None:
    """Read TEXT: as expression, candidates or class, with the rule that read it.

    \b
    osk-scan licenses read "Apache 2" --json
    """
    from osk_scan.pipeline.license_questions import read_table, read_text

    if (text is None) == (table is None):
        raise click.UsageError("say a TEXT, or name a file with --tsv")
    if table:
        output.json_lines(read_table(table))
        return
    found = read_text(text or "", ecosystem)
    if as_json:
        output.json(found)
    else:
        show_reading(found, lang)


@command.command("judge")
@click.option("--outbound", help="License of the work.")
@click.option("--inbound", help="License of the component.")
@click.option("--relation", default="dynamic", show_default=True, help="merged, static, dynamic, separate-process …")
@click.option(
    "--provisioning",
    default="binary",
    show_default=True,
    help="internal, service, binary, source; unknown: service or binary.",
)
@click.option("--modified", is_flag=True, help="The component is modified.")
@click.option(
    "--tsv", "table", type=_TABLE, help="File with the columns outbound, inbound, usecase; prints JSON Lines."
)
@options.as_json
@options.language
def judge(
    relation: str,
    provisioning: str,
    modified: bool,
    table: Path | None,
    as_json: bool,
    lang: Language,
    **asked: str | None,
) -> None:
    """Say whether a work under one license may use a component under another, and who says so.

    \b
    osk-scan licenses judge --outbound EUPL-1.2 --inbound Apache-2.0 --relation merged
    """
    from osk_scan.pipeline.license_questions import judge_table, judged, meant_by

    if table:
        output.json_lines(judge_table(table))
        return
    if not asked["outbound"] or not asked["inbound"]:
        raise click.UsageError("name --outbound and --inbound, or a file with --tsv")
    found = judged(asked["outbound"], asked["inbound"], relation, provisioning, modified=modified)
    if as_json:
        output.json(found)
        return
    for text in (asked["outbound"], asked["inbound"]):
        if meant_by(text) != (text,):
            output.line(f"{text} = {' | '.join(meant_by(text))}")
    show_verdict(found, lang)


@command.command("choose")
@click.argument("system")
@options.agency
@click.option("--outbound", help="Try another license than the kept one.")
@options.database
@options.as_json
@options.language
def choose(system: str, agency: str | None, outbound: str | None, db_file: Path, as_json: bool, lang: Language) -> None:
    """Choose the arms of every OR in SYSTEM together; show what clashes, what is owed, and whether openCode takes it.

    \b
    osk-scan licenses choose Antragsportal
    """
    from osk_scan.pipeline.licensing import licenses_of

    with options.opened(db_file) as db:
        found = licenses_of(db, system, agency, outbound, as_of=options.now()[:10])
    if as_json:
        output.json(found)
    else:
        show_system(found, lang)


@command.command("suggest")
@click.argument("system")
@options.agency
@options.database
@options.as_json
@options.language
def suggest(system: str, agency: str | None, db_file: Path, as_json: bool, lang: Language) -> None:
    """List licenses under which SYSTEM could be given away, EUPL-1.2 first where it works.

    \b
    osk-scan licenses suggest Antragsportal
    """
    from osk_scan.pipeline.licensing import licenses_of, suggestions_for

    today = options.now()[:10]
    with options.opened(db_file) as db:
        found = suggestions_for(db, system, agency, as_of=today)
        best = None if as_json else licenses_of(db, system, agency, found[0].outbound, as_of=today)
    if best is None:
        output.json(found)
        return
    output.table(SUGGESTED[lang], [(row.outbound, row.conflicts, row.unknown, row.depends) for row in found])
    show_mutual(best, lang)


@command.command("watch")
@options.agency
@options.as_of
@options.database
@options.as_json
@options.language
def watch(agency: str | None, as_of: str, db_file: Path, as_json: bool, lang: Language) -> None:
    """List packages whose terms changed between versions in use or since the inventory before.

    \b
    osk-scan licenses watch --agency "Landesamt B"
    """
    from osk_scan.pipeline import watching

    with options.opened(db_file) as db:
        found = watching.watch(db, as_of, agency)
    if as_json:
        output.json(found)
    else:
        rows = [(one.package, CHANGES[one.direction][lang], one.trail, ", ".join(one.systems)) for one in found]
        output.table(WATCHED[lang], rows)


for decision in (conclude, relate, provide, curations, revoke):
    command.add_command(decision)
