"""`osk-scan receipts`: what was handed in."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language


@click.group(invoke_without_command=True)
@options.agency
@click.option("--limit", default=50, show_default=True, help="At most this many.")
@options.database
@options.as_json
@options.language
@click.pass_context
def command(
    ctx: click.Context, /, agency: str | None, limit: int, db_file: Path, as_json: bool, lang: Language
) -> None:
    """List what was handed in, newest first, refusals included; `show` prints one whole, `export` all.

    \b
    osk-scan receipts --agency "Bezirksamt A"
    osk-scan receipts show 12
    """
    if ctx.invoked_subcommand is not None:
        return
    from osk_scan.cli._receipts import printable_kept, show_numbered
    from osk_scan.store.receipts import receipts

    with options.opened(db_file) as db:
        kept = receipts(db, agency, limit)
    if as_json:
        output.json_lines(map(printable_kept, kept))
    else:
        show_numbered(kept, lang)


@command.command("show")
@click.argument("number", type=int)
@options.database
@options.as_json
@options.language
def show(number: int, db_file: Path, as_json: bool, lang: Language) -> None:
    """Print one receipt whole: ledger, dropped columns, quality, every problem.

    \b
    osk-scan receipts show 12
    """
    from osk_scan.cli._receipts import printable_kept, show_whole
    from osk_scan.pipeline.receipts import receipt_numbered

    with options.opened(db_file) as db:
        kept = receipt_numbered(db, number)
    if as_json:
        output.json(printable_kept(kept))
    else:
        show_whole(kept, lang)


@command.command("export")
@click.option("-o", "--output", "to", type=click.Path(path_type=Path), help="File [default: standard output].")
@options.agency
@options.database
def export(to: Path | None, agency: str | None, db_file: Path) -> None:
    """Write every receipt as JSON Lines, oldest first.

    \b
    osk-scan receipts export -o quittungen.jsonl
    """
    from osk_scan.cli._receipts import printable_kept
    from osk_scan.pipeline.writing import writing
    from osk_scan.store.receipts import every_receipt

    with options.opened(db_file) as db:
        kept = map(printable_kept, every_receipt(db, agency))
        if to is None:
            output.json_lines(kept)
        else:
            with writing(to), to.open("wb") as stream:
                output.json_lines(kept, stream)
