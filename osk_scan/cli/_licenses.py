"""How the license question of a system is shown, and what people decided."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from osk_scan.cli import _output as output
from osk_scan.model import Curation, Language

if TYPE_CHECKING:
    from osk_scan.pipeline.licensing import SystemLicenses

_NAMED = 5
"""How many components are named where one line stands for many."""


def show_system(found: "SystemLicenses", lang: Language) -> None:
    """Print choices, conflicts, what is not proven, duties and the openCode answer."""
    output.line(f"{found.system.agency} · {found.system.name}: {found.outbound}, {found.provisioning}", "bold")
    _show_choices(found, lang)
    for conflict in found.choice.conflicts:
        output.line(f"✗ {conflict.explanation.in_(lang)} ({conflict.clause})", "red")
        for ref, license_ in zip(conflict.refs, conflict.licenses, strict=True):
            output.line(f"  {' → '.join(found.paths[ref])} ({license_})")
        output.line(f"  {conflict.remedy.in_(lang)}")
    if found.choice.replacements:
        least = "Am wenigsten zu ersetzen" if lang == "de" else "Least to replace"
        output.line(f"{least}: {', '.join(found.names[ref] for ref in found.choice.replacements)}")
    for gap in found.choice.gaps:
        output.line(f"? {gap.in_(lang)}", "yellow")
    for duty, refs in found.obligations.summary:
        output.line(f"• {duty.text.in_(lang)} ({duty.license}, {duty.clause}; {len(refs)})")
    output.line(f"openCode: {found.publication.answer}", "bold")
    for point in found.publication.points:
        output.line(f"  {point.says.in_(lang)} {_few([found.names[ref] for ref in point.refs])}".rstrip())


def _show_choices(found: "SystemLicenses", lang: Language) -> None:
    """Tell for each license that left a choice which arm was taken, why, and for which components."""
    told: dict[tuple[str, str], list[str]] = {}
    for component in found.choice.components:
        stated = found.stated[component.ref]
        if " OR " in stated:
            told.setdefault((stated, component.verdict.explanation.in_(lang)), []).append(found.names[component.ref])
    for (stated, why), names in told.items():
        output.line(f"{stated}: {why}")
        output.line(f"  {_few(names)}")


def _few(names: Sequence[str]) -> str:
    """Return the first few names and how many there are; nothing of nobody."""
    if not names:
        return ""
    return f"{', '.join(names[:_NAMED])}{' …' if len(names) > _NAMED else ''} ({len(names)})"


def show_curations(found: Sequence[Curation]) -> None:
    """Print decisions with their trail."""
    output.table(
        ("id", "pattern", "says", "where", "by", "decided", "until", "state", "reason"),
        [
            (
                str(one.id),
                one.pattern,
                one.says,
                f"{one.agency} · {one.system}" if one.system else "*",
                one.author,
                one.decided_at[:10],
                one.until,
                f"revoked {one.revoked_at[:10]} by {one.revoked_by}: {one.revoked_because}" if one.revoked_at else "",
                one.reason,
            )
            for one in found
        ],
    )
