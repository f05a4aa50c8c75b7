"""How decisions on packages are shown: what was decided, by whom, for what, and whether it still counts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from osk_scan.cli import _output as output
from osk_scan.curation import Curation
from osk_scan.model import Language

if TYPE_CHECKING:
    from osk_scan.pipeline.curating import Reach

_COLUMNS: dict[Language, tuple[str, ...]] = {
    "de": ("Nr.", "worüber", "Muster", "sagt", "wo", "wer", "entschieden", "bis", "Zustand", "Grund"),
    "en": ("id", "about", "pattern", "says", "where", "by", "decided", "until", "state", "reason"),
}
_ABOUT: dict[Language, dict[str, str]] = {
    "de": {"license": "Lizenz", "relation": "Nutzung", "provisioning": "Weitergabe"},
    "en": {},
}
_WORDS: dict[Language, dict[str, str]] = {
    "de": {
        "read": "„{said}“ gelesen als {says}",
        "reach": "bekannte Pakete, auf die es passt: {packages}",
        "check": "bekannte Pakete, auf die es passt: 0; bitte das Muster prüfen",
        "replaced": "gilt statt der Entscheidung {numbers}, wo beide passen; es zählt die neueste",
        "revoked": "widerrufen am {day} von {by}: {because}",
        "expired": "abgelaufen",
        "counts": "gilt",
    },
    "en": {
        "read": "`{said}` read as {says}",
        "reach": "packages on record that it fits: {packages}",
        "check": "packages on record that it fits: 0; check the pattern",
        "replaced": "counts instead of decision {numbers} where both fit; the newest counts",
        "revoked": "revoked {day} by {by}: {because}",
        "expired": "expired",
        "counts": "counts",
    },
}


def show_decision(made: Curation, reach: "Reach", said: str, lang: Language) -> None:
    """Print a decision just made, how it was read, what it is for, and what it takes the place of."""
    show_curations((made,), made.decided_at[:10], lang)
    words = _WORDS[lang]
    if made.says != said:
        output.line(words["read"].format(said=said, says=made.says))
    output.line(words["reach" if reach.packages else "check"].format(packages=reach.packages))
    if reach.replaced:
        output.line(words["replaced"].format(numbers=", ".join(map(str, reach.replaced))))


def show_curations(found: Sequence[Curation], today: str, lang: Language) -> None:
    """Print decisions with their trail."""
    output.table(_COLUMNS[lang], [_row(one, today, lang) for one in found])


def _row(one: Curation, today: str, lang: Language) -> tuple[object, ...]:
    return (
        str(one.id),
        _ABOUT[lang].get(one.about, one.about),
        one.pattern,
        one.says,
        f"{one.agency} · {one.system}" if one.system else "*",
        one.author,
        one.decided_at[:10],
        one.until,
        _state(one, today, lang),
        one.reason,
    )


def _state(one: Curation, today: str, lang: Language) -> str:
    words = _WORDS[lang]
    if one.revoked_at:
        return words["revoked"].format(day=one.revoked_at[:10], by=one.revoked_by, because=one.revoked_because)
    return words["expired" if one.until and one.until < today else "counts"]
