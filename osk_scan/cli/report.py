"""`osk-scan report`: the audit report for people."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language


@click.command()
@click.option("-o", "--output", "to", type=click.Path(dir_okay=False, path_type=Path), default="report.html",
              show_default=True, help="File to write; its ending names the format: .html, .pdf or .odt.")  # fmt: skip
@click.option("--summary", "one_page", is_flag=True, help="One page for the head of the agency.")
@options.shared
@options.assessment
@options.agency
@options.overlays
@options.database
@options.language
def command(
    to: Path,
    one_page: bool,
    shared: bool,
    assessment: str | None,
    agency: str | None,
    overlays: tuple[Path, ...],
    db_file: Path,
    lang: Language,
) -> None:
    """Write the audit report: summary, scores, hotspots, conflicts, method and what must not be claimed.

    \b
    osk-scan report -o report.html --agency "Bezirksamt A"
    osk-scan report --summary -o seite.pdf --agency "Bezirksamt A"
    """
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.results import assessment_named, checked_agency, results_of
    from osk_scan.pipeline.sharing import shared as to_share
    from osk_scan.pipeline.telling import report, summary

    policy = Policy(overlays=overlays)
    with options.opened(db_file) as db:
        found = assessment_named(db, assessment, agency)
        results = results_of(db, policy, found, checked_agency(found, agency), lang)
        if shared:
            results = to_share(results, policy.method.least_cell)
            output.warn(results.not_claimed[0].in_(lang))
        written = summary(results, to) if one_page else report(results, to)
    output.line(str(written))
