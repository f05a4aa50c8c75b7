"""`osk-scan export`: findings and scores for machines."""

import sys
from pathlib import Path
from typing import TypedDict, Unpack

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language


class _Chosen(TypedDict):
    """The options that say which results."""

    since: str | None
    shared: bool
    assessment: str | None
    agency: str | None
    overlays: tuple[Path, ...]
    db_file: Path
    lang: Language


@click.command()
@click.argument("form", metavar="FORMAT")
@click.option(
    "-o", "--output", "to", type=click.Path(path_type=Path), help="File or folder [default: standard output]."
)
@click.option("--since", metavar="DAY|ASSESSMENT", help="Only findings first seen since then, for incremental readers.")
@options.shared
@options.assessment
@options.agency
@options.overlays
@options.database
@options.language
def command(form: str, to: Path | None, **chosen: Unpack[_Chosen]) -> None:
    """Write findings and scores in FORMAT, for dashboards, pipelines and spreadsheets.

    \b
    osk-scan export findings-csv -o befunde.csv
    osk-scan export findings-jsonl --since 2026-09-01
    osk-scan export scores-json --shared
    """
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.results import assessment_named, checked_agency, results_of
    from osk_scan.pipeline.sharing import shared
    from osk_scan.pipeline.telling import export, export_names

    if form not in export_names():
        raise click.BadParameter(f"{form!r} is none of {', '.join(export_names())}")
    policy = Policy(overlays=chosen["overlays"])
    with options.opened(chosen["db_file"]) as db:
        assessment = assessment_named(db, chosen["assessment"], chosen["agency"])
        agency = checked_agency(assessment, chosen["agency"])
        results = results_of(db, policy, assessment, agency, chosen["lang"], since=chosen["since"])
        if chosen["shared"]:
            results = shared(results, policy.method.least_cell)
            output.warn(results.not_claimed[0].in_(chosen["lang"]))
        for written in export(results, form, to, sys.stdout.buffer, lambda told: output.warn(told.in_(chosen["lang"]))):
            output.note(str(written))
