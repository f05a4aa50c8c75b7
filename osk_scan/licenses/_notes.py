"""What stands around a license name and is no part of it: where to find more, dates, authors, words of likeness."""

import re
from collections.abc import Iterator

from osk_scan.licenses._restricting_words import OPEN_NAMES
from osk_scan.licenses._restrictions import restricts

_MONTH = r"(?:jan|febr?)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber"
_POINTER = r"(?:(?:please\s+)?(?:see|siehe|refer\s+to|read)|for\s+details|found\s+in|as\s+(?:described|found|per))\b"
POINTS = re.compile(_POINTER, re.IGNORECASE)
_NOTE = re.compile(
    rf"[\s,(]+(?:\d{{1,2}}\s+)?(?:{_MONTH})\s+(?:\d{{1,2}},\s*)?\d{{4}}\)?$|"
    rf"[\s,;.:–—-]*(?:\({_POINTER}[^()]*\)|\(?\b{_POINTER}.*$)"
    r"|[\s,;.:–—-]*(?:copyright\b|\(c\)|©).*$"
    r"|^(?:id|name|type)\s*[:=]\s*",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_APPOSITION = re.compile(
    r",\s+an?\s+(?:(?:very|simple|short|permissive|liberal|free|libre|open|source|software|copyleft|weak|strong|osi|fsf|approved|bsd|mit|style|like)[\s-]+)+"
    r"licen[sc]e(?:,?\s+similar\s+to\s+[\w\s/-]+)?\s*$",
    re.IGNORECASE,
)
"""What kind of license the one before it is; only words that limit nothing."""
_AUTHOR = re.compile(r"\s[\s<(-]*[\w.+-]*@[\w.-]+[>)]*$")
"""The name at a forge, or the mail address, of who gives the license."""
_DEPENDING = re.compile(
    r"[\s,(]+depending\s+on\s+(?:the\s+)?(?:build|configuration|file|options?|version)\b[^,;()]*\)?$", re.IGNORECASE
)
"""What decides between the licenses before it."""
_COPYRIGHT_FIRST = re.compile(r"^(?:copyright\s*)?(?:©|\(c\))\s*\d{4}(?:\s*[-–,]\s*\d{4})*\s*", re.IGNORECASE)
_COPYRIGHT = re.compile(r"copyright|\(c\)|©", re.IGNORECASE)
_UNDER = re.compile(r"\bunder\b", re.IGNORECASE)
"""What begins to name the license, in a copyright note."""
_ANOTHER = re.compile(
    rf"(?:[,;]|\b(?:and|or|und|oder|under|unter))\s+(?:the\s+|der\s+)?(?:mit|{'|'.join(OPEN_NAMES)})\b"
    r"(?!\s+(?:software\s+)?(?:authors|contributors|developers|foundation|group|project|team)\b)",
    re.IGNORECASE,
)
"""What begins to name another license, in a note around one (`MIT, see LICENSE, and Apache-2.0`)."""
_RESERVED = re.compile(r"all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten", re.IGNORECASE)
"""Goes with copyright notes, under open licenses as well."""
_STYLE = re.compile(
    r"[\s-]*(?:-|\b)(?:style|like|type|ish)\b(?!\s*\))|[\s-]+(?<!share.)alike\b|\s*\(or\s+similar\)|\s+or\s+similar\b",
    re.IGNORECASE,
)
_TAKEN_OFF = (
    (("copyright", "©", "(c)"), _COPYRIGHT_FIRST, "note-removed"),
    (
        ("see", "siehe", "refer", "read", "detail", "found", "as ", "copyr", "(c)", "©", ":", "=", "19", "20"),
        _NOTE,
        "note-removed",
    ),
    ((", a ", ", an "), _APPOSITION, "note-removed"),
    (("@",), _AUTHOR, "note-removed"),
    (("style", "like", "type", "similar", "-ish"), _STYLE, "named-style"),
)
"""What may stand around a name: what it then holds in lower case, the pattern that finds it, the rule's name."""
_HINTS = re.compile("|".join(re.escape(hint) for hints, *_ in _TAKEN_OFF for hint in hints))


def shortened(text: str, lowered: str) -> Iterator[tuple[str, str]]:
    """Yield `text` without a note or without the words that make it only resemble a license."""
    if not _HINTS.search(lowered):  # as in most texts
        return
    for hints, pattern, how in _TAKEN_OFF:
        if not any(map(lowered.__contains__, hints)):
            continue
        shorter = pattern.sub("", text).strip(" \t.,;:-–")
        if shorter and len(shorter) < len(text) - 1 and not _restricts(text, shorter):
            yield shorter, how


def _restricts(text: str, shorter: str) -> bool:
    """Return whether what was taken off says that the license does not stand alone, or goes on to name one.

    That all rights are reserved says neither in a copyright note.
    """
    taken = text.replace(shorter, "", 1)
    if _ANOTHER.search(taken):
        return True
    if _COPYRIGHT.search(taken):
        return bool(_UNDER.search(taken)) or restricts(_RESERVED.sub("", taken))
    return restricts(taken)


def without_note(text: str) -> str:
    """Return `text` without what it says of where to find more."""
    lowered = text.lower()
    note = _NOTE.search(text) if "see" in lowered or "refer" in lowered else None
    return text if note is None or _ANOTHER.search(note[0]) else _NOTE.sub("", text)


def without_condition(text: str) -> str | None:
    """Return `text` without what decides between its licenses; None where it says nothing of that, or limits them."""
    said = _DEPENDING.search(text) if "depending on" in text.lower() else None
    return text[: said.start()] if said and not restricts(said[0]) and not _ANOTHER.search(said[0]) else None
