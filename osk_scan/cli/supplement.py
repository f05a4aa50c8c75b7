"""`osk-scan supplement`: what package lists do not carry."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agency", help="Whose supplement it is [default: as the file says].")
@options.database
def command(file: Path, agency: str | None, db_file: Path) -> None:
    """Keep an agency's supplement: requirements, criticality, layers, costs, contract ends (YAML).

    \b
    osk-scan supplement ergaenzung.yaml --agency "Bezirksamt A"
    """
    from osk_scan.pipeline.supplementing import keep

    with options.opened(db_file) as db:
        whose = keep(db, file, agency)
    output.line(f"{file.name}: kept for {whose}")
