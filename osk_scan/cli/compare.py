"""`osk-scan compare`: how agencies stand to each other, without a league table."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._scores import span
from osk_scan.model import Language

if TYPE_CHECKING:
    from osk_scan.pipeline.comparing import Compared
    from osk_scan.sovereignty.compare import ComparedScope, Comparison, Pair, Verdict

_WORDS = {
    "de": {
        "columns": ("", "Indikator"),
        "verdict": "Urteil",
        "below": "{0} < {1}",
        "above": "{0} > {1}",
        "not distinguishable": "nicht unterscheidbar",
        "not comparable": "nicht vergleichbar",
        "suppressed": "zurückgehalten",
        "all": "alle nicht unterscheidbar",
        "shown": "die gezeigten nicht unterscheidbar",
        "comparable": "die vergleichbaren nicht unterscheidbar",
        "note": "Werte bei Schichtmix des Portfolios, wo sie sich standardisieren lassen (*). Urteile über die"
        " Schichten, die beide haben; was keiner Schicht zugeordnet ist, kann in jeder liegen. Behörden mit weniger"
        " als {least} Verfahren werden zurückgehalten. Keine Rangliste.",
        "none": "Keine dieser Behörden hat mindestens {least} Verfahren; jede für sich: osk-scan score --agency NAME",
    },
    "en": {
        "columns": ("", "indicator"),
        "verdict": "verdict",
        "below": "{0} < {1}",
        "above": "{0} > {1}",
        "not distinguishable": "not distinguishable",
        "not comparable": "not comparable",
        "suppressed": "withheld",
        "all": "none distinguishable",
        "shown": "none of those shown distinguishable",
        "comparable": "none of those comparable distinguishable",
        "note": "Values at the portfolio's layer mix where they can be standardised (*). Verdicts over the layers"
        " that both have; what is in no known layer may lie in any. Agencies with fewer than {least}"
        " systems are withheld. No league table.",
        "none": "None of these agencies has at least {least} systems; each by itself: osk-scan score --agency NAME",
    },
}


@click.command()
@click.argument("agencies", nargs=-1, metavar="[AGENCY AGENCY …]")
@options.assessment
@options.overlays
@options.database
@options.as_json
@options.language
def command(
    agencies: tuple[str, ...], assessment: str | None, overlays: tuple[Path, ...], db_file: Path, as_json: bool,
    lang: Language,
) -> None:  # fmt: skip
    """Compare agencies, in every indicator; one is below another only where their intervals do not meet.

    \b
    osk-scan compare "Bezirksamt A" "Senatsverwaltung C"
    """
    from osk_scan.pipeline.comparing import compare_agencies
    from osk_scan.pipeline.policy import Policy

    with options.opened(db_file) as db:
        found = compare_agencies(db, Policy(overlays=overlays), agencies, assessment)
    if as_json:
        output.json(found)
    else:
        _show(found, lang)


def _show(found: "Compared", lang: Language) -> None:
    words = _WORDS[lang]
    agencies = [row.name for row in found.comparisons[0].scopes] if found.comparisons else []
    rows = [
        (
            one.indicator,
            found.names[one.indicator].in_(lang),
            *(_value(row, found.least_cell, lang) for row in one.scopes),
            _said(one, lang),
        )
        for one in found.comparisons
        if any(row.value for row in one.scopes)
    ]
    if not rows:
        output.line(str(words["none"]).format(least=found.least_cell))
        return
    output.table((*words["columns"], *agencies, str(words["verdict"])), rows, title=found.as_of)
    output.line(str(words["note"]).format(least=found.least_cell), "dim")


def _value(row: "ComparedScope", least: int, lang: Language) -> str | None:
    if row.value is None:
        return str(_WORDS[lang]["suppressed"]) if row.systems < least else None
    return f"{span(row.standardised)} *" if row.standardised else span(row.value)


def _said(one: "Comparison", lang: Language) -> str:
    """Return who is below whom; all that cannot be told apart goes without saying where something can."""
    if not one.pairs:
        return "–"
    told = [_pair(pair, lang) for pair in one.pairs if pair.verdict in ("below", "above")]
    return "; ".join(told) or str(_WORDS[lang][_undecided([pair.verdict for pair in one.pairs])])


def _undecided(verdicts: "list[Verdict]") -> str:
    """Return the key of what is said where nobody is below another: only what could be compared is not told apart."""
    shown = [verdict for verdict in verdicts if verdict != "suppressed"]
    compared = [verdict for verdict in shown if verdict != "not comparable"]
    if not compared:
        return "not comparable" if shown else "suppressed"
    if compared != shown:
        return "comparable"
    if shown != verdicts:
        return "shown"
    return "not distinguishable" if len(verdicts) == 1 else "all"


def _pair(pair: "Pair", lang: Language) -> str:
    return str(_WORDS[lang][pair.verdict]).format(pair.first, pair.second)
