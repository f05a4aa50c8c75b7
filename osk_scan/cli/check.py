"""`osk-scan check`: read without storing."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language

if TYPE_CHECKING:
    from osk_scan.pipeline.checking import Checked


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_name", help="Format, where it should not be recognised.")
@click.option("--profile", help="Quality profile: bsi-tr-03183-2, ntia-2021 or cisa-2025-draft.")
@options.strict
@options.as_json
@options.language
def command(
    paths: tuple[Path, ...], format_name: str | None, profile: str | None, strict: bool, as_json: bool, lang: Language
) -> int:
    """Read documents without storing them: what is in them, and every problem with its place.

    \b
    osk-scan check bom.json
    osk-scan check bom.json --profile bsi-tr-03183-2
    """
    from osk_scan.pipeline.checking import check
    from osk_scan.pipeline.reading import documents_at

    documents = (document for path in paths for document in documents_at(path))
    checked = [each for document in documents for each in check(document, format_name, profile, strict=strict)]
    return _show(checked, as_json, lang)


def _show(checked: "list[Checked]", as_json: bool, lang: Language) -> int:
    from osk_scan.cli._quality import printable, show_quality
    from osk_scan.cli._receipts import outcome, show_receipts
    from osk_scan.cli._receipts import printable as printable_receipt

    receipts = [each.receipt for each in checked]
    if as_json:
        for each in checked:
            said = each.fulfilment and printable(each.fulfilment, deployed=each.receipt.deployed)
            output.json_lines([printable_receipt(each.receipt) | ({"fulfilment": said} if said else {})])
        return outcome(receipts)
    code = show_receipts(receipts, as_json=False, lang=lang)
    for each in checked:
        if each.fulfilment:
            show_quality(each.receipt.document, each.fulfilment, lang, deployed=each.receipt.deployed)
    return code
