"""How the GNU licenses are written: family, version, `only` or `or later`, in any words and any order."""

from collections.abc import Iterator, Sequence
from itertools import product

VERSIONS = {
    "AGPL": ("1.0", "3.0"),
    "GFDL": ("1.1", "1.2", "1.3"),
    "GPL": ("1.0", "2.0", "3.0"),
    "LGPL": ("2.0", "2.1", "3.0"),
}
_SHORT = {"agpl": "AGPL", "gfdl": "GFDL", "fdl": "GFDL", "gpl": "GPL", "lgpl": "LGPL", "glp": "GPL", "lpgl": "LGPL"}
_SHORT |= {"affero": "AGPL"}
_NARROW = frozenset({"lesser", "library", "documentation", "general"})
_INVARIANTS = frozenset({"niv", "no", "invariants", "invariant", "sections", "with"})
GNU_MARKS = frozenset({"general", "gnu", "documentation", *_SHORT})
_LATER_WORDS = frozenset(
    {"later", "latter", "newer", "greater", "above", "higher", "plus", "upwards", "subsequent", "ab"}
)
_LATER = _LATER_WORDS | {"+"}
_FILLING = frozenset(
    {
        *("gnu", "general", "public", "library", "lesser", "affero", "free", "documentation", "software", "foundation"),
        *(
            "fsf",
            "as",
            "published",
            "by",
            "of",
            "a",
            "any",
            "at",
            "your",
            "option",
            "either",
            "for",
            "under",
            "terms",
            "only",
        ),
        *("s", "inc", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *_LATER,
        *_SHORT,
        *("november", "december", "1989", "1991", "1999", "2000", "2002", "2007", "2008"),
    }
)

GNU_WORDS = _FILLING | _INVARIANTS | {"or", "and"}
"""Every word that the grammar reads, beside numbers."""

_FULL_NAMES = {
    "agpl": ("gnu affero general public", "affero general public", "gnu affero public"),
    "gfdl": ("gnu free documentation",),
    "gpl": ("gnu general public", "general public", "gnu public"),
    "lgpl": ("gnu lesser general public", "lesser general public", "gnu library general public", "gnu lesser public"),
}
_SCOPES = ("", "only", "+", "or later", "or any later", "or newer")


def gnu_spellings() -> Iterator[str]:
    """Yield the words of the usual ways to write each license, with the abbreviation behind the name or alone."""
    for short, full in _FULL_NAMES.items():
        names = (short, f"gnu {short}", *full, *(f"{name} {short}" for name in full))
        versions = (version.removesuffix(".0") for version in VERSIONS[_SHORT[short]])
        ends = (f"{version} {scope}".strip() for version, scope in product(("", *versions), _SCOPES))
        yield from names
        for end in filter(None, ends):
            yield from (f"{name} {end}" for name in names)
            yield from (f"{name} {end} {short} {end.replace('or later', '+')}" for name in full)


def gnu_reading(words: Sequence[str]) -> tuple[str, ...] | None:
    """Return the ids that `words` may mean, or None where they name no GNU license or say more than one.

    Shape: one id where the version is given; the whole family where it is not.
    """
    found = set(words)
    if found == {"gnu"}:
        return tuple(id_ for family in VERSIONS for id_ in unversioned(family, later=False))
    if any(not "0" <= word[0] <= "9" for word in found - GNU_WORDS):
        return None
    family = _family(words, found)
    if family is None:
        return None
    strange = found - _FILLING
    versions = {word for word in strange if "0" <= word[0] <= "9" and len(word) < 4}
    strange -= versions
    later, only = not _LATER.isdisjoint(found), "only" in found
    invariants = "-no-invariants" if family == "GFDL" and _without_invariants(words) else ""
    if strange and (not _LATER_WORDS.isdisjoint(found) or {"library", "lesser"} <= found):
        strange -= {"or", "and"}
    if invariants:
        strange -= _INVARIANTS
    if strange or len(versions) > 1:
        return None
    if not versions:
        return unversioned(family, later=later)
    version = _known(family, versions.pop())
    if version is None or (later and only):
        return None
    return (f"{family}-{version}{invariants}-{'or-later' if later else 'only'}",)


def _without_invariants(words: Sequence[str]) -> bool:
    return "niv" in words or ("no" in words and ("invariants" in words or "invariant" in words))


def unversioned(family: str, *, later: bool) -> tuple[str, ...]:
    """Return what a GNU name without a number may mean: with `or later` the lowest version, else every version."""
    if later:
        return (f"{family}-{VERSIONS[family][0]}-or-later",)
    return tuple(f"{family}-{version}-{scope}" for version in VERSIONS[family] for scope in ("only", "or-later"))


def _family(words: Sequence[str], found: set[str]) -> str | None:
    """Return the GNU family that `words` name, or None where they name none or two; `found` is their set."""
    short = {_SHORT[word] for word in found if word in _SHORT}
    if len(short) == 1 and "public" not in found and found.isdisjoint(_NARROW):
        return short.pop()
    narrow = "lesser" in found or "library" in found
    spelled_out = "public" in found and ("general" in found or "gnu" in found)
    if words.count("general") > 1 or len(short - {"GPL"}) > 1 or ({"GPL", "LGPL"} <= short):
        return None
    if {"free", "documentation"} <= found:
        short.add("GFDL")
    elif narrow and (("GPL" in short) != spelled_out or ("GPL" not in short and {"gnu", "lesser"} <= found)):
        short = short - {"GPL"} | {"LGPL"}
    elif spelled_out:
        short.add("GPL")
    if "AGPL" in short:
        short.discard("GPL")
    return short.pop() if len(short) == 1 else None


def _known(family: str, version: str) -> str | None:
    """Return the version as SPDX writes it (`21` is 2.1), or None where the family has no such version."""
    full = version if "." in version else f"{version}.0"
    if full not in VERSIONS[family] and len(version) == 2 and version.isdigit():
        full = ".".join(version)
    return full if full in VERSIONS[family] else None
