"""How the license question of a system is shown, and what people decided."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from osk_scan.cli import _output as output
from osk_scan.model import Curation, Language

if TYPE_CHECKING:
    from osk_scan.pipeline.licensing import SystemLicenses


def show_system(found: "SystemLicenses", lang: Language) -> None:
    """Print choices, conflicts, duties and the openCode answer."""
    output.line(f"{found.system.agency} · {found.system.name}: {found.outbound}, {found.provisioning}", "bold")
    _show_choices(found)
    for conflict in found.choice.conflicts:
        named = ", ".join(found.names[ref] for ref in conflict.refs)
        output.line(f"✗ {named} ({', '.join(conflict.licenses)}; {conflict.clause})", "red")
        output.line(f"  {conflict.explanation.in_(lang)}")
        output.line(f"  {conflict.remedy.in_(lang)}")
    if found.choice.replacements:
        output.line("→ " + ", ".join(found.names[ref] for ref in found.choice.replacements))
    for duty, refs in found.obligations.summary:
        output.line(f"• {duty.text.in_(lang)} ({duty.license}, {duty.clause}; {len(refs)})")
    output.line(f"openCode: {found.publication.answer}", "bold")
    for point in found.publication.points:
        output.line(f"  {point.says.in_(lang)}")


def _show_choices(found: "SystemLicenses") -> None:
    """List the components whose license left a choice, and what was chosen."""
    for component in found.choice.components:
        if component.license != component.verdict.chosen or " OR " in component.license:
            output.line(f"  {found.names[component.ref]}: {component.license}")


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
