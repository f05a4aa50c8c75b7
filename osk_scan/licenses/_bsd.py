"""How the BSD licenses are written: by their number of clauses or by the names that stand for it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from osk_scan.licenses._restricting_words import OPEN_NAMES

_NICKNAMES = {"new": "3", "revised": "3", "modified": "3", "simplified": "2", "freebsd": "2", "free": "2"}
_NICKNAMES |= {"zero": "0", "old": "4", "original": "4", "advertising": "4"}
_FILLING = frozenset(
    {"bsd", "bsdl", "freebsd", "clause", "c", "cl", "berkeley", "software", "distribution", "or", "with"}
)
_MORE_THAN_A_HOLDER = "|".join(
    (
        r"no|non|not|nomil\w*|with|without|and|or|but|only|unless|exceptions?|use|eval|internal|personal|private|beta",
        r"binary\w*|redist\w*|forbid\w*|restrict\w*|modif\w*|custom\w*|clear|attribution|acknowledg\w*|advertising",
        r"patents?|variant|shortened|nuclear|like|style|sun|views|uc|mit|expat|x11|openssl|sleepycat|cddl|cecill\w*|ofl|afl",
        r"\w{0,3}[ps]l",
        *OPEN_NAMES,
    )
)
_HELD = re.compile(
    rf"bsd-?([234])(?:[-_]?clauses?)?[-_~](?!.*(?:\b|_)(?:{_MORE_THAN_A_HOLDER})(?:\b|_))[^\W\d_][\w.~-]*",
    re.IGNORECASE,
)
_UNIVERSITY = re.compile(r"ucb|california|berkeley|regents", re.IGNORECASE)
_IDS = {"0": "0BSD", "1": "BSD-1-Clause", "2": "BSD-2-Clause", "3": "BSD-3-Clause", "4": "BSD-4-Clause"}
UNCOUNTED = ("0BSD", "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "BSD-4-Clause-UC")
"""Where nothing counts the clauses."""
_NAMED = frozenset({"bsd", "bsdl", "freebsd"})
BSD_MARKS = _NAMED | {"clause"}
_LETTERS = frozenset("bsd")
_COUNTED = frozenset({"2", "3", "4"})
_VAGUE = frozenset({"standard", "style", "variant", "individual", "other", "generic", "license", "derived"})

BSD_WORDS = _FILLING | _VAGUE | _NICKNAMES.keys()
"""Every word that the grammar reads, beside numbers."""


def bsd_spellings() -> Iterator[str]:
    """Yield the words of the usual ways to write each license: the number of clauses, a nickname, or both."""
    yield from (
        "bsd",
        "freebsd",
        "bsd style",
        "bsd variant",
        "zero clause bsd",
        "bsd with advertising",
        *(f"{word} bsd" for word in _NICKNAMES),
    )
    yield from (f"bsd {word}" for word in _NICKNAMES)
    for count in _IDS:
        yield from (f"bsd {count}", f"bsd {count} clause", f"{count} clause bsd", f"bsd {count}c")
        yield from (f"bsd {count} clause {word}" for word in _NICKNAMES)
        yield from (f"{word} bsd {count} clause" for word in _NICKNAMES)


def bsd_reading(words: Sequence[str]) -> tuple[str, ...] | None:
    """Return the ids that `words` may mean, or None where they name no BSD license.

    Shape: one id where the clauses are counted or nicknamed, several where they are so in two ways (`4-clause "New"`),
    every BSD license where they are not.
    """
    if _NAMED.isdisjoint(words) and not _counts_clauses(words):
        return None
    counts: set[str] = set()
    for word in words:
        if word in _NICKNAMES:
            counts.add(_NICKNAMES[word])
        elif word[0].isdigit():
            counts.add(word.rstrip("c"))
        elif word not in BSD_WORDS and not _is_misspelt(word):
            return None
    if not counts <= _IDS.keys():
        return None
    return tuple(_IDS[count] for count in sorted(counts)) or UNCOUNTED


def held_bsd(text: str) -> tuple[str, ...] | None:
    """Return the license that a name tells apart by its holder alone (`BSD-3-clause-JANET`), as files of Debian do.

    Shape: one id, or None where what follows the count may be more than a holder.
    """
    held = _HELD.fullmatch(text)
    if held and held[1] == "4" and _UNIVERSITY.search(text):
        return ("BSD-4-Clause-UC",)
    return (_IDS[held[1]],) if held else None


def _counts_clauses(words: Sequence[str]) -> bool:
    """Return whether words say a number of clauses by which people call no other licenses (`3-clause`)."""
    return any(word == "clause" and before in _COUNTED for before, word in pairwise(words))


def _is_misspelt(word: str) -> bool:
    """Return whether a word has the letters of `bsd` alone: beside counted clauses it means that (`BS-3-Clause`)."""
    return len(word) > 1 and _LETTERS.issuperset(word)
