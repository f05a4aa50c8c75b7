"""`osk-scan demo`: the main job on the documents of three fictional agencies."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.model import Language

AS_OF = "2026-11-23"
"""The demo's day: fixed, so that everyone sees the same."""


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default="demo-out",
    show_default=True,
    help="Folder for the database and the reports.",
)
@options.language
def command(folder: Path, lang: Language) -> None:
    """Take in the documents of three fictional Berlin agencies, assess them, and show what comes out.

    \b
    osk-scan demo --dir /tmp/osk-demo
    """
    from osk_scan.cli._demo import run

    folder.mkdir(parents=True, exist_ok=True)
    run(folder, AS_OF, lang)
