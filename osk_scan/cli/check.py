"""`osk-scan check`: read without storing."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.model import Language


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_name", help="Format, where it should not be recognised.")
@options.as_json
@options.language
def command(paths: tuple[Path, ...], format_name: str | None, as_json: bool, lang: Language) -> int:
    """Read documents without storing them: what is in them, and every problem with its place.

    \b
    osk-scan check bom.json
    """
    from osk_scan.cli._receipts import show_receipts
    from osk_scan.pipeline.ingest import check
    from osk_scan.pipeline.reading import documents_at

    documents = (document for path in paths for document in documents_at(path))
    receipts = [receipt for document in documents for receipt in check(document, format_name)]
    return show_receipts(receipts, as_json, lang)
