"""How the way from a number to its evidence is shown to people."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from osk_scan.cli import _output as output
from osk_scan.cli._scores import exact, span
from osk_scan.model import Language
from osk_scan.terms import place_in

if TYPE_CHECKING:
    from osk_scan.reports.wording import Words
    from osk_scan.sovereignty.explain import Explained, Item

_WORDS = {
    "de": {
        "columns": ("Produkt", "Installationen", "Beitrag", "Tatsachen", "steht in"),
        "documents": ("Dokument", "gemachte von zutreffenden Pflichtangaben"),
        "sources": "Belege",
        "more": "{first} und {count} weitere",
    },
    "en": {
        "columns": ("product", "installations", "contribution", "facts", "stated in"),
        "documents": ("document", "stated of the required fields that apply"),
        "sources": "evidence",
        "more": "{first} and {count} more",
    },
}
_PLACES = 2
"""Shown for each product; `--json` has them all."""


def show_derivation(found: "Explained", lang: Language) -> None:
    """Show formula, items with their facts and places, and the sources that these rest on."""
    from osk_scan.reports.parts import Words, evidence_line

    words, facts = _WORDS[lang], Words(lang)
    output.line(f"{found.indicator} {found.name.in_(lang)}: {_value(found, facts)}", "bold")
    output.line(f"{found.formula.in_(lang)}; N = {found.total} ({facts.or_itself('unit', found.unit)})")
    for note in found.notes:
        output.line(note.in_(lang))
    if found.unit == "field":
        output.table(words["documents"], [("; ".join(item.documents), _contribution(item)) for item in found.items])
    else:
        rows = [
            (i.name, i.installations, _contribution(i), _facts(i, found.names, facts), _places(i, lang))
            for i in found.items
        ]
        output.table(words["columns"], rows)
    output.line(str(words["sources"]), "bold")
    for evidence in found.sources:
        output.line(f"  {evidence_line(evidence, facts)}")


def _value(found: "Explained", words: "Words") -> str:
    """Return the value with what its bound means, and the cautious one beside it."""
    value, bound = f"{span(found.value)} = {exact(found.value)}", found.value.bound
    told = words(f"number.{bound}", value=value) if bound in ("at-least", "at-most") else value
    return f"{told}; {words('indicators.cautious', range=span(found.cautious))}" if found.cautious else told


def _contribution(item: "Item") -> str:
    return item.lo if item.lo == item.hi else f"[{item.lo}, {item.hi}]"


def _facts(item: "Item", names: Mapping[str, str], words: "Words") -> str:
    from osk_scan.reports.parts import fact_line

    return "; ".join(fact_line(name, fact, names, words) for name, fact in item.facts.items())


def _places(item: "Item", lang: Language) -> str:
    first = "; ".join(place_in(place, lang) for place in item.documents[:_PLACES])
    others = len(item.documents) - _PLACES
    return str(_WORDS[lang]["more"]).format(first=first, count=others) if others > 0 else first
