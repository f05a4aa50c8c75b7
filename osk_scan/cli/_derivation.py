"""How the way from a number to its evidence is shown to people."""

from typing import TYPE_CHECKING

from osk_scan.cli import _output as output
from osk_scan.cli._scores import exact, span
from osk_scan.model import Language

if TYPE_CHECKING:
    from osk_scan.sovereignty.explain import Explained, Item

_WORDS = {
    "de": {
        "columns": ("Produkt", "Installationen", "Beitrag", "Fakten", "steht in"),
        "sources": "Belege",
        "more": "{first} und {count} weitere",
        "unknown": "unbekannt",
    },
    "en": {
        "columns": ("product", "installations", "contribution", "facts", "stated in"),
        "sources": "evidence",
        "more": "{first} and {count} more",
        "unknown": "unknown",
    },
}
_PLACES = 2
"""Shown for each product; `--json` has them all."""


def show_derivation(found: "Explained", lang: Language) -> None:
    """Show formula, items with their facts and places, and the sources that these rest on."""
    words = _WORDS[lang]
    output.line(f"{found.indicator} {found.name.in_(lang)}: {span(found.value)} = {exact(found.value)}", "bold")
    output.line(f"{found.formula.in_(lang)}; N = {found.total} ({found.unit})")
    rows = [
        (i.name, i.installations, _contribution(i), _facts(i, str(words["unknown"])), _places(i, str(words["more"])))
        for i in found.items
    ]
    output.table(words["columns"], rows)
    output.line(str(words["sources"]), "bold")
    for evidence in found.sources:
        output.line(f"  {evidence.source} ({evidence.retrieved}, {evidence.author}, {evidence.confidence})")


def _contribution(item: "Item") -> str:
    return item.lo if item.lo == item.hi else f"[{item.lo}, {item.hi}]"


def _facts(item: "Item", unknown: str) -> str:
    return "; ".join(f"{name}: {' | '.join(fact.values) or unknown}" for name, fact in item.facts.items())


def _places(item: "Item", more: str) -> str:
    first, others = "; ".join(item.documents[:_PLACES]), len(item.documents) - _PLACES
    return more.format(first=first, count=others) if others > 0 else first
