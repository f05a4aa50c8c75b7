"""Words that say that software is not open, whatever else the text says."""

import re
from collections.abc import Iterable

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._restricting_words import (
    ALLOWING,
    LIMITING,
    OPEN_NAMES,
    SOURCE_AVAILABLE,
    STRONG,
    WEAK,
    WEAK_ENDINGS,
)


def _any(patterns: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(patterns)})"


_STRONG = re.compile(_any(STRONG))
_WEAK = re.compile("|".join((_any(WEAK), *WEAK_ENDINGS)))
_LIMITING = re.compile(_any(LIMITING))
_ALLOWING = re.compile(_any(ALLOWING))
_SOURCE_AVAILABLE = re.compile(rf"{_any(SOURCE_AVAILABLE)}\b")
_OPEN_NAME = re.compile(rf"{_any(OPEN_NAMES)}\b")
_MIT = re.compile(r"\b(?:MIT|[Mm]it[\s-][Ll]icen[sc]e)\b")
"""In small letters it is a German word."""
_CLOSED_LICENSE = re.compile(
    r"(?:an?\s|the\s)?(?:[\w.&'-]+\s){0,6}(?:commercial|enterprise|proprietary|subscription)"
    r"(?:\s+(?:licen[cs]es?|licensing|terms|agreement|eula))?",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(r"\b(?:licen[sc]e\s+agreement(?:\W+v?[\d.]+)?\W*$|software\s+licen[sc]e\s+(?:agreement|terms))")
_OPEN_AGREEMENT = re.compile(r"\b(?:open|free|public|foundation|contributor|ipa)\b")
"""Words of open licenses that call themselves agreements."""


def names_closed_license(text: str) -> bool:
    """Return whether the whole text names a closed license, and does not only speak of one."""
    return bool(_CLOSED_LICENSE.fullmatch(text))


def restricts(text: str) -> bool:
    """Return whether words beside a license limit what it grants."""
    lowered = _ALLOWING.sub(" ", text.lower())
    limiting = _SOURCE_AVAILABLE.search(lowered) or _STRONG.search(lowered) or _WEAK.search(lowered)
    return bool(limiting or _LIMITING.search(lowered))


def read_restriction(text: str) -> Answer | None:
    """Return the class that restricting words give a text that no other rule reads."""
    if "_" in text and " " not in text:
        return None  # it is read once more with blanks
    lowered = _ALLOWING.sub(" ", text.lower())  # a pattern that ignores case tries every word at every letter
    if _SOURCE_AVAILABLE.search(lowered):
        return Answer(("@source-available",), "restricting-words")
    closed = _STRONG.search(lowered) or (_speaks_of_closed(lowered) and not _names_open(text, lowered))
    return Answer(("@proprietary",), "restricting-words") if closed else None


def _speaks_of_closed(lowered: str) -> bool:
    return bool(_WEAK.search(lowered) or (_AGREEMENT.search(lowered) and not _OPEN_AGREEMENT.search(lowered)))


def _names_open(text: str, lowered: str) -> bool:
    return bool(_OPEN_NAME.search(lowered) or _MIT.search(text))
