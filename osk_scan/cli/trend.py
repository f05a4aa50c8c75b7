"""`osk-scan trend`: what really changed, what agencies say differently, and what knowledge and day do."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._scores import part_named, span
from osk_scan.model import Language
from osk_scan.terms import called

if TYPE_CHECKING:
    from osk_scan.pipeline.developing import Trend
    from osk_scan.sovereignty.trend import Shift

_COLUMNS = {
    "de": ("", "Indikator", "{old}", "{new}", "wirklich verändert", "Ergänzung geändert", "Wissen oder Stichtag"),
    "en": ("", "indicator", "{old}", "{new}", "real change", "supplement changed", "knowledge or day"),
}
_DIFFERS = {
    "de": "Nicht unmittelbar vergleichbar; seither geändert: {what}."
    " Was daraus folgt, steht unter „Wissen oder Stichtag“.",
    "en": "Not directly comparable; changed since: {what}. What follows from it stands under “knowledge or day”.",
}
_ONE_SIDED = {
    "de": "Nur auf einer Seite vorhanden und deshalb nicht verglichen: {names}.",
    "en": "Only there on one side, and therefore not compared: {names}.",
}


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@options.agency
@click.option("--layer", help="Only this layer of the portfolio.")
@click.option("--system", help="Only this system; --agency says whose, where several have one of this name.")
@options.overlays
@options.database
@options.as_json
@options.language
def command(
    old: str | None, new: str | None, overlays: tuple[Path, ...], db_file: Path, as_json: bool, lang: Language,
    **part: str | None,
) -> None:  # fmt: skip
    """Part the change between the assessments OLD and NEW [default: the last two] into real change and revision.

    The old inventories are scored again with today's catalogue as of the new day; what is kept is never rewritten.
    What changed because an agency's supplement says otherwise stands by itself.

    \b
    osk-scan trend --agency "Bezirksamt A"
    osk-scan trend --system Serviceportal
    osk-scan trend 1c03 9ab2
    """
    from osk_scan.pipeline.developing import develop, part_asked
    from osk_scan.pipeline.policy import Policy

    with options.opened(db_file) as db:
        found = develop(db, Policy(overlays=overlays), old, new, part_asked(db, **part))
    if as_json:
        output.json(found)
    else:
        _show(found, lang)


def _show(found: "Trend", lang: Language) -> None:
    columns = [column.format(old=found.old_as_of, new=found.new_as_of) for column in _COLUMNS[lang]]
    rows = [
        (
            *(one.id, found.names[one.id].in_(lang), span(one.then), span(one.now)),
            *(_shift(part) for part in (one.real, one.supplement, one.revision)),
        )
        for one in found.developments
    ]
    output.table(columns, rows, title=f"{part_named(found.name, lang)}  {found.old[:8]} → {found.new[:8]}")
    if found.differs:
        what = ", ".join(called("knowledge", one, lang) for one in found.differs)
        output.line(_DIFFERS[lang].format(what=what), style="dim")
    if found.one_sided:
        output.line(_ONE_SIDED[lang].format(names=", ".join(found.one_sided)), style="dim")


def _shift(shift: "Shift") -> str:
    lo, hi = (Fraction(end) for end in (shift.lo, shift.hi))
    if not (lo or hi):
        return "="
    return f"{float(lo):+.4f}" if lo == hi else f"{float(lo):+.4f} / {float(hi):+.4f}"
