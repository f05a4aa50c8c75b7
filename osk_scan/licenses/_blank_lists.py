"""Licenses that only blanks divide, as Gentoo, Alpine and FreeBSD write them: the same text with operators between."""

import re
from collections.abc import Iterable, Iterator

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._operators import read_compound, read_in_part

_BETWEEN = {"gentoo": "AND", "apk": "AND", "freebsd": "AND/OR"}
"""What no operator means: all apply. FreeBSD's ports say in LICENSE_COMB whether all do, which lists leave out."""
_OPERATORS = re.compile(r"(?<!\S)(?:and|or|with)(?!\S)|[,;&/]|(?<!\|)\|(?!\|)", re.IGNORECASE)
_WORD = re.compile(r"[()]|[^\s()]+")
LISTING_BY_BLANKS = frozenset(_BETWEEN)
MOST_WORDS = 400


def read_blank_list(text: str, ecosystem: str) -> Answer | None:
    """Return what a list of `ecosystem` without operators says, or None where it writes no such lists.

    What applies under a condition (`gui? ( GPL-3+ )`) counts as if it always did.
    Source: Package Manager Specification, section 8.2; Alpine Linux, APKBUILD Reference, license; FreeBSD Porter's
    Handbook, section 5.7.
    """
    between = _BETWEEN.get(ecosystem)
    found = _WORD.findall(text) if between and " " in text and not _OPERATORS.search(text) else []
    if not between or not 1 < len(found) <= MOST_WORDS:
        return None
    spelled = " ".join(_with_operators(found, between))
    return read_compound(spelled, ecosystem) or (read_in_part(spelled, ecosystem) if ecosystem == "gentoo" else None)


def _with_operators(words: Iterable[str], between: str) -> Iterator[str]:
    """Yield the words with what stands between two of the same group: `OR` in a group behind `||`."""
    groups, choice, first = [between], False, True
    for word in words:
        if word == "||" or word.endswith("?"):
            choice = word == "||"
            continue
        if word == ")":
            groups = groups[:-1] or [between]
        elif not first:
            yield groups[-1]
        yield word
        first = word == "("
        if first:
            groups.append("OR" if choice else between)
        choice = False
