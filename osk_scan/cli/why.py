"""`osk-scan why`: down to the rule, the paths, the facts and the line of a document."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._why import show_answer
from osk_scan.model import Language


@click.command()
@click.argument("what", metavar="FINDING|PURL|PRODUCT")
@click.option("--system", help="Only in this system.")
@click.option("--paths", default=3, show_default=True, help="At most this many shortest paths.")
@options.assessment
@options.overlays
@options.database
@options.as_json
@options.language
def command(
    what: str, system: str | None, paths: int, assessment: str | None, overlays: tuple[Path, ...], db_file: Path,
    as_json: bool, lang: Language,
) -> None:  # fmt: skip
    """Explain a finding, a package or a product: rule, paths, facts, and the place each fact stands at.

    \b
    osk-scan why 3fa9
    osk-scan why pkg:npm/node-forge --system Antragsportal
    osk-scan why active-directory
    """
    from osk_scan.pipeline.explaining import explain
    from osk_scan.pipeline.policy import Policy

    with options.opened(db_file) as db:
        answer = explain(db, what, system, paths, assessment, Policy(overlays=overlays))
    if as_json:
        output.json(answer)
        return
    show_answer(answer, lang)
