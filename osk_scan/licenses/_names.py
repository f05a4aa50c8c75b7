"""One license name to the licenses it may mean: by table, by grammar, by family and version."""

import re
from collections.abc import Sequence
from functools import cache

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._bsd import BSD_MARKS, BSD_WORDS, UNCOUNTED, bsd_reading, bsd_spellings, held_bsd
from osk_scan.licenses._creative_commons import (
    CREATIVE_COMMONS_MARKS,
    CREATIVE_COMMONS_WORDS,
    PORTS,
    creative_commons_reading,
    creative_commons_spellings,
)
from osk_scan.licenses._gnu import GNU_MARKS, GNU_WORDS, gnu_reading, gnu_spellings, unversioned
from osk_scan.licenses._likeness import bag, nearest_words, reordered, squeezed, squeezed_stems
from osk_scan.licenses._restrictions import restricts
from osk_scan.licenses._table import knowledge
from osk_scan.licenses._words import words

MOST_WORDS = 40
MOST_WORDS_MENDED = 10
"""More words are a sentence, not a name."""
SHORTEST_MENDED_ALONE = 7
"""Letters of a word that is the whole name."""

GRAMMARS = (
    ("gnu-grammar", GNU_MARKS, gnu_reading),
    ("bsd-grammar", BSD_MARKS, bsd_reading),
    ("cc-grammar", CREATIVE_COMMONS_MARKS, creative_commons_reading),
)
"""Each grammar with its name and the words without one of which it reads nothing."""
USUAL_SPELLINGS = (gnu_spellings, bsd_spellings, creative_commons_spellings)
"""What the grammars are asked before any text is: to look a name up takes a twentieth of the time to read it."""
_MARKS = GNU_MARKS | BSD_MARKS | CREATIVE_COMMONS_MARKS
_BARE_LGPL_2 = re.compile(r"lgpl\s?v?\s?2(?![.\d])", re.IGNORECASE)
"""`LGPLv2` is 2.0 at Fedora and 2.1 at openSUSE; `LGPL-2` and names in full say 2.0 everywhere."""
_DOTTED = re.compile(r"\d\.\d")
"""`BSD 2.0` counts no clauses: the BSD licenses have no versions, and catalogues mean different ones."""
_AGREEMENT = re.compile(r"\blicen[cs]e\s+agreement\b", re.IGNORECASE)
_CALLED_LICENSE = re.compile(r"licen[cs]e\b.*\d|lizenz\b.*\d|\d.*li(?:cen[cs]e|zenz)\b", re.IGNORECASE)
_LATER = frozenset({"later", "newer", "greater", "above", "higher"})
_LETTERS = "a"
"""What words that begin with a letter do not sort before; numbers do."""
_LATER_FILLING = _LATER | {"or", "any", "and", "at", "your", "option"}
_LOOSE = frozenset({"public", "software", "project", "foundation", "general", "agreement", "open", "source", "only"})
_IN_ANY_NAME = _LOOSE - {"public", "general"}
"""Of these, the words that names of products and their makers have as well."""


def read_name(text: str, ecosystem: str) -> Answer | None:
    """Return what one license name may mean in `ecosystem`, or None where no rule reads it."""
    spelled = words(text)
    if spelled and spelled[0] == "of":  # `License of Ruby`
        spelled = spelled[1:]
    elif len(spelled) > 2 and spelled[1] == "of" and "0" <= spelled[0][0] <= "9":  # `version 2.0 of the Apache License`
        spelled = [*spelled[2:], spelled[0]]
    if not spelled or len(spelled) > MOST_WORDS:
        return None
    name = " ".join(spelled)
    own = knowledge().short_names.get(ecosystem)
    if own and name in own:
        return Answer(tuple(own[name].split("|")), f"{ecosystem}-short-name")
    return (
        _by_rule(name, spelled, text, ecosystem)
        or _by_letters(spelled)
        or _as_elsewhere(name)
        or _as_agreement(spelled, text, ecosystem)
        or _held(text, ecosystem)
    )


def may_be_name(text: str) -> bool:
    """Return whether `text` holds only words that some rule for names reads, and numbers: cheaper than asking them."""
    return not _strange(words(text))


def _strange(spelled: Sequence[str]) -> list[str]:
    """Return the words that no rule for names reads."""
    return [word for word in {*spelled} - _known_words() if word.isalpha()]


def read_misspelled(text: str, ecosystem: str) -> Answer | None:
    """Return the reading with one letter of one long word put right, where only one way of it gives a reading."""
    spelled = words(text)
    strange = _strange(spelled)
    if len(spelled) > MOST_WORDS_MENDED or len(strange) > 1:
        return None  # one word put right leaves another that no rule reads
    for word in strange or spelled:
        near = nearest_words(word)
        found = _mended(spelled, word, near, text, ecosystem) if near else None
        if found:
            return found
    return None


def _mended(spelled: list[str], word: str, near: list[str], text: str, ecosystem: str) -> Answer | None:
    """Return the one reading with `word` replaced by one of the words near to it."""
    position = spelled.index(word)
    before, after = spelled[:position], spelled[position + 1 :]
    named = any(other.isalpha() and other not in _IN_ANY_NAME for other in before + after)
    mended = ([*before, *words(known), *after] for known in near if named or _may_stand_alone(word, known, text))
    read = (_by_rule(" ".join(name), name, text, ecosystem) for name in mended)
    found = {answer.expressions for answer in read if answer}
    return Answer(found.pop(), "spelling-mended") if len(found) == 1 else None


def _may_stand_alone(word: str, known: str, text: str) -> bool:
    """Return whether a word that is the whole name may be a known one: a product's name may be as near to it.

    What is one for sure calls itself a license and has a version.
    """
    if "license" in known:
        return True
    called = len(word) >= SHORTEST_MENDED_ALONE and bool(_CALLED_LICENSE.search(text))
    return called and word[0] == known[0]


@cache
def _known_words() -> frozenset[str]:
    tables = (knowledge().phrases, knowledge().names, knowledge().stems, *knowledge().short_names.values())
    in_tables = frozenset(word for table in tables for name in table for word in name.split())
    grammars = GNU_WORDS | BSD_WORDS | CREATIVE_COMMONS_WORDS
    return in_tables.union(grammars, _LATER_FILLING, _LOOSE, squeezed_stems())


def _by_rule(name: str, spelled: Sequence[str], text: str, ecosystem: str) -> Answer | None:
    """Return the reading of `name`, whose words are `spelled`, by table, grammar, or family and version."""
    found = _answers().get(name) or _by_grammar(spelled)
    return _as_written(found, text, ecosystem) if found else _by_family(spelled, ecosystem)


@cache
def _answers() -> dict[str, Answer]:
    """Return the answer for every name of the tables and for the usual spellings that the grammars read."""
    usual = (name for spellings in USUAL_SPELLINGS for name in spellings())
    found = {name: answer for name in usual if (answer := _by_grammar(name.split()))}
    found |= {name: Answer(tuple(said.split("|")), "name") for name, said in knowledge().names.items()}
    return found | {name: Answer((said,), "phrase") for name, said in knowledge().phrases.items()}


def _by_letters(spelled: Sequence[str]) -> Answer | None:
    """Return the reading of the known name with the same letters, or with the same words in another order."""
    same = squeezed().get("".join(spelled)) or reordered().get(bag(spelled))
    return _answers()[same] if same else None


def _as_elsewhere(name: str) -> Answer | None:
    """Return what a name means that only one ecosystem has, or several have for the same license."""
    said = _elsewhere().get(name)
    return Answer(tuple(said.split("|")), "name-elsewhere") if said else None


def _as_agreement(spelled: Sequence[str], text: str, ecosystem: str) -> Answer | None:
    """Return what `X License` means where `X License Agreement` is not known; one word alone may be its vendor."""
    if "agreement" not in spelled or not _AGREEMENT.search(text):
        return None
    bare = [word for word in spelled if word != "agreement"]
    return _by_rule(" ".join(bare), bare, text, ecosystem) if len(bare) > 1 else None


def _held(text: str, ecosystem: str) -> Answer | None:
    held = held_bsd(text) if ecosystem == "debian" and not restricts(text) else None
    return Answer(held, "debian-holder") if held else None


@cache
def _elsewhere() -> dict[str, str]:
    """Return the names of several words of all ecosystems that mean one license wherever they are used."""
    found: dict[str, set[str]] = {}
    for own in knowledge().short_names.values():
        for name, said in own.items():
            if len([word for word in name.split() if word.isalpha()]) > 1:
                found.setdefault(name, set()).add(said)
    return {name: said.pop() for name, said in found.items() if len(said) == 1 and "@" not in min(said)}


def _by_grammar(spelled: Sequence[str]) -> Answer | None:
    if _MARKS.isdisjoint(spelled):
        return None
    for how, marks, grammar in GRAMMARS:
        found = None if marks.isdisjoint(spelled) else grammar(spelled)
        if found:
            return Answer(_ported(found, spelled) if how == "cc-grammar" else found, how)
    return None


def _ported(found: tuple[str, ...], spelled: Sequence[str]) -> tuple[str, ...]:
    """Return the country's own text of each license, where SPDX lists one."""
    country = next((PORTS[word] for word in spelled if word in PORTS), None)
    ids = knowledge().ids
    return tuple(ids.get(f"{one}-{country}".lower(), one) for one in found) if country else found


def _as_written(answer: Answer, text: str, ecosystem: str) -> Answer:
    """Return what the words of a grammar mean where `text` stands: beyond the words, its ecosystem and dots tell."""
    if answer.how == "gnu-grammar":
        return _gnu_in(ecosystem, answer, text)
    if answer.how == "bsd-grammar" and _DOTTED.search(text):
        return Answer(UNCOUNTED, "bsd-version-unknown")
    return answer


def _gnu_in(ecosystem: str, answer: Answer, text: str) -> Answer:
    """Return a GNU reading as `ecosystem` writes it.

    Source: DEP-5 section 7.1 (no number means the lowest version); Fedora and openSUSE read `LGPLv2` differently.
    """
    found = answer.expressions
    if len(found) > 1 and ecosystem == "debian":
        return Answer(unversioned(found[0].split("-")[0], later=True), "dep5-lowest-version")
    if ecosystem == "pypi-classifier":
        return Answer(_either_scope(found), "pep639-version-open")
    if found[0].startswith("LGPL-2.0-") and ecosystem not in knowledge().short_names and _is_bare_lgpl_2(text):
        return Answer((found[0], found[0].replace("2.0", "2.1")), "distributions-disagree")
    return answer


def _is_bare_lgpl_2(text: str) -> bool:
    return bool(_BARE_LGPL_2.search(text)) and "general" not in text.lower()


def _either_scope(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a Trove classifier leaves open: `v2` may mean only or later, and LGPLv2 may mean 2.1.

    Source: PEP 639, section on mapping license classifiers to SPDX identifiers.
    """
    later = tuple(one for one in found if one.endswith("-or-later"))
    if later and len(later) < len(found):  # no version at all
        return found
    either = later or tuple(f"{one.removesuffix('-only')}-{scope}" for one in found for scope in ("only", "or-later"))
    newer = tuple(one.replace("LGPL-2.0", "LGPL-2.1") for one in either if one.startswith("LGPL-2.0"))
    return tuple(dict.fromkeys(either + newer)) if not later or newer else later


def _by_family(spelled: Sequence[str], ecosystem: str) -> Answer | None:
    later = "+" in spelled
    bare = [word for word in spelled if word != "+"] if later else spelled
    if not _LATER.isdisjoint(spelled):
        later, bare = True, [word for word in bare if word not in _LATER_FILLING]
    numbers = [word for word in bare if word < _LETTERS]
    stem = [word for word in bare if word not in numbers] if numbers else bare
    families = _families(stem)
    if not families and numbers == ["1"] and not later:
        return _first_version(stem)
    if not families or len(numbers) > 1:
        return None
    if numbers:
        return _versioned(families, numbers[0], "+" if later else "")
    return _unversioned(families, ecosystem)


def _first_version(stem: Sequence[str]) -> Answer | None:
    """Return the license that has no version of its own: its version 1.0 is itself."""
    names = knowledge().names
    found = names.get(" ".join(stem)) or names.get(" ".join(word for word in stem if word not in _LOOSE))
    whole = found and "|" not in found and not any(map(str.isdigit, found))
    return Answer((found,), "first-version") if found and whole else None


def _families(stem: Sequence[str]) -> list[dict[str, str]]:
    stems = knowledge().stems
    found = stems.get(" ".join(stem))
    if not found and not _LOOSE.isdisjoint(stem):
        found = stems.get(" ".join([word for word in stem if word not in _LOOSE]))
    if not found and "pl" in stem:
        found = stems.get(" ".join(stem).replace("pl", "public"))
    found = found or stems.get(squeezed_stems().get("".join(stem), ""))
    return [knowledge().families[family] for family in found.split("|")] if found else []


def _versioned(families: list[dict[str, str]], number: str, suffix: str) -> Answer | None:
    """Return the license of that version; `20` is how addresses write 2.0."""
    dotted = f"{number[0]}.{number[1]}".removesuffix(".0") if number.isdigit() and len(number) == 2 else number
    digits = number.replace(".", "")
    for family in families:
        same = [version for version in family if version.replace(".", "") == digits]
        if number not in family and dotted not in family and len(same) == 1 and len(digits) > 2:
            dotted = same[0]
    for version in (number, dotted):
        found = tuple(family[version] + suffix for family in families if version in family)
        if found:
            return Answer(found, "family-and-version")
    every = tuple(id_ for family in families for id_ in family.values())
    begun = tuple(id_ for family in families for version, id_ in family.items() if version.startswith(f"{number}."))
    open_ = begun if len(begun) > 1 else every
    return Answer(open_, "version-unknown") if len(open_) > 1 else None


def _unversioned(families: list[dict[str, str]], ecosystem: str) -> Answer:
    every = tuple(id_ for family in families for id_ in family.values())
    if len(every) > 1 and ecosystem == "debian" and len(families) == 1:
        return Answer((families[0][min(families[0])],), "dep5-lowest-version")
    return Answer(every, "only-version" if len(every) == 1 else "version-missing")
