"""How the fulfilment of a quality profile is shown: a line per field, with its share and examples."""

from typing import TYPE_CHECKING

from osk_scan.cli import _output as output
from osk_scan.cli._receipts import DEPLOYED
from osk_scan.model import Language, Wording
from osk_scan.terms import place_in

if TYPE_CHECKING:
    from osk_scan.quality.measuring import Fulfilment, MeasuredField

_HEADERS = {
    "de": ("Feld", "Abschnitt", "Art", "vorhanden", "fehlt", "entfällt", "Anteil", "fehlt zum Beispiel bei"),
    "en": ("field", "section", "demand", "present", "missing", "not applicable", "share", "missing for example in"),
}
_DEMANDS = {
    "required": Wording("Pflicht", "required"),
    "if-exists": Wording("falls vorhanden", "if it exists"),
    "optional": Wording("freiwillig", "optional"),
}


def show_quality(document: str, fulfilment: "Fulfilment", lang: Language, *, deployed: bool) -> None:
    """Print one profile held against one document."""
    profile = fulfilment.profile
    rows = [_row(measured, lang) for measured in fulfilment.fields]
    output.line()
    output.table(_HEADERS[lang], rows, f"{document}: {profile.title.in_(lang)} ({profile.version})")
    output.line(_total(fulfilment, lang), "bold")
    if deployed:
        output.line(DEPLOYED.in_(lang), "yellow")
    output.line(f"{profile.source}, {profile.link}", "dim")


def printable(fulfilment: "Fulfilment", *, deployed: bool) -> dict[str, object]:
    """Return the same for programs."""
    share = fulfilment.share
    return {
        "profile": fulfilment.profile.id,
        "version": fulfilment.profile.version,
        "sbom_type": "deployed" if deployed else None,
        "stated": fulfilment.stated,
        "asked": fulfilment.asked,
        "percent": None if share is None else round(float(share * 100), 1),
        "fields": [
            {
                "id": measured.field.id,
                "title": measured.field.title,
                "about": measured.field.about,
                "demand": measured.field.demand,
                "section": measured.field.section,
                "present": measured.quality.present,
                "missing": measured.quality.missing,
                "not_applicable": measured.quality.not_applicable,
                "examples": measured.examples,
            }
            for measured in fulfilment.fields
        ],
    }


def _row(measured: "MeasuredField", lang: Language) -> tuple[object, ...]:
    field, counted = measured.field, measured.quality
    examples = ", ".join(f"{example.name} ({place_in(example.where, lang)})" for example in measured.examples)
    return (
        field.title.in_(lang),
        field.section,
        _DEMANDS[field.demand].in_(lang),
        counted.present,
        counted.missing,
        counted.not_applicable,
        _percent(counted.present, counted.present + counted.missing, lang),
        examples or None,
    )


def _total(fulfilment: "Fulfilment", lang: Language) -> str:
    percent = _percent(fulfilment.stated, fulfilment.asked, lang) or "–"
    if lang == "de":
        return f"Pflichtangaben: {fulfilment.stated} von {fulfilment.asked} ({percent})"
    return f"required statements: {fulfilment.stated} of {fulfilment.asked} ({percent})"


def _percent(part: int, whole: int, lang: Language) -> str | None:
    """Return `part` of `whole` in percent, rounded down, so that 100 % means all."""
    if not whole:
        return None
    tenths = part * 1000 // whole
    return f"{tenths // 10}{',' if lang == 'de' else '.'}{tenths % 10} %"
