"""`osk-scan ingest`: take documents in and print a receipt for each."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Context, Language


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--agency", required=True, help="The body that runs the system.")
@click.option("--system", help="The IT system [default: the document's name without ending].")
@click.option("--source", help="Which part of the system this is [default: the document's name].")
@click.option("--format", "format_name", help="Format, where it should not be recognised (see `osk-scan formats`).")
@click.option("--split-by-column", metavar="COL", help="Column of a table that names the system of each row.")
@click.option("--split-agency-by", metavar="COL", help="Column of a table that names the agency of each row.")
@click.option("--named-after-hosts", is_flag=True, help="Documents are named after machines: keep pseudonyms instead.")
@options.context
@options.reading
@options.strict
@options.database
@options.as_json
@options.language
def command(
    paths: tuple[Path, ...],
    db_file: Path,
    mapping: dict[str, str],
    max_bytes: int | None,
    strict: bool,
    named_after_hosts: bool,
    as_json: bool,
    lang: Language,
    **said: str | None,
) -> int:
    """Take documents in: files, folders, archives, `-` for standard input.

    \b
    osk-scan ingest bom.json --agency "Bezirksamt A" --system Serviceportal --context hosted
    osk-scan ingest exports/ --agency "Bezirksamt A"
    osk-scan ingest bestand.xlsx --agency Land --split-agency-by Behörde --split-by-column Verfahren
    osk-scan ingest glpi/ --agency "Bezirksamt A" --system Arbeitsplätze --named-after-hosts
    """
    from osk_scan.cli._receipts import show_receipts
    from osk_scan.pipeline.ingest import Assignment, ingest
    from osk_scan.pipeline.protecting import pseudonyms_of

    assignment = Assignment(
        agency=said["agency"] or "",
        system=said["system"],
        source=said["source"],
        context=Context(said["context"]) if said["context"] else None,
        outbound=said["outbound"],
        format=said["format_name"],
        mapping=mapping | _owners(said),
        strict=strict,
    )
    pseudonyms = pseudonyms_of(assignment.agency, db_file) if named_after_hosts else None
    with options.opened(db_file) as db, output.progress("ingest") as bar:
        receipts = [
            receipt
            for document in bar.each(options.documents(paths, max_bytes))
            for receipt in ingest(db, document, assignment, options.now(), pseudonyms)
        ]
    return show_receipts(receipts, as_json, lang)


def _owners(said: dict[str, str | None]) -> dict[str, str]:
    """Return the columns that say whose software a row lists, as --map would."""
    columns = {"agency": said["split_agency_by"], "system": said["split_by_column"]}
    return {column: field for field, column in columns.items() if column}
