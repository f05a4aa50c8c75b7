"""`osk-scan score`: the sovereignty profile as intervals."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._scores import chosen_scope, exact, span
from osk_scan.model import Language
from osk_scan.score import Score


@click.command()
@options.agency
@click.option("--layer", help="Only this layer of the portfolio.")
@options.assessment
@options.database
@options.as_json
@options.language
def command(
    agency: str | None, layer: str | None, assessment: str | None, db_file: Path, as_json: bool, lang: Language
) -> None:
    """Show indicators, goals and targets of the portfolio, an agency or a layer.

    \b
    osk-scan score --agency "Bezirksamt A"
    """
    score = chosen_scope(db_file, assessment, agency, layer)
    if as_json:
        output.json(score)
    else:
        _show(score, lang)


def _show(score: Score, lang: Language) -> None:
    sizes = f"n = {score.n} ({score.n_products} products, {score.n_systems} systems)"
    output.line(f"{score.name or score.scope}  {score.as_of}  {sizes}", "bold")
    rows = [(i.id, i.name.in_(lang), span(i), exact(i), i.bound, i.unit, i.n) for i in score.indicators.values()]
    output.table(("id", "indicator", "value", "exact", "bound", "unit", "n"), rows)
    for goal in score.goals.values():
        least = "  ← Engpass" if goal.id == score.bottleneck else ""
        output.line(f"{goal.name.in_(lang):<28}{span(goal)}  ({', '.join(goal.terms)}){least}")
    for kpi in score.kpis:
        said = span(kpi.value) if kpi.value else (kpi.reason.in_(lang) if kpi.reason else "–")
        output.line(f"{kpi.name.in_(lang)}, {kpi.reading.in_(lang)}: {said} (→ {kpi.target}, {kpi.due})")
    for cannot in score.not_measurable:
        output.line(f"– {cannot.in_(lang)}", "dim")
