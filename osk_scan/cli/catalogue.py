"""`osk-scan catalogue`: what is known of products, and which product a name means."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.errors import InvalidRequest
from osk_scan.model import Language, Layer

if TYPE_CHECKING:
    from osk_scan.catalogue.coverage import Coverage
    from osk_scan.pipeline.importing import ImportedMatrix, Source

_INGEST = "take documents in by `osk-scan ingest`, or name another file with --db"
_SOURCES = ("endoflife", "publiccode", "facts", "osadl")
_COLUMNS: dict[Language, dict[str, tuple[str, ...]]] = {
    "de": {
        "products": ("Id", "Produkt", "Anbieter", "Schicht"),
        "rules": ("Regel", "Pakete", "Installationen"),
        "unmatched": ("Name", "Herausgeber", "Installationen"),
    },
    "en": {
        "products": ("id", "product", "vendor", "layer"),
        "rules": ("rule", "packages", "installations"),
        "unmatched": ("name", "publisher", "installations"),
    },
}
_WORDS: dict[Language, dict[str, str]] = {
    "de": {
        "match": "{product}  (gelesen durch: {rule})",
        "part": "{product}  (gelesen durch: {rule}, Bestandteil)",
        "none": "Kein Produkt dieses Namens ist bekannt; geraten wird nichts.",
        "sum": "{all} = {matched} im Katalog + {folded} Bestandteile + {unmatched} nicht im Katalog",
        "unmatched": "nicht im Katalog, das Häufigste zuerst:",
        "made": "{file}: Produkte: {products}, ausgelassene Angaben: {left}",
        "matrix": "{file}: Lizenzen: {licenses}, Matrix vom {date}, {license}; {source}",
        "against": "gegenüber der geltenden Matrix: neue Lizenzen {came}, entfallene {went}, geänderte Antworten"
        " {changed}",
    },
    "en": {
        "match": "{product}  (read by: {rule})",
        "part": "{product}  (read by: {rule}, part)",
        "none": "No product is known by this name: nothing is guessed.",
        "sum": "{all} = {matched} matched + {folded} parts + {unmatched} unmatched",
        "unmatched": "not catalogued, most frequent first:",
        "made": "{file}: {products} products, {left} statements left out",
        "matrix": "{file}: {licenses} licenses, matrix of {date}, {license}; {source}",
        "against": "against the matrix in force: {came} licenses came, {went} went, {changed} answers changed",
    },
}


@click.group()
def command() -> None:
    """Show what is known of products, and which product a display name, purl or CPE means.

    \b
    osk-scan catalogue match "Adobe Acrobat Reader DC - Deutsch" --publisher "Adobe Systems"
    """


@command.command("list")
@options.overlays
@options.as_json
@options.language
def list_products(overlays: tuple[Path, ...], as_json: bool, lang: Language) -> None:
    """List the catalogued products.

    \b
    osk-scan catalogue list --json
    """
    from osk_scan.catalogue.layers import layer_name
    from osk_scan.pipeline.policy import Policy

    catalogue = Policy(overlays=overlays).catalogue
    if as_json:
        output.json(list(catalogue.products.values()))
        return
    rows = [
        (p.id, p.name, catalogue.vendors[p.vendor].name, layer_name(p.layer, lang)) for p in catalogue.products.values()
    ]
    output.table(_COLUMNS[lang]["products"], sorted(rows))


@command.command("match")
@click.argument("name", required=False)
@click.option("--publisher", help="Publisher, as the list writes it.")
@click.option("--version", help="Version, as the list writes it.")
@click.option("--tsv", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="File with the columns name, publisher, version; prints JSON Lines.")  # fmt: skip
@options.overlays
@options.as_json
@options.language
def match(
    name: str | None, publisher: str | None, version: str | None, table: Path | None, overlays: tuple[Path, ...],
    as_json: bool, lang: Language,
) -> None:  # fmt: skip
    """Say which product NAME (display name, purl, cpe:… or winget:…) means, and by which rule.

    \b
    osk-scan catalogue match "Microsoft Office LTSC Professional Plus 2021 - de-de" --publisher "Microsoft Corporation"
    """
    from osk_scan.pipeline.cataloguing import match_name, match_table
    from osk_scan.pipeline.policy import Policy

    catalogue = Policy(overlays=overlays).catalogue
    if table:
        output.json_lines(match_table(catalogue, table))
        return
    if not name:
        raise click.UsageError("say a NAME, or name a file with --tsv")
    found = match_name(catalogue, name, publisher, version)
    if as_json:
        output.json(found)
    elif found.product:
        said = _WORDS[lang]["part" if found.part else "match"]
        output.line(said.format(product=found.product, rule=found.rule))
    else:
        output.line(_WORDS[lang]["none"])


@command.command("coverage")
@options.agency
@options.overlays
@options.database
@options.as_json
@options.language
def coverage(agency: str | None, overlays: tuple[Path, ...], db_file: Path, as_json: bool, lang: Language) -> None:
    """Say what of the kept inventories is catalogued, by which rule, and what is not.

    \b
    osk-scan catalogue coverage --agency "Bezirksamt A"
    """
    from osk_scan.pipeline.cataloguing import coverage as covered
    from osk_scan.pipeline.policy import Policy

    with options.opened(db_file) as db:
        found = covered(db, Policy(overlays=overlays).catalogue, agency)
    if not found.installations:
        raise InvalidRequest(f"agency {agency}" if agency else str(db_file), "no inventories are kept", _INGEST)
    if as_json:
        output.json(found)
    else:
        _show_coverage(found, lang)


@command.command("import")
@click.argument("source", type=click.Choice(_SOURCES))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", "to", type=click.Path(dir_okay=False, path_type=Path), required=True,
              help="Overlay to write; hand it to --catalogue. Of osadl: a file of the policy.")  # fmt: skip
@click.option(
    "--layer", type=click.Choice(get_args(Layer)), help="Layer of the software that a publiccode.yml describes."
)
@click.option("--retrieved", callback=options.day, help="Day on which FILE was fetched [default: today].")
@options.overlays
@options.as_json
@options.language
def import_(
    source: "Source | Literal['osadl']", file: Path, to: Path, layer: Layer | None, retrieved: str,
    overlays: tuple[Path, ...], as_json: bool, lang: Language,
) -> None:  # fmt: skip
    """Turn FILE of endoflife.date, publiccode.yml or a CSV of facts into an overlay; each fact keeps its source.

    OSADL's license matrix (matrixseqexpl.json) becomes a file of a policy, with source, license and day.

    \b
    osk-scan catalogue import endoflife full.json -o wissen/support.yaml
    OSK_CATALOGUE=wissen osk-scan assess
    osk-scan catalogue import osadl matrixseqexpl.json -o regeln/license_authorities/osadl.yaml
    osk-scan --rules regeln assess
    """
    from osk_scan.pipeline.importing import import_matrix, import_overlay
    from osk_scan.pipeline.policy import Policy

    if source == "osadl":
        matrix = import_matrix(file, to, retrieved)
        output.json(matrix) if as_json else _show_matrix(matrix, lang)
        return
    made = import_overlay(Policy(overlays=overlays), source, file, to, retrieved, layer)
    if as_json:
        output.json(made)
        return
    for line in made.left_out:
        output.warn(line)
    said = _WORDS[lang]["made"]
    output.line(said.format(file=made.file, products=len(made.products), left=len(made.left_out)))


def _show_coverage(found: "Coverage", lang: Language) -> None:
    words, columns = _WORDS[lang], _COLUMNS[lang]
    counts = {"all": found.installations, "matched": found.matched, "folded": found.folded}
    output.line(words["sum"].format(**counts, unmatched=_unmatched(found)))
    output.table(columns["rules"], [(t.label, t.packages, t.installations) for t in found.rules])
    output.line(words["unmatched"], "bold")
    output.table(columns["unmatched"], [(u.name, u.vendor, u.installations) for u in found.unmatched[:30]])


def _show_matrix(made: "ImportedMatrix", lang: Language) -> None:
    words = _WORDS[lang]
    dated = words["matrix"].format(
        file=made.file, licenses=made.licenses, date=made.date, license=made.license, source=made.source
    )
    output.line(dated)
    output.line(words["against"].format(came=len(made.came), went=len(made.went), changed=made.changed))


def _unmatched(found: "Coverage") -> int:
    return found.installations - found.matched - found.folded
