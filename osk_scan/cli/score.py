"""`osk-scan score`: the sovereignty profile as intervals."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._derivation import show_derivation
from osk_scan.cli._scores import chosen_scope, exact, part_named, span
from osk_scan.model import Language
from osk_scan.terms import called

if TYPE_CHECKING:
    from osk_scan.indicator import Indicator, Kpi
    from osk_scan.score import Score

_WORDS = {
    "de": {
        "sizes": "n = {n} Installationen ({products} Produkte, {systems} Verfahren)",
        "columns": "|Indikator|Wert|genau|Grenzen|vorsichtig|Einheit|n",
        "bottleneck": "Engpass",
        "weighted": "anders gewichtet",
        "cautious": "vorsichtig",
        "targets": "Ziel|Wert|Zielwert|bis|nötig im Jahr",
        "source": "Quelle der Ziele",
    },
    "en": {
        "sizes": "n = {n} installations ({products} products, {systems} systems)",
        "columns": "|indicator|value|exact|bounds|cautious|unit|n",
        "bottleneck": "bottleneck",
        "weighted": "other weights",
        "cautious": "cautiously",
        "targets": "target|value|aim|by|needed per year",
        "source": "source of the targets",
    },
}


@click.command()
@options.agency
@click.option("--layer", help="Only this layer of the portfolio.")
@click.option("--explain", "indicator", metavar="INDICATOR", help="Expand one number down to document and place.")
@options.assessment
@options.overlays
@options.database
@options.as_json
@options.language
def command(
    agency: str | None, layer: str | None, indicator: str | None, assessment: str | None,
    overlays: tuple[Path, ...], db_file: Path, as_json: bool, lang: Language,
) -> None:  # fmt: skip
    """Show indicators, goals and targets of the portfolio, an agency or a layer.

    \b
    osk-scan score --agency "Bezirksamt A"
    osk-scan score --agency "Bezirksamt A" --explain D5
    """
    if indicator:
        from osk_scan.pipeline.deriving import derive
        from osk_scan.pipeline.policy import Policy

        with options.opened(db_file) as db:
            found = derive(db, Policy(overlays=overlays), indicator, assessment, agency, layer)
        output.json(found) if as_json else show_derivation(found, lang)
        return
    score = chosen_scope(db_file, assessment, agency, layer)
    if as_json:
        output.json(score)
    else:
        _show(score, lang)


def _show(score: "Score", lang: Language) -> None:
    words = _WORDS[lang]
    sizes = words["sizes"].format(n=score.n, products=score.n_products, systems=score.n_systems)
    output.line(f"{part_named(score.name, lang)}  {score.as_of}  {sizes}", "bold")
    rows = [
        (
            *(i.id, i.name.in_(lang), span(i), exact(i), called("bound", i.bound, lang), _cautious(i)),
            *(called("unit", i.unit, lang), i.n),
        )
        for i in score.listed
    ]
    output.table(words["columns"].split("|"), rows)
    for goal in score.goals.values():
        least = f"  ← {words['bottleneck']}" if goal.id == score.bottleneck else ""
        cautious = f"; {words['cautious']} {span(goal.cautious)}" if goal.cautious else ""
        terms = f"({', '.join(goal.terms)}; {words['weighted']} {span(goal.weighted)}{cautious})"
        output.line(f"{goal.name.in_(lang):<28}{span(goal)}  {terms}{least}")
    output.table(words["targets"].split("|"), [_target(kpi, lang) for kpi in score.kpis])
    for source in dict.fromkeys(kpi.source for kpi in score.kpis):
        output.line(f"  {words['source']}: {source}", "dim")
    for cannot in score.not_measurable:
        output.line(f"– {cannot.in_(lang)}", "dim")


def _target(kpi: "Kpi", lang: Language) -> tuple[object, ...]:
    said = span(kpi.value) if kpi.value else (kpi.reason.in_(lang) if kpi.reason else None)
    pace = kpi.pace_per_year and f"{_rounded(kpi.pace_per_year.at_least)} – {_rounded(kpi.pace_per_year.at_most)}"
    return (f"{kpi.name.in_(lang)}, {kpi.reading.in_(lang)}", said, kpi.target, kpi.due, pace)


def _rounded(fraction: str) -> str:
    return f"{float(Fraction(fraction)):.4f}"


def _cautious(found: "Indicator") -> str | None:
    return span(found.cautious) if found.cautious else None
