"""`osk-scan receipts`: what was handed in."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language


@click.command()
@options.agency
@click.option("--limit", default=50, show_default=True, help="At most this many.")
@options.database
@options.as_json
@options.language
def command(agency: str | None, limit: int, db_file: Path, as_json: bool, lang: Language) -> None:
    """List what was handed in, newest first, refusals included.

    \b
    osk-scan receipts --agency "Bezirksamt A" --json
    """
    from osk_scan.cli._receipts import printable, show_receipts
    from osk_scan.store.receipts import receipts

    with options.opened(db_file) as db:
        kept = receipts(db, agency, limit)
    if as_json:
        output.json_lines({"received_at": at, **printable(receipt)} for _, at, receipt in kept)
    else:
        show_receipts([receipt for _, _, receipt in kept], as_json=False, lang=lang, told=False)
