"""`osk-scan backup`: a consistent copy while others work."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@options.database
def command(file: Path, db_file: Path) -> None:
    """Copy the database to FILE, consistent even while uploads run; FILE must not exist.

    \b
    osk-scan backup /backup/osk-2026-11-23.db
    """
    with options.opened(db_file) as db:
        db.back_up(file)
    output.line(str(file))
