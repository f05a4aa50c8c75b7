"""`osk-scan supplement`: what package lists do not carry, and every version of it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language

if TYPE_CHECKING:
    from osk_scan.pipeline.supplementing import SupplementReceipt, Version

_KEPT = {
    "de": {
        "stored": "{file}: behalten für {agency}, {systems} Verfahren und {products} Produkte",
        "unchanged": "{file}: unverändert, gilt schon für {agency}, {systems} Verfahren und {products} Produkte",
    },
    "en": {
        "stored": "{file}: kept for {agency}, {systems} systems and {products} products",
        "unchanged": "{file}: unchanged, counts already for {agency}, {systems} systems and {products} products",
    },
}
_COLUMNS = {
    "de": ("Nr.", "Behörde", "eingereicht", "von", "SHA-256", "gilt"),
    "en": ("no.", "agency", "handed in", "by", "SHA-256", "counts"),
}
_MORE = {"de": "… und {count} weitere; alle mit --json", "en": "… and {count} more; all with --json"}
_NOTES = 20
_COUNTS = {"de": "ja", "en": "yes"}


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agency", help="Whose supplement it is [default: as the file says].")
@click.option("--by", "author", help="Who hands it in [default: the file's `source`].")
@options.overlays
@options.database
@options.as_json
@options.language
def command(
    file: Path | None, agency: str | None, author: str | None, overlays: tuple[Path, ...], db_file: Path,
    as_json: bool, lang: Language,
) -> None:  # fmt: skip
    """Keep an agency's supplement: requirements, criticality, layers, costs, contract ends (YAML or CSV).

    Earlier versions stay for the assessments that they made; without FILE all of them are listed.

    \b
    osk-scan supplement ergaenzung.yaml --agency "Bezirksamt A"
    osk-scan supplement --agency "Bezirksamt A"
    """
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.supplementing import keep, versions

    with options.opened(db_file) as db:
        if file is None:
            _show_versions(versions(db, agency), lang, as_json=as_json)
        else:
            kept = keep(db, file, Policy(overlays=overlays), options.now(), agency, author)
            _show_receipt(file, kept, lang, as_json=as_json)


def _show_receipt(file: Path, kept: "SupplementReceipt", lang: Language, *, as_json: bool) -> None:
    if as_json:
        output.json(kept)
        return
    said = {"agency": kept.agency, "systems": kept.systems, "products": kept.products}
    output.line(_KEPT[lang][kept.state].format(file=file.name, **said))
    for note in kept.notes[:_NOTES]:
        output.warn(note.in_(lang))
    if len(kept.notes) > _NOTES:
        output.warn(_MORE[lang].format(count=len(kept.notes) - _NOTES))


def _show_versions(found: "tuple[Version, ...]", lang: Language, *, as_json: bool) -> None:
    if as_json:
        output.json(found)
        return
    rows = [
        (v.number, v.agency, v.received_at, v.author, v.sha256[:12], _COUNTS[lang] if v.counting else "") for v in found
    ]
    output.table(_COLUMNS[lang], rows)
