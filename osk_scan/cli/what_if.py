"""`osk-scan what-if`: what a replacement would change, what not and why, and what stands in its way."""

from pathlib import Path
from typing import Any

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._what_if import show_answers, show_ranking
from osk_scan.model import Language


@click.command()
@click.option("--replace", "replaced", multiple=True, metavar="P=Q", help="Replace product P by Q; several: a plan.")
@click.option("--scope", multiple=True, metavar="SYSTEM", help="Only on this system [default: everywhere].")
@click.option("--plan", "plan_file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="YAML file: steps with replace, by and systems.")  # fmt: skip
@click.option("--rank", "by", metavar="ID", help="Rank the options by their gain in this goal or indicator (W, D6 …).")
@options.agency
@options.assessment
@options.overlays
@options.database
@options.as_json
@options.language
def command(
    replaced: tuple[str, ...], scope: tuple[str, ...], plan_file: Path | None, by: str | None,
    db_file: Path, as_json: bool, lang: Language, **behind: Any,
) -> None:  # fmt: skip
    """Say what replacing a product changes in every indicator, what stays and why, blockers, and what leaves with it.

    \b
    osk-scan what-if --replace "Microsoft Office=LibreOffice" --scope c1 --scope c2 --agency "Bezirksamt A"
    osk-scan what-if --plan plan.yaml
    osk-scan what-if --rank W
    """
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.replacing import Asking

    if not (replaced or plan_file or by):
        raise click.UsageError("say --replace 'P=Q', --plan FILE or --rank ID")
    with options.opened(db_file) as db:
        asking = Asking(db, Policy(overlays=behind["overlays"]), behind["assessment"], behind["agency"])
        steps = asking.steps(replaced, scope) + (asking.planned(plan_file) if plan_file else ())
        if by:
            ranked = asking.rank(steps, by)
            output.json(ranked) if as_json else show_ranking(ranked, lang)
        else:
            answered = asking.answer(steps)
            output.json(answered) if as_json else show_answers(answered, lang)
