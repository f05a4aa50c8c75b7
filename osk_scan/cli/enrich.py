"""`osk-scan enrich`: find licenses that lists do not state."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language

if TYPE_CHECKING:
    from osk_scan.pipeline.enriching import EnrichedSystem

_HEADERS = {
    "de": ("Paket", "Lizenzangabe", "gelesen als", "Quelle", "Fundstelle"),
    "en": ("package", "license claim", "read as", "source", "place"),
}


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--agency", required=True, help="The body that runs the system.")
@click.option("--system", required=True, help="The IT system.")
@click.option("--index", "indexes", multiple=True, metavar="TYPE=URL", help="Package index to ask: pypi=… or npm=….")
@options.database
@options.as_json
@options.language
def command(
    folder: Path | None,
    agency: str,
    system: str,
    indexes: tuple[str, ...],
    db_file: Path,
    as_json: bool,
    lang: Language,
) -> None:
    """Find licenses that a system's lists do not state: in FOLDER, its machine's root, or in an index.

    \b
    osk-scan enrich /mnt/server --agency "Bezirksamt A" --system Fachverfahren
    osk-scan enrich --agency "Bezirksamt A" --system Portal --index pypi=https://spiegel.example/simple
    """
    from osk_scan.pipeline.enriching import enrich

    with options.opened(db_file) as db:
        outcome = enrich(
            db, agency=agency, system=system, folder=folder, indexes=indexes, found_at=options.now()
        )  # fmt: skip
    for failure in outcome.failures:
        output.warn(failure)
    if as_json:
        output.json(outcome)
    else:
        _show(outcome, lang)


def _show(outcome: "EnrichedSystem", lang: Language) -> None:
    rows = [(one.package, "; ".join(one.claims), one.expression, one.source, one.place) for one in outcome.found]
    output.table(_HEADERS[lang], rows)
    found, asked = len(outcome.found), outcome.asked
    if lang == "de":
        output.line(f"{found} von {asked} Paketen ohne Lizenzangabe gefunden; `osk-scan assess` wertet sie aus", "bold")
    else:
        output.line(f"{found} of {asked} packages without a license found; `osk-scan assess` judges them", "bold")
