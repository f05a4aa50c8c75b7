"""Words and texts that messages are made of: fit for one line, in German and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osk_scan.errors import one_line
from osk_scan.licenses.compatibility import NO_CLAUSE, VERDICTS
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from osk_scan.licenses.compatibility import Verdict
    from osk_scan.licenses.expression import Reading

NOT_STATED = Wording("nicht angegeben", "not stated")
CATALOGUED = Wording("laut Katalog", "as catalogued")
"""In place of claims that say nothing, where a rule goes by what the catalogue knows."""

LINE = 200
"""Most characters of a document's own words in a message."""

RELATIONS = {
    Relation.UNKNOWN: Wording("auf unbekannte Weise verbunden", "combined in an unknown way"),
    Relation.MERGED: Wording("in den Quelltext übernommen", "merged into the source code"),
    Relation.STATIC: Wording("statisch gebunden", "linked statically"),
    Relation.DYNAMIC: Wording("dynamisch gebunden", "linked dynamically"),
    Relation.SEPARATE_PROCESS: Wording("als eigener Prozess genutzt", "run as a separate process"),
    Relation.SERVICE_CALL: Wording("als Dienst aufgerufen", "called as a service"),
    Relation.BUILD_TOOL: Wording("zum Bauen genutzt", "used to build"),
    Relation.TEST: Wording("zum Testen genutzt", "used to test"),
    Relation.DATA: Wording("als Daten genutzt", "used as data"),
}

PROVISIONINGS = {
    Provisioning.INTERNAL: Wording("nicht an andere gegeben", "not given to others"),
    Provisioning.SERVICE: Wording("über das Netz angeboten", "offered over the network"),
    Provisioning.BINARY: Wording("weitergegeben", "passed on"),
    Provisioning.SOURCE: Wording("im Quelltext veröffentlicht", "published as source code"),
    Provisioning.UNKNOWN: Wording(
        "über das Netz angeboten oder an Browser ausgeliefert", "offered over the network or sent to browsers"
    ),
}

AUTHORITIES = {
    "license text": Wording("Lizenztext und Auslegung", "license text and its interpretation"),
    "exception text": Wording("Text der Ausnahme", "text of the exception"),
    "copyright law": Wording("Urheberrecht", "copyright law"),
    "copyleft scope": Wording("Reichweite des Copylefts für sich genommen", "copyleft scope by itself"),
    "EC Joinup": Wording("Europäische Kommission (Joinup)", "European Commission (Joinup)"),
    "no authority": Wording("keine Quelle", "no source"),
}
"""Those that are not named alike in both languages."""
_DERIVED = "derived from FSF for "


_OWN_WORDS = ("proprietary", "public-domain")
"""Readings whose expression is a mere stand-in for what the claims say."""


def both(text: str) -> Wording:
    """Return what reads the same in both languages."""
    return Wording(text, text)


def quoted(text: str) -> Wording:
    """Return what a document says, fit for one line: some write whole license texts where a name belongs."""
    return both(text if len(text) <= LINE and text.isprintable() else one_line(text, LINE))


def as_read(reading: Reading) -> Wording:
    """Return the license as it was read; where some of the claims was not, their own words as well."""
    if not (reading.expression or reading.raw):
        return CATALOGUED
    if reading.expression is None or reading.license_class in _OWN_WORDS:
        return quoted(reading.raw or reading.expression or "")
    if not reading.unread:
        return quoted(reading.expression)
    said, read = quoted(reading.raw).de, quoted(reading.expression).de
    return Wording(f"{said} (gelesen: {read})", f"{said} (read: {read})")


def dated(day: str) -> Wording:
    """Return an ISO 8601 date as people write it: 14.10.2025 in German."""
    parts = day.split("-")
    return Wording(".".join(reversed(parts)), day) if len(parts) == 3 else both(day)


def listed(texts: Sequence[str], of: int | None = None) -> str:
    """Return texts as a list; a mark says that there are more, `of` so many."""
    return ", ".join(texts) + (" …" if of is not None and of > len(texts) else "")


def authority_named(authority: str) -> Wording:
    """Return who says so, as people read it."""
    family = authority.removeprefix(_DERIVED)
    if family != authority:
        return Wording(f"abgeleitet von der Auskunft der FSF zu {family}", authority)
    return AUTHORITIES.get(authority) or both(authority)


def sourced(verdict: Verdict) -> Wording:
    """Return who answers so, with the clause if there is one."""
    authority = authority_named(verdict.authority)
    if verdict.clause == NO_CLAUSE:
        return authority
    return Wording(f"{authority.de} ({verdict.clause})", f"{authority.en} ({verdict.clause})")


def dissenting(verdict: Verdict) -> Wording:
    """Return who answers otherwise, in one sentence."""
    if not verdict.dissent:
        return Wording("Keine der befragten Quellen urteilt anders.", "None of the sources asked answers otherwise.")
    told = [(VERDICTS[one.verdict], authority_named(one.authority)) for one in verdict.dissent]
    german = ", ".join(f"{source.de} ({answer.de})" for answer, source in told)
    english = ", ".join(f"{source.en} ({answer.en})" for answer, source in told)
    return Wording(f"Anders urteilt: {german}.", f"Others answer otherwise: {english}.")


def enumerated(texts: Sequence[str], most: int) -> Wording:
    """Return at most so many texts, and how many more there are."""
    shown, more = ", ".join(texts[:most]), len(texts) - most
    return both(shown) if more <= 0 else Wording(f"{shown} und {more} weitere", f"{shown} and {more} more")


def span(lo: Fraction, hi: Fraction, scale: int, digits: int, unit: str) -> Wording:
    """Return an interval, or one number where both ends are told the same."""
    least, most = (_rounded(value * scale, digits) for value in (lo, hi))
    if least == most:
        return Wording(least.replace(".", ",") + unit, least + unit)
    return Wording(f"{least.replace('.', ',')} bis {most.replace('.', ',')}{unit}", f"{least} to {most}{unit}")


def _rounded(value: Fraction, digits: int) -> str:
    """Return the decimal text of an exact fraction that is not negative, rounded half to even."""
    whole, rest = divmod(round(value * 10**digits), 10**digits)
    return f"{whole}.{rest:0{digits}}" if digits else str(whole)
