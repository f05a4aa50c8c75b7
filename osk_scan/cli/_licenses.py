"""How the license question of a system is shown, and what people decided."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from osk_scan.cli import _output as output
from osk_scan.model import Curation, Language

if TYPE_CHECKING:
    from osk_scan.licenses.choice import Choice
    from osk_scan.licenses.obligations import Obligations
    from osk_scan.pipeline.curating import Reach
    from osk_scan.pipeline.licensing import SystemLicenses, WorkLicenses

_NAMED = 5
"""How many components are named where one line stands for many."""


def show_system(found: "SystemLicenses", lang: Language) -> None:
    """Print for each work of a system choices, conflicts, what is not proven and duties; then the openCode answer."""
    from osk_scan.licenses.compatibility import VERDICTS

    for work in found.works:
        if work.choice.components:
            _show_work(found, work, lang)
    output.line(f"openCode: {VERDICTS[found.publication.answer].in_(lang)}", "bold")
    output.line(f"  {found.publication.basis.in_(lang)}")
    for point in found.publication.points:
        named = _few([found.names[ref] for ref in point.refs])
        output.line(f"  {VERDICTS[point.answer].in_(lang)}: {point.says.in_(lang)} ({point.clause}) {named}".rstrip())


def _show_work(found: "SystemLicenses", work: "WorkLicenses", lang: Language) -> None:
    from osk_scan.rule_engine.wordings import PROVISIONINGS

    number = f"{'Komponenten' if lang == 'de' else 'components'}: {len(work.choice.components)}"
    situation = f"{found.outbound}, {PROVISIONINGS[work.provisioning].in_(lang)}, {number}"
    output.line(f"{found.system.agency} · {found.system.name}: {situation}", "bold")
    _show_choices(found, work.choice, lang)
    for conflict in work.choice.conflicts:
        output.line(f"✗ {conflict.explanation.in_(lang)} ({conflict.clause})", "red")
        for ref, license_ in zip(conflict.refs, conflict.licenses, strict=True):
            output.line(f"  {' → '.join(found.paths[ref])} ({license_})")
        output.line(f"  {conflict.remedy.in_(lang)}")
    if work.choice.replacements:
        least = "Am wenigsten zu ersetzen" if lang == "de" else "Least to replace"
        output.line(f"{least}: {', '.join(found.names[ref] for ref in work.choice.replacements)}")
    for gap in work.choice.gaps:
        output.line(f"? {gap.in_(lang)}", "yellow")
    _show_duties(found, work.obligations, lang)


def _show_choices(found: "SystemLicenses", choice: "Choice", lang: Language) -> None:
    """Tell for each license that left a choice which arm was taken, of an ambiguous one what it may mean, and why."""
    told: dict[tuple[str, str], list[str]] = {}
    for component in choice.components:
        stated = found.stated[component.ref]
        if component.readings:
            stated = f"? {stated} = {' | '.join(component.readings)}"
        if component.readings or " OR " in stated:
            told.setdefault((stated, component.verdict.explanation.in_(lang)), []).append(found.names[component.ref])
    for (stated, why), names in told.items():
        output.line(f"{stated}: {why}")
        output.line(f"  {_few(names)}")


def _show_duties(found: "SystemLicenses", obligations: "Obligations", lang: Language) -> None:
    """Print what is owed in any case, then what is owed under conditions, and where nothing can be said."""
    from osk_scan.licenses.obligations import CONDITIONS

    for (condition, text), owed in groupby(obligations.summary, key=lambda item: (item[0].only_if, item[0].text)):
        output.line(f"• {CONDITIONS[condition].in_(lang)}: {text.in_(lang)}")
        for duty, refs in owed:
            output.line(
                f"    {duty.license} ({_clause(duty.clause, lang)}): {_few([found.names[ref] for ref in refs])}"
            )
    if obligations.unknown:
        unknown = "Pflichten unbekannt" if lang == "de" else "Duties unknown"
        output.line(f"? {unknown}: {_few([found.names[ref] for ref in obligations.unknown])}", "yellow")


def _clause(clause: str, lang: Language) -> str:
    """Return the clause; where none is on record, how the duty was told."""
    from osk_scan.licenses.compatibility import NO_CLAUSE

    usual = "üblich für ihre Art; Lizenztext prüfen" if lang == "de" else "usual for its kind; check the license text"
    return usual if clause == NO_CLAUSE else clause


def _few(names: Sequence[str]) -> str:
    """Return the first few names and how many there are; nothing of nobody."""
    if not names:
        return ""
    return f"{', '.join(names[:_NAMED])}{' …' if len(names) > _NAMED else ''} ({len(names)})"


def show_decision(made: Curation, reach: "Reach", said: str) -> None:
    """Print a decision just made, how it was read, what it is for, and what it takes the place of."""
    show_curations((made,), made.decided_at[:10])
    if made.says != said:
        output.line(f"`{said}` read as {made.says}")
    output.line(
        f"packages on record that it fits: {reach.packages}" + ("" if reach.packages else "; check the pattern")
    )
    if reach.replaced:
        numbers = ", ".join(map(str, reach.replaced))
        output.line(f"counts instead of decision {numbers} where both fit; the newest counts")


def show_curations(found: Sequence[Curation], today: str) -> None:
    """Print decisions with their trail."""
    output.table(
        ("id", "about", "pattern", "says", "where", "by", "decided", "until", "state", "reason"),
        [
            (
                str(one.id),
                one.about,
                one.pattern,
                one.says,
                f"{one.agency} · {one.system}" if one.system else "*",
                one.author,
                one.decided_at[:10],
                one.until,
                _state(one, today),
                one.reason,
            )
            for one in found
        ],
    )


def _state(one: Curation, today: str) -> str:
    if one.revoked_at:
        return f"revoked {one.revoked_at[:10]} by {one.revoked_by}: {one.revoked_because}"
    return "expired" if one.until and one.until < today else "counts"
