"""Tell the parts of products from products: updates, language packs, redistributables, helpers."""

import re

from msgspec import Struct

from osk_scan.catalogue.display_names import folded_name


class Part(Struct, frozen=True):
    """Something that comes with a product and has no weight of its own."""

    parent: str | None
    """Product id, where the catalogue knows it."""
    reason: str


RUNTIME = "runtime"
"""The reason that gives way to a product of this very name: some vendors call their Java a runtime."""

_SIGNS: tuple[tuple[str, str], ...] = (
    ("update", r"\bkb\d{6,8}\b"),
    ("update", r"^(?:security |critical |cumulative |definition )?update (?:for|für) "),
    ("update", r"^(?:sicherheits|kumulatives |definitions)?update für |^hotfix |\bhotfix (?:for|für)\b"),
    ("service-pack", r"\bservice pack \d"),
    (
        "language-pack",
        r"\b(?:language|lang|help|sprach|hilfe)[ -]?(?:pack|paket|packs|pakete)\b|\bsprachpaket|\bmui \(",
    ),
    ("language-pack", r"\bexperience pack\b|\b(?:deutsche?|german) (?:ergänzung|supplement)\b"),
    ("language-pack", r"\bproofing (?:tools?|kit)\b|\bkorrekturhilfen\b|\brechtschreibung\b"),
    ("redistributable", r"\bredistributables?\b|\bredist\b"),
    (RUNTIME, r"\bruntime\b(?! (?:environment|redist))(?!.*\bj(?:re|dk)\b)|\blaufzeit(?:komponenten)?\b"),
    ("component", r"\bclick-to-run\b|\bklick-und-los\b"),
    ("updater", r"\b(?:auto ?updater|update helper|update service|updater service|maintenance service)\b"),
)
_ANY_SIGN = re.compile("|".join(f"({pattern})" for _, pattern in _SIGNS))
_HINTS = (
    *("kb", "update", "hotfix", "service", "pack", "paket", "mui", "proof", "korrektur", "rechtschreib", "redist"),
    *("to-run", "und-los", "runtime", "laufzeit", "ergänzung", "supplement"),
)
"""One of these is in every name that has a sign; most names have none and need no look for the signs themselves."""
_NOT_THE_PARENT = re.compile(
    r"\(?\bkb\d+\)?|\b(?:security|critical|cumulative|definition)?\s?update (?:for|für)\b|\bsicherheitsupdate für\b"
    r"|\bkumulatives update für\b|\bhotfix \S+ (?:for|für)\b|\bhotfix(?: (?:for|für))?\b|\bservice pack \d\b"
    r"|\b(?:language|help) packs?\b|\bsprachpaket\b|\bmui\b|\bproofing tools?\b|\bproofing kit\b|\bkorrekturhilfen\b"
    r"|\bmaintenance service\b|\bauto ?updater\b|\bupdate (?:helper|service)\b"
)


def sign_of_part(name: str) -> str | None:
    """Return why a display name is one of a part whoever publishes it, or None."""
    folded = folded_name(name)
    if not any(hint in folded for hint in _HINTS):
        return None
    found = _ANY_SIGN.search(folded)
    return _SIGNS[(found.lastindex or 1) - 1][0] if found else None


def name_of_parent(name: str) -> str:
    """Return what is left of a part's display name once the words that make it a part are taken out."""
    rest = " ".join(_NOT_THE_PARENT.sub(" ", folded_name(name)).replace("( )", " ").split())
    return rest.removeprefix("for ").removeprefix("für ")
