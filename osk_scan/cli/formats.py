"""`osk-scan formats`: what can be read."""

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output


@click.command()
@click.argument("name", required=False)
@options.as_json
def command(name: str | None, as_json: bool) -> None:
    """List the formats that can be read; with NAME, explain one.

    \b
    osk-scan formats
    osk-scan formats cyclonedx_json
    """
    from osk_scan.pipeline.formats import format_named, formats

    described = [format_named(name)] if name else list(formats())
    if as_json:
        output.json(described)
    elif name:
        for field, value in zip(("title", "specification", "versions", "example"), described[0][1:], strict=True):
            output.line(f"{field + ':':<15}{value}")
    else:
        output.table(("format", "title", "specification", "versions", "example"), described)
