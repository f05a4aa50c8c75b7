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
@options.reading
@options.strict
@options.as_json
@options.language
def command(
    paths: tuple[Path, ...],
    mapping: dict[str, str],
    max_bytes: int | None,
    strict: bool,
    as_json: bool,
    lang: Language,
    **said: str | None,
) -> int:
    """Read documents without storing them: what is in them, and every problem with its place.

    \b
    osk-scan check bom.json
    osk-scan check bom.json --profile bsi-tr-03183-2
    osk-scan check bestand.csv --map Bezeichnung=name --map Stand=version
    """
    from osk_scan.pipeline.checking import check

    checked = [
        each
        for document in options.documents(paths, max_bytes)
        for each in check(document, said["format_name"], said["profile"], strict=strict, mapping=mapping)
    ]
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
        return outcome(receipts, lang, whole=True)
    code = show_receipts(receipts, as_json=False, lang=lang, whole=True)
    for each in checked:
        if each.fulfilment:
            show_quality(each.receipt.document, each.fulfilment, lang, deployed=each.receipt.deployed)
    return code
