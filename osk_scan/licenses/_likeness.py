"""Known names that are like a given one: the same letters, the same words, or one letter apart."""

from collections.abc import Iterable, Sequence
from functools import cache

from osk_scan.licenses._bsd import bsd_spellings
from osk_scan.licenses._creative_commons import creative_commons_spellings
from osk_scan.licenses._gnu import gnu_spellings
from osk_scan.licenses._table import knowledge

SHORTEST_MENDED = 6
"""Shorter words are one letter away from too much (`IST`, `MITt`)."""
FEWEST_WORDS = 4
"""Fewer words in another order may be another name."""


@cache
def squeezed() -> dict[str, str]:
    """Return names by their letters alone: where the spaces fall is no part of a name."""
    usual = (*gnu_spellings(), *bsd_spellings(), *creative_commons_spellings(), *knowledge().names)
    return {name.replace(" ", ""): name for name in usual if " " in name and len(name) > 4}


@cache
def squeezed_stems() -> dict[str, str]:
    """Return the names of families by their letters alone, with `and` and without it."""
    found: dict[str, str] = {}
    for stem in knowledge().stems:
        if " " in stem and len(stem) > 4:
            found.setdefault(stem.replace(" and ", "").replace(" ", ""), stem)
            found[stem.replace(" ", "")] = stem
    return found


def bag(spelled: Sequence[str]) -> frozenset[str]:
    """Return the words of a name without their order; empty for a name too short for that."""
    return frozenset(spelled if len(spelled) >= FEWEST_WORDS else ())


@cache
def reordered() -> dict[frozenset[str], str]:
    """Return names by their words in any order, where these mean one name."""
    found: dict[frozenset[str], set[str]] = {}
    for name in knowledge().names:
        found.setdefault(bag(name.split()), set()).add(name)
    return {words: names.pop() for words, names in found.items() if words and len(names) == 1}


def nearest_words(word: str) -> list[str]:
    """Return the known words one added, missing, wrong or transposed letter away from `word`; none for a known one."""
    if len(word) < SHORTEST_MENDED or not word.isalpha() or word in _vocabulary():
        return []
    near = filter(None, map(_by_shortened().get, (word, *_shortened(word))))
    return sorted({known for words in near for known in words if _one_letter_apart(word, known)})


def _one_letter_apart(word: str, known: str) -> bool:
    """Return whether two words with a shortened form in common differ in one place (`OpenBSD`, `OpenPBS` do in two)."""
    differing = [pair for pair in zip(word, known, strict=False) if pair[0] != pair[1]]
    transposed = len(differing) == 2 and differing[0] == differing[1][::-1]
    return len(word) != len(known) or len(differing) == 1 or transposed


def _shortened(word: str) -> Iterable[str]:
    return (word[:position] + word[position + 1 :] for position in range(len(word)))


@cache
def _vocabulary() -> frozenset[str]:
    """Return the words that occur in several names: a rare word is no pattern to mend another by."""
    counts: dict[str, int] = {}
    for name in (*knowledge().names, *knowledge().stems):
        for word in name.split():
            counts[word] = counts.get(word, 0) + 1
    common = {word for word, count in counts.items() if count > 1 and len(word) >= SHORTEST_MENDED and word.isalpha()}
    return frozenset(common | {"license", "licence", "unlicense", "general", "lesser", "library", "public", "clause"})


@cache
def _by_shortened() -> dict[str, tuple[str, ...]]:
    """Return known words by themselves and by each of their forms with one letter left out."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(_vocabulary()):
        for form in {word, *_shortened(word)}:
            found[form] = (*found.get(form, ()), word)
    return found
