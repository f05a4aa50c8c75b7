"""`osk-scan hotspots`: what stops much and is hard to leave."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._scores import chosen_scope, part_named, span
from osk_scan.model import Language
from osk_scan.terms import called

if TYPE_CHECKING:
    from osk_scan.score import ExitHint, Hotspot, Score

_EXITS = {
    "de": {"runs": "{name} (läuft in: {where})", "documented": "{name} (belegt: {where})"},
    "en": {"runs": "{name} (runs at: {where})", "documented": "{name} (documented: {where})"},
}
_COLUMNS = {
    "de": ("Produkt", "Anteil", "B", "{value}", "", "Kennzeichen", "nächste Entscheidung", "€/Jahr"),
    "en": ("product", "share", "B", "{value}", "", "flags", "next decision", "€/year"),
}
_VALUES = {"lock-in": "H", "criticality": "K"}
_WAYS_OUT = {"de": ("Produkt", "Auswege"), "en": ("product", "ways out")}
_CAUSES = {
    "de": {"contract": "(Vertrag)", "support": "(Support)", "extended-support": "(verlängerter Support)"},
    "en": {"contract": "(contract)", "support": "(support)", "extended-support": "(extended support)"},
}


@click.command()
@options.agency
@options.assessment
@options.database
@options.as_json
@options.language
def command(agency: str | None, assessment: str | None, db_file: Path, as_json: bool, lang: Language) -> None:
    """List lock-in and criticality hotspots: radius B, substitutability and what leaves with them.

    \b
    osk-scan hotspots --agency "Bezirksamt A"
    """
    score = chosen_scope(db_file, assessment, agency)
    if as_json:
        output.json(score.hotspots)
        return
    for kind in _VALUES:
        _show(score, [found for found in score.hotspots if found.kind == kind], lang)


def _show(score: "Score", hotspots: "list[Hotspot]", lang: Language) -> None:
    """Print the hotspots of one kind, then the ways out of those that have any."""
    if not hotspots:
        return
    kind, threshold = hotspots[0].kind, hotspots[0].threshold
    rows = [
        (
            *(h.name, h.share, span(h.radius), span(h.value), called("state", h.state, lang)),
            *(_flags(h, lang), _decision(h, lang), h.cost_per_year),
        )
        for h in hotspots
    ]
    columns = [column.format(value=_VALUES[kind]) for column in _COLUMNS[lang]]
    output.table(columns, rows, title=f"{part_named(score.name, lang)}: {called('kind', kind, lang)}, θ = {threshold}")
    output.line()
    ways_out = [(h.name, _exit(hint, lang)) for h in hotspots for hint in h.exits[:3]]
    if ways_out:
        output.table(_WAYS_OUT[lang], ways_out)
        output.line()


def _flags(hotspot: "Hotspot", lang: Language) -> str:
    return ", ".join(called("flag", name, lang) for name, holds in asdict(hotspot.flags).items() if holds)


def _exit(hint: "ExitHint", lang: Language) -> str:
    """Return a way out, with the agencies that run it already, else with the public bodies that are known to."""
    name, words = hint.name or hint.product, _EXITS[lang]
    if hint.used_by:
        return words["runs"].format(name=name, where=", ".join(hint.used_by))
    return words["documented"].format(name=name, where=", ".join(hint.documented)) if hint.documented else name


def _decision(hotspot: "Hotspot", lang: Language) -> str | None:
    found = hotspot.next_decision
    return f"{found.day} {_CAUSES[lang][found.because]}" if found else None
