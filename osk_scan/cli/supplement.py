"""`osk-scan supplement`: what package lists do not carry."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language

_KEPT = {
    "de": "{file}: behalten für {agency}, {systems} Systeme und {products} Produkte",
    "en": "{file}: kept for {agency}, {systems} systems and {products} products",
}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agency", help="Whose supplement it is [default: as the file says].")
@options.overlays
@options.database
@options.as_json
@options.language
def command(
    file: Path, agency: str | None, overlays: tuple[Path, ...], db_file: Path, as_json: bool, lang: Language
) -> None:
    """Keep an agency's supplement: requirements, criticality, layers, costs, contract ends (YAML or CSV).

    \b
    osk-scan supplement ergaenzung.yaml --agency "Bezirksamt A"
    """
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.supplementing import keep

    with options.opened(db_file) as db:
        kept = keep(db, file, Policy(overlays=overlays), agency)
    if as_json:
        output.json(kept)
        return
    said = {"agency": kept.agency, "systems": kept.systems, "products": kept.products}
    output.line(_KEPT[lang].format(file=file.name, **said))
    for note in kept.notes:
        output.warn(note.in_(lang))
