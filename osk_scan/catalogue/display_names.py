"""Read display names and publishers as fleets write them, down to the words that name the software."""

import re
from functools import lru_cache
from unicodedata import normalize

from msgspec import Struct

_MARKS = re.compile(r"[®™©]|\((?:r|tm|c)\)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s_()\[\]{},;:/\"'|]+|(?<=\s)[-–—]+(?=\s)")
_VERSION = re.compile(
    r"v?\d+(?:\.\d+)+[\w.+~-]*|v\d+|\d+\.x|\d\dh[12]|\d+u\d+[\w-]*|(?:rc|beta|sp|cu)\d+|build\d+|r(?!2$)\d{1,2}"
    r"|(?:19|20)\d\d-\d\d(?:-\d\d)?"
)
_YEAR = re.compile(r"r?(?:19[89]|20[0-4])\d(?:r2|[ab])?")
_CODE_NAME = re.compile(r"(?<=\s)(?:'[^']{1,30}'|\"[^\"]{1,30}\")|(?<=\d)\s+\([^()\d]{1,30}\)\s*$")
"""QGIS and others put the name of a release in quotation marks, Debian in parentheses behind its number."""
_INTEGER = re.compile(r"\d+")
_BITS = re.compile(r"\b(?:32|64)[ -]?bits?\b|\bx86[_-]64\b|\bx(?:64|86)\b|\b(?:amd|arm|win|ia)(?:32|64)\b|\bi[36]86\b")
_ARCHITECTURE_DIGITS = re.compile(r"[3-8][246]")
_LOCALE = re.compile(r"\b[a-z]{2}-(?:[a-z]{2}|latn|cyrl|hans|hant)\b")
_VARIANT = re.compile(r"(?<=\s)\(\s*(?:[a-z]{2,3}(?:[- ][a-z]{2,4})?|exe|msix?|msi|user|system)?\s*\)")
"""A language, package format or nothing left, in parentheses of its own: `(x64 de)`, `(MSIX)`."""
_VERSION_WORDS = frozenset({"version", "ver", "release", "build", "rev", "revision", "patch"})

_LANGUAGE_TEXT = """
deutsch german germany deutschland english englisch french français französisch italian italiano spanish español
multilingual mehrsprachig mui de en fr us deu ger enu eng fra ita spa
"""
_EDITION_TEXT = """
standard std professional prof pro plus enterprise ent ultimate premium home business education edu academic
edition community free express basic ltsc ltsb esr lts stable evaluation volume core datacenter essentials fixed ltsr cr
workstations
"""
_FILLER_TEXT = """
classic update bundle full portable extended support msi user machine system wide standalone windows win for and
dc continuous track only remove or repair desktop console konsole the cumulative beta canary nightly preview eap
"""
_LEGAL_FORM_TEXT = """
inc incorporated corp corporation corporations co company ltd limited llc lp gmbh mbh ag se kg kgaa eg ev e.v
sarl sas sa s.a bv b.v nv oy oyj ab as a.s a/s aps plc pty pte srl s.r.o sro the and u.a
"""
_LANGUAGES = frozenset(_LANGUAGE_TEXT.split())
_EDITIONS = frozenset(_EDITION_TEXT.split())
_FILLERS = _EDITIONS | frozenset(_FILLER_TEXT.split())
"""Words that may follow a product's name without making it another product."""
_LEGAL_FORMS = frozenset(_LEGAL_FORM_TEXT.split())


class DisplayName(Struct, frozen=True):
    """A display name taken apart."""

    words: tuple[str, ...]
    """Folded, without versions, architectures and languages; years and whole numbers still in."""
    release: str | None
    """The year in the name (`2019`, `2012-r2`)."""

    @property
    def unnumbered(self) -> tuple[str, ...]:
        """The words without years and whole numbers."""
        return tuple(word for word in self.words if not _is_year(word) and not _INTEGER.fullmatch(word))

    def spellings(self) -> tuple[tuple[str, ...], ...]:
        """Return the words ever looser: as they are, without years, editions, numbers, editions and numbers."""
        yearless = tuple(word for word in self.words if not _is_year(word))
        editionless = tuple(word for word in yearless if word not in _EDITIONS)
        bare = tuple(word for word in self.unnumbered if word not in _EDITIONS)
        ordered = (self.words, yearless, editionless, self.unnumbered, bare)
        return tuple(dict.fromkeys(spelling for spelling in ordered if spelling))


@lru_cache(maxsize=4096)
def read_display_name(text: str) -> DisplayName:
    """Return `text` as words that name the software, and the year it carries."""
    folded = folded_name(text)
    plain = _VARIANT.sub(" ", folded) if "(" in folded else folded
    words = [word for word in _words(plain) if word.isalpha() or not _VERSION.fullmatch(word)]
    years = [word for word in words if _is_year(word)]
    release = years[-1].removeprefix("r") if years else None
    if release and "r2" in words and not release.endswith("r2"):
        release = f"{release}r2"
    named = tuple(word for word in words if word not in _VERSION_WORDS and word != "r2")
    without_language = tuple(word for word in named if word not in _LANGUAGES)
    return DisplayName(without_language or named, release.replace("r2", "-r2") if release else None)


@lru_cache(maxsize=4096)
def folded_name(text: str) -> str:
    """Return `text` in one spelling: case, marks, white space, architectures and locales folded away."""
    if "'" in text or '"' in text or text.endswith(")"):
        text = _CODE_NAME.sub(" ", text)
    if not text.isascii() or "(" in text:
        text = normalize("NFKC", _MARKS.sub(" ", text))
    plain = text.casefold().replace("_", " ")
    if _ARCHITECTURE_DIGITS.search(plain):
        plain = _BITS.sub(" ", plain)
    return " ".join((_LOCALE.sub(" ", plain) if "-" in plain else plain).split())


@lru_cache(maxsize=65536)
def read_publisher(text: str) -> str:
    """Return a publisher without legal form and punctuation: `Adobe Systems, Inc.` → `adobe systems`."""
    plain = re.sub(
        r"[®™©,()&\"]|\.(?=\s|$)", " ", normalize("NFKC", _MARKS.sub(" ", text)).casefold().replace("_", " ")
    )
    words = [word for word in plain.split() if word not in _LEGAL_FORMS]
    return " ".join(words) or " ".join(plain.split())


def only_fillers(words: tuple[str, ...], also: frozenset[str] = frozenset()) -> bool:
    """Tell whether `words` after a product's name still leave it the same product."""
    return all(word in _FILLERS or word in also for word in words)


_SAME_WORD = {"mit": "with", "für": "for", "und": "and"}
"""German installers translate the small words between names that stay English."""
_SMALL_WORD = re.compile(r"\b(?:" + "|".join(_SAME_WORD) + r")\b")


def folded_part(text: str) -> str:
    """Return a part's display name as its patterns are compared: folded, small words in English."""
    return _SMALL_WORD.sub(lambda word: _SAME_WORD[word[0]], folded_name(text))


def _words(folded: str) -> list[str]:
    found = [word for raw in _SEPARATORS.split(folded) if raw and (word := raw.strip(".-–—")) and word != "&"]
    return [_SAME_WORD.get(word, word) for word in found]


def _is_year(word: str) -> bool:
    return not word.isalpha() and bool(_YEAR.fullmatch(word))
