"""`osk-scan assess`: run rules and scores over what is kept."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language

_FINDINGS = {"de": "Befunde", "en": "findings"}


@click.command()
@options.agency
@options.as_of
@click.option("--handed-in-by", callback=options.day_or_none,
              help="Count what counted at the end of this day (YYYY-MM-DD) [default: what counts now].")  # fmt: skip
@options.overlays
@options.database
@options.as_json
@options.language
def command(
    agency: str | None,
    as_of: str,
    handed_in_by: str | None,
    overlays: tuple[Path, ...],
    db_file: Path,
    as_json: bool,
    lang: Language,
) -> None:
    """Judge what counts now and print the assessment's id; the same inputs give the same id and bytes.

    \b
    osk-scan assess
    osk-scan assess --agency "Bezirksamt A" --as-of 2026-09-01
    osk-scan assess --as-of 2025-12-31 --handed-in-by 2025-12-31
    """
    from osk_scan.pipeline.assess import assess
    from osk_scan.pipeline.policy import Policy

    with options.opened(db_file) as db:
        output.note("assess …")
        made = assess(db, Policy(overlays=overlays), as_of, options.now(), agency, handed_in_by)
    if as_json:
        said = ("as_of", "findings", "result", "software", "rules_version", "catalogue_version")
        output.json({"assessment": made.id} | {name: getattr(made, name) for name in said})
    else:
        output.line(f"{made.id}  {made.as_of}  {made.findings} {_FINDINGS[lang]}")
