"""`osk-scan method`: how the numbers come about."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language


@click.command()
@click.option("-o", "--output", "to", type=click.Path(dir_okay=False, path_type=Path), default="methode.html",
              show_default=True, help="File to write.")  # fmt: skip
@options.as_json
@options.language
def command(to: Path, as_json: bool, lang: Language) -> None:
    """Write the method page: formulas, parameters, mappings and what must not be claimed, from what the code uses.

    \b
    osk-scan method -o methode.html --lang de
    """
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.telling import method_told, write_method

    if as_json:
        output.json(method_told(Policy()))
    else:
        output.line(str(write_method(Policy(), lang, to)))
