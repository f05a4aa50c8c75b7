"""What an answer means, whatever the text was: an expression or candidates, with their class and openness."""

from functools import cache, lru_cache
from typing import Literal, cast

from osk_scan.licenses._answer import Answer, as_expression
from osk_scan.licenses._spellings import as_answer
from osk_scan.licenses._table import by_id
from osk_scan.licenses.categories import Openness, common_openness, openness_of, tier_of

LicenseClass = Literal[
    "expression", "ambiguous", "proprietary", "source-available", "public-domain", "file-ref", "none", "noassertion",
    "unreadable", "missing",
]  # fmt: skip

Meaning = tuple[str | None, tuple[str, ...], LicenseClass, Openness]
"""Expression, candidates, class, openness."""
MOST_MEANINGS = 16_384
MOST_KEPT = 32
LONGEST_KEPT = 200
"""Meanings that are kept, the expressions of each at most, and their letters: short texts may have hundreds."""


def meaning_of(answer: Answer) -> Meaning:
    """Return what a rule's answer means."""
    if answer.unread:
        return _in_part(answer.expressions)
    expressions = answer.expressions
    small = len(expressions) <= MOST_KEPT and len(expressions[0]) <= LONGEST_KEPT
    return (_kept_meaning if small else _meaning)(expressions)


def meaning_of_license(license_id: str) -> Meaning:
    """Return what an identifier means that a list has."""
    return _kept_meaning((license_id,))


def _in_part(expressions: tuple[str, ...]) -> Meaning:
    """Return what a text means that is not read whole: what was read counts, the rest stays unknown."""
    return (expressions[0], (), "unreadable", "U") if len(expressions) == 1 else (None, expressions, "unreadable", "U")


def _meaning(expressions: tuple[str, ...]) -> Meaning:
    if len(expressions) > 1:
        return _ambiguous(tuple(map(as_expression, expressions)))
    said = expressions[0]
    if said.startswith("@"):
        return _meaning_of_class(said)
    known = by_id().get(said)
    if known and known.spdx:
        openness = tier_of(said)
        return said, (), _CLASS_OF_TIER.get(openness, "expression"), openness
    return said, (), _class_of(said), openness_of(said)


_kept_meaning = lru_cache(MOST_MEANINGS)(_meaning)


@cache
def usual_meaning(compiled: str) -> tuple[str | None, tuple[str, ...], LicenseClass, Openness, str]:
    """Return what a compiled answer means, and the rule that gave it."""
    answer = as_answer(compiled)
    return *_meaning(answer.expressions), answer.how


def _ambiguous(candidates: tuple[str, ...]) -> Meaning:
    """Return the meaning of candidates; agreements of one kind that SPDX does not list are at least of that kind."""
    first = _class_of_agreement(candidates[0])
    certain = first and all(_class_of_agreement(one) == first for one in candidates)
    return None, candidates, first if first and certain else "ambiguous", common_openness(candidates)


def _meaning_of_class(said: str) -> Meaning:
    license_class = cast("LicenseClass", said[1:])
    if license_class in ("file-ref", "unreadable", "ambiguous", "source-available"):
        return None, (), license_class, "D" if license_class == "source-available" else "U"
    expression = as_expression(said)
    return expression, (), license_class, "U" if license_class in ("none", "noassertion") else openness_of(expression)


_CLASS_OF_CATEGORY: dict[str, LicenseClass] = {
    "Source-available": "source-available", "Commercial": "proprietary", "Proprietary Free": "proprietary",
    "Free Restricted": "proprietary", "Public Domain": "public-domain",
}  # fmt: skip


_CLASS_OF_TIER: dict[Openness, LicenseClass] = {"D": "source-available", "E": "proprietary"}


def _class_of(expression: str) -> LicenseClass:
    """Return the class of an expression of more than one license, or of one that SPDX does not list."""
    if expression in ("NONE", "NOASSERTION"):
        return "none" if expression == "NONE" else "noassertion"
    return _class_of_agreement(expression) or "expression"


def _class_of_agreement(expression: str) -> LicenseClass | None:
    """Return the class of a text that SPDX does not list, None for one that it lists and for those of no kind.

    A reference that no list knows may say by its own name that it is not open.
    """
    known = by_id().get(expression)
    if known is None:
        return None if " " in expression else _CLASS_OF_TIER.get(tier_of(expression))
    if known.spdx:
        return None
    return _CLASS_OF_CATEGORY.get(known.category) or _CLASS_OF_TIER.get(tier_of(expression))
