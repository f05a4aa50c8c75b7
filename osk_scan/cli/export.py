"""`osk-scan export`: findings and scores for machines."""

import sys
from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language


@click.command()
@click.argument("form", metavar="FORMAT")
@click.option(
    "-o", "--output", "to", type=click.Path(path_type=Path), help="File or folder [default: standard output]."
)
@options.assessment
@options.agency
@options.overlays
@options.database
@options.language
def command(
    form: str,
    to: Path | None,
    assessment: str | None,
    agency: str | None,
    overlays: tuple[Path, ...],
    db_file: Path,
    lang: Language,
) -> None:
    """Write findings and scores in FORMAT, for dashboards, pipelines and spreadsheets.

    \b
    osk-scan export findings-csv -o befunde.csv
    osk-scan export scores-json
    """
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.results import assessment_named, results_of
    from osk_scan.pipeline.telling import export, export_names

    if form not in export_names():
        raise click.BadParameter(f"{form!r} is none of {', '.join(export_names())}")
    with options.opened(db_file) as db:
        results = results_of(db, Policy(overlays=overlays), assessment_named(db, assessment, agency), agency, lang)
        for written in export(results, form, to, sys.stdout.buffer):
            output.note(str(written))
