"""How the answers to what-if questions are shown to people."""

from fractions import Fraction
from typing import TYPE_CHECKING

from osk_scan.cli import _output as output
from osk_scan.cli._scores import exact
from osk_scan.model import Language

if TYPE_CHECKING:
    from osk_scan.indicator import Range
    from osk_scan.pipeline.replacing import Answered, Ranked
    from osk_scan.sovereignty.what_if import Change, WhatIf

_WORDS = {
    "de": {
        "step": "{old} → {new} auf {count} Verfahren",
        "columns": ("", "vorher", "nachher", "Δ unten", "Δ oben", "warum es bleibt"),
        "cautious": "vorsichtig",
        "blockers": "Im Weg steht: {names}",
        "blocker": "{name} ({count} Installationen{only})",
        "only": ", braucht genau dieses",
        "leaves": "Geht mit: {names}",
        "curve": "Verlauf des Plans",
        "curve_columns": ("nach Schritt", "D1", "D4", "D5", "D6", "W", "G", "E"),
        "start": "Beginn",
        "ranking": ("alt", "neu", "Verfahren", "Gewinn {by}", "je Verfahren"),
    },
    "en": {
        "step": "{old} → {new} on {count} systems",
        "columns": ("", "before", "after", "Δ lo", "Δ hi", "why it stays"),
        "cautious": "cautiously",
        "blockers": "In the way: {names}",
        "blocker": "{name} ({count} installations{only})",
        "only": ", needs exactly this",
        "leaves": "Leaves with it: {names}",
        "curve": "The plan, step by step",
        "curve_columns": ("after step", "D1", "D4", "D5", "D6", "W", "G", "E"),
        "start": "start",
        "ranking": ("old", "new", "systems", "gain in {by}", "per system"),
    },
}


def show_answers(found: "Answered", lang: Language) -> None:
    """Show every step in full, and the curve where there are several."""
    for answer in found.steps:
        _show(answer, found.names, lang)
    if len(found.steps) > 1:
        _show_curve(found, lang)


def show_ranking(found: "Ranked", lang: Language) -> None:
    """Show the options in their order."""
    columns = [column.format(by=found.by) for column in _WORDS[lang]["ranking"]]
    rows = [
        (
            found.names[o.change.product],
            found.names[o.change.by],
            o.touched,
            _signed(o.gain),
            _signed(o.gain_per_system),
        )
        for o in found.options
    ]
    output.table(columns, rows)


def _show(answer: "WhatIf", names: dict[str, str], lang: Language) -> None:
    words, change = _WORDS[lang], answer.change
    step = str(words["step"]).format(old=names[change.product], new=names[change.by], count=len(answer.touched))
    output.line(step, "bold")
    output.table(words["columns"], [_row(one, lang) for one in (*answer.indicators, *answer.goals)])
    if answer.blockers:
        listed = (
            str(words["blocker"]).format(
                name=names[b.product], count=b.installations, only=words["only"] if b.without_alternative else ""
            )
            for b in answer.blockers
        )
        output.line(str(words["blockers"]).format(names=", ".join(listed)))
    if answer.leaves:
        output.line(str(words["leaves"]).format(names=", ".join(names.get(id_, id_) for id_ in answer.leaves)))
    output.line()


def _row(one: "Change", lang: Language) -> tuple[str, ...]:
    why = one.why.in_(lang) if one.why else ""
    before, after = _told(one.before, one.cautious_before, lang), _told(one.after, one.cautious_after, lang)
    return (one.id, before, after, _signed(one.delta_lo), _signed(one.delta_hi), why)


def _told(value: "Range", cautious: "Range | None", lang: Language) -> str:
    """Return a value, and beside it what it is with everything unclarified counted that could count."""
    return f"{exact(value)}; {_WORDS[lang]['cautious']} {exact(cautious)}" if cautious else exact(value)


def _show_curve(found: "Answered", lang: Language) -> None:
    columns, first = _WORDS[lang]["curve_columns"], found.steps[0]
    start = {one.id: exact(one.before) for one in (*first.indicators, *first.goals)}
    rows = [(str(_WORDS[lang]["start"]), *(start.get(id_) for id_ in columns[1:]))]
    for answer in found.steps:
        now = {one.id: exact(one.after) for one in (*answer.indicators, *answer.goals)}
        rows.append((found.names[answer.change.by], *(now.get(id_) for id_ in columns[1:])))
    output.line(str(_WORDS[lang]["curve"]), "bold")
    output.table(columns, rows)


def _signed(fraction: str) -> str:
    """Return a change as a decimal with its sign; `=` where nothing moves."""
    value = Fraction(fraction)
    return f"{float(value):+.4f}" if value else "="
