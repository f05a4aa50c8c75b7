"""The words of a license name, so that two spellings of one name become the same words."""

import re
import unicodedata

_SEPARATED_VERSION = re.compile(r"(?<![a-z0-9.])(v?\d)[-_](0?\d[a-c]?)(?![\d.a-z])")
_UNDERSCORED_VERSION = re.compile(r"(?<=[a-z])([1-9])_(0?\d[a-c]?)(?![\d.a-z])")
"""`LGPL2_1`, with the number run into the name."""
_GLUED_VERSION = re.compile(r"v(?=\d|(?<=[lf]v)\s\d)")
"""`GPLv3`, and `GPLv 3` as well: in front of a number no word but an abbreviation ends with `lv` or `fv`."""
_POSSESSIVE = re.compile(r"(?<=[a-z])['’]s\b")
_INITIALS = re.compile(r"(?<![a-z\d.])[a-z](?:\.[a-z])+(?![a-z])")
"""`M.I.T.`"""
_FINAL_ZEROS = re.compile(r"\.00?(?<=\d\.0|\.00)(?:\.0)*(?!\.?\d|[a-z](?![a-z]))")
_HALVES = re.compile(
    r"(?<![a-z])(?:(non)[\W_]+(commercial)|(share)[\W_]+(alike)|(no)[\W_]+(deriv(?:ative)?s?))(?![a-z])"
)
"""Words of Creative Commons that are written in one piece or two."""
_NUMBER = r"\d+(?:\.\d+)*(?:[a-z](?![a-z]))?"
_WORD = re.compile(rf"[^\W\d_]+|{_NUMBER}|\+|>=|≥")
_ASCII_WORD = re.compile(rf"[a-z]+|{_NUMBER}|\+|>=")
"""The same, found faster."""
_SPELLINGS = {
    **dict.fromkeys(("the", "license", "licence", "licenses", "licences", "licensed", "licenced", "licensing"), ""),
    **dict.fromkeys(("lizenz", "lizenzen", "lizenziert", "lic", "licencia", "licença", "licenza"), ""),
    **dict.fromkeys(("version", "ver", "vers", "v", "versión", "versione", "versão"), ""),
    "unlicence": "unlicense",
    "unlicenced": "unlicensed",
    "orlater": "later",
    "bds": "bsd",
    "apgl": "agpl",  # transposed in metadata of npm and PyPI (spdx-correct, ScanCode)
    "gun": "gnu",
    "claude": "clause",
    "bdsl": "bsdl",
    ">=": "+",
    "≥": "+",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "clauses": "clause",
    **dict.fromkeys(("publique", "pública", "pubblica"), "public"),
    **dict.fromkeys(("générale", "generale", "geral"), "general"),
    **dict.fromkeys(("ultérieure", "posterior", "successiva"), "later"),
    **dict.fromkeys(("o", "ou"), "or"),
    "oder": "or",
    "und": "and",
    **dict.fromkeys(
        ("später", "spätere", "späteren", "neuere", "neueren", "neuer", "höher", "höhere", "höheren"), "later"
    ),
    **dict.fromkeys(("jede", "jeder", "jeden"), "any"),
}
"""Words that are written in several ways, and those that tell no license from another."""
_SPELLING = _SPELLINGS.get
_IN_EVERY_EXCEPTION = frozenset(
    {
        *("exception", "exceptions", "linking", "special", "runtime", "library"),
        *("gpl", "lgpl", "agpl", "gnu", "a", "to", "or", "later", "plus"),
    }
)


def words(text: str) -> list[str]:
    """Return the words of `text` in their order: lower case, versions without final zeros, without empty words."""
    ascii_only = text.isascii()
    folded = (text if ascii_only else unicodedata.normalize("NFKC", text)).lower()
    if ascii_only and folded.replace(" ", "").isalpha() and not _may_have_halves(folded):  # as one name in three
        found = folded.split()
        return [*filter(None, map(_SPELLING, found, found))]
    if "." not in folded and ("-" in folded or "_" in folded):
        folded = _SEPARATED_VERSION.sub(_dotted, folded)
        folded = _UNDERSCORED_VERSION.sub(_dotted, folded) if "_" in folded else folded
    elif folded.count(".") > 1:
        folded = _INITIALS.sub(_undotted, folded)
    if ".0" in folded:
        folded = _FINAL_ZEROS.sub("", folded)
    if "'" in folded or "’" in folded:
        folded = _POSSESSIVE.sub("", folded)
    if "v" in folded:
        folded = _GLUED_VERSION.sub(" ", folded)
    if _may_have_halves(folded):
        folded = _HALVES.sub(_whole, folded)
    found = (_ASCII_WORD if ascii_only else _WORD).findall(folded)
    return [*filter(None, map(_SPELLING, found, found))]


def _may_have_halves(folded: str) -> bool:
    return "commercial" in folded or "alike" in folded or "deriv" in folded


def _dotted(version: re.Match[str]) -> str:
    return ".".join(version.groups())


def _undotted(initials: re.Match[str]) -> str:
    return initials[0].replace(".", "")


def _whole(halves: re.Match[str]) -> str:
    return "".join(filter(None, halves.groups()))


def key(text: str) -> str:
    """Return the words of `text` as one string: the key of every table."""
    return " ".join(words(text))


def exception_words(text: str) -> str:
    """Return the words that tell one exception from another, in their order."""
    return " ".join(word for word in words(text) if word not in _IN_EVERY_EXCEPTION and not word[0].isdigit())
