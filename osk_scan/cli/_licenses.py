"""How answers to license questions are shown: readings, verdicts, the answer for a system."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from osk_scan.cli import _output as output
from osk_scan.model import Language

if TYPE_CHECKING:
    from osk_scan.licenses.choice import Choice
    from osk_scan.licenses.compatibility import Verdict
    from osk_scan.licenses.obligations import Obligations
    from osk_scan.pipeline.license_questions import Read
    from osk_scan.pipeline.licensing import SystemLicenses, WorkLicenses

_NAMED = 5
"""How many components are named where one line stands for many."""

SUGGESTED: dict[Language, tuple[str, ...]] = {
    "de": ("Lizenz des Verfahrens", "unvereinbar", "ungeklärt", "unter Bedingungen"),
    "en": ("outbound", "conflicts", "unknown", "depends"),
}
_SUGGESTIONS: dict[Language, dict[str, str]] = {
    "de": {
        "counted": "Gezählt ist jede Komponente für sich gegenüber der Lizenz des Verfahrens. Konflikte zwischen"
        " Komponenten sind nicht mitgezählt; osk-scan licenses choose begründet sie.",
        "mutual": "Konflikte zwischen Komponenten unter {license}: {count}",
    },
    "en": {
        "counted": "Each component is counted by itself against the system's license. Conflicts between components"
        " are not counted; osk-scan licenses choose explains them.",
        "mutual": "Conflicts between components under {license}: {count}",
    },
}
WATCHED: dict[Language, tuple[str, ...]] = {
    "de": ("Paket", "Änderung", "Fassungen und Lizenzen", "genutzt in"),
    "en": ("package", "change", "versions and licenses", "used in"),
}
CHANGES: dict[str, dict[Language, str]] = {
    "closed": {"de": "geschlossen", "en": "closed"},
    "stricter": {"de": "strenger", "en": "stricter"},
    "looser": {"de": "freier", "en": "looser"},
    "opened": {"de": "geöffnet", "en": "opened"},
}
_KINDS: dict[Language, dict[str, str]] = {
    "de": {
        "expression": "Lizenzausdruck",
        "ambiguous": "mehrdeutig",
        "proprietary": "proprietär",
        "source-available": "einsehbar, aber nicht frei",
        "public-domain": "gemeinfrei",
        "file-ref": "Verweis auf eine Datei",
        "none": "keine Lizenz",
        "noassertion": "ohne Aussage",
        "unreadable": "nicht lesbar",
        "missing": "keine Angabe",
    },
    "en": {},
}
_READ: dict[Language, str] = {
    "de": "{said}  ({kind}, Offenheit {openness}, gelesen durch: {how})",
    "en": "{said}  ({kind}, openness {openness}, read by: {how})",
}


def show_reading(found: "Read", lang: Language) -> None:
    """Print what a text means, of which kind and how open it is, and the rule that read it."""
    said = found.expression or " | ".join(found.candidates) or "–"
    kind = _KINDS[lang].get(found.license_class, found.license_class)
    output.line(_READ[lang].format(said=said, kind=kind, openness=found.openness, how=found.how))


def show_verdict(found: "Verdict", lang: Language) -> None:
    """Print a verdict: who gives it by which clause, why, what helps, and who answers otherwise."""
    from osk_scan.licenses.compatibility import VERDICTS
    from osk_scan.rule_engine.wordings import dissenting, sourced

    output.line(f"{VERDICTS[found.verdict].in_(lang)}: {sourced(found).in_(lang)}", "bold")
    output.line(f"  {found.explanation.in_(lang)}")
    if found.remedy.in_(lang):
        output.line(f"  {found.remedy.in_(lang)}")
    if found.dissent:
        output.line(f"  {dissenting(found).in_(lang)}")


def show_mutual(found: "SystemLicenses", lang: Language) -> None:
    """Print what suggestions count, and what clashes among the components under one of them."""
    words = _SUGGESTIONS[lang]
    output.line(words["counted"], "dim")
    if found.mutual:
        output.line(words["mutual"].format(license=found.outbound, count=len(found.mutual)))
    for conflict in found.mutual:
        told = zip(conflict.refs, conflict.licenses, strict=True)
        output.line(f"  {' / '.join(f'{found.names[ref]} ({license_})' for ref, license_ in told)}")


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
