"""The placeholders that a rule's texts may use: which there are, and which one a name means in a rule."""

from osk_scan.rule_engine import fact_texts, license_texts
from osk_scan.rule_engine.registry import Level, Per, Placeholder

_COUNTED = (
    Placeholder("count", "component", "How many components of the system the rule flags.", neutral=True, counted=True),
    Placeholder("total", "component", "How many components the system has.", neutral=True, counted=True),
    Placeholder("examples", "component", "The names of the first three components.", neutral=True, counted=True),
)
PLACEHOLDERS: dict[tuple[Level, str], Placeholder] = {
    (one.level, one.name): one for one in (*license_texts.TEXTS, *fact_texts.TEXTS, *_COUNTED)
}
"""Every `{name}` that a rule's texts know, by level."""


def find_placeholder(name: str, level: Level, per: Per) -> Placeholder | None:
    """Return the placeholder that `{name}` means in a rule on `level`, told per component or system, if any."""
    found = (PLACEHOLDERS.get((of, name)) for of in dict.fromkeys((level, "system")))
    return next((one for one in found if one and one.fits(level, per)), None)


def known_names(level: Level, per: Per) -> set[str]:
    """Return the names that the texts of such a rule may use."""
    return {one.name for one in PLACEHOLDERS.values() if one.fits(level, per)}
