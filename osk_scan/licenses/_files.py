"""Texts that only point to a file; a file that is named after its license names the license."""

import re

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._names import read_name
from osk_scan.licenses._restrictions import restricts
from osk_scan.licenses._words import words

_SEE = re.compile(
    r"(?:please\s+)?(?:see|siehe|s\.|refer\s+to|read|in)\s+(?:the\s+)?(?:in\s+|file\s*:?\s+)?|see-(?:doc|file)\.",
    re.IGNORECASE,
)
"""FOSSology writes `See-file.COPYING`."""
_FILE = re.compile(
    r"[`'\"<(]?(?P<folder>(?:[\w.~-]*/)*)(?P<name>[\w.+-]+?)(?P<type>\.(?:txt|md|rst|html?|rtf|pdf|adoc))?[`'\">).]*"
)
_LICENSE_FILE = re.compile(
    r"(?:licen[sc]e|lizenz|copying|copyright(?!-free)|notice|readme|eula|unlicense|legal)s?\b.*", re.IGNORECASE
)
_SAID_ONLY = re.compile(
    r"(?:(?:see|siehe|refer\s+to|in)\s+)?(?:the\s+)?(?:accompanying\s+|included\s+|attached\s+)?licen[sc]e\s+(?:file|in)\b.*"
    r"|file\s*:?\s*\S+", re.IGNORECASE
)  # fmt: skip
_GLOSS = re.compile(
    r"(?:^(?=\w+\s+(?!\w+\s+licen[sc]e))|[\s,;(\[])\(?(?:see|siehe|refer\s+to|read|view|consult|in)\s+(?:the\s+|der\s+)?(?:\w+\s+)?"
    r"(?:file\s*:?\s+)?[`'\"<]?(?:[\w.~-]*/)*(?:licen[sc]e|lizenz|copying|copyright|notice|readme|eula|legal)",
    re.IGNORECASE,
)
_IN_FILE_NAMES = frozenset({"copying", "agreement", "file", "txt", "notice", "readme"})


def read_file_reference(text: str, ecosystem: str) -> Answer | None:
    """Return the license that a file is named after, `@file-ref` for another license file, None for other texts."""
    if _SAID_ONLY.fullmatch(text):
        return Answer(("@file-ref",), "file-reference")
    seen = _SEE.match(text)
    said = text[seen.end() :] if seen else text
    file = None if " " in said else _FILE.fullmatch(said)
    if not file:
        return Answer(("@file-ref",), "file-reference") if seen and _LICENSE_FILE.match(said) else None
    if not (
        seen
        or file["type"]
        or file["folder"].startswith(("/", "."))
        or ("/" not in said and _LICENSE_FILE.fullmatch(said))
    ):
        return None
    named = _named_after(file["name"], ecosystem)
    if named:
        return named
    pointed = seen and not restricts(said) and not seen[0].lower().startswith("in")
    return Answer(("@file-ref",), "file-reference") if pointed or _LICENSE_FILE.match(file["name"]) else None


def read_file_gloss(text: str) -> Answer | None:
    """Return `@file-ref` for a text that nobody reads and that ends with a license file to look into."""
    return Answer(("@file-ref",), "file-reference") if _GLOSS.search(text) else None


def _named_after(name: str, ecosystem: str) -> Answer | None:
    spelled = " ".join(word for word in words(name.replace("_", " ")) if word not in _IN_FILE_NAMES)
    found = read_name(spelled, ecosystem) if any(letter.isalpha() for letter in spelled) else None
    return Answer(found.expressions, "file-named-after-license") if found else None
