"""`osk-scan verify`: integrity of the database, and whether assessments come out the same again."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output


@click.command()
@click.argument("assessment", required=False)
@options.overlays
@options.database
@options.as_json
def command(assessment: str | None, overlays: tuple[Path, ...], db_file: Path, as_json: bool) -> int:
    """Check the database file and recompute ASSESSMENT [default: all]; exit 2 where something differs.

    \b
    osk-scan verify
    """
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.verifying import verify

    with options.opened(db_file) as db:
        checks = verify(db, Policy(overlays=overlays), assessment)
    if as_json:
        output.json(checks)
    else:
        output.table(("what", "outcome"), [(check.what, check.outcome) for check in checks])
    return 0 if all(check.fine for check in checks) else 2
