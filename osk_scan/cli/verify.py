"""`osk-scan verify`: integrity of the database, and whether assessments come out the same again."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language

_COLUMNS = {"de": ("was", "Ergebnis"), "en": ("what", "outcome")}
_DATABASE = {"de": {"database": "Datenbank"}, "en": {}}


@click.command()
@click.argument("assessment", required=False)
@options.overlays
@options.database
@options.as_json
@options.language
def command(
    assessment: str | None, overlays: tuple[Path, ...], db_file: Path, as_json: bool, lang: Language
) -> int:  # fmt: skip
    """Check the database file and recompute ASSESSMENT [default: all]; exit 2 where something differs.

    What other rules, another catalogue or another osk-scan made may come to other bytes: that is told, and no fault.

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
        named = _DATABASE[lang]
        rows = [(named.get(check.what, check.what), check.outcome.in_(lang)) for check in checks]
        output.table(_COLUMNS[lang], rows)
    return 0 if all(check.fine for check in checks) else 2
