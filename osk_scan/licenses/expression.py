"""Any text to the license it names: an expression, candidates or a class, with the rule that read it."""

from functools import lru_cache
from itertools import product
from math import prod
from typing import Literal, cast

from msgspec import Struct

from osk_scan.licenses._answer import MOST_CANDIDATES, Answer, as_expression
from osk_scan.licenses._cran import read_cran
from osk_scan.licenses._files import read_file_reference
from osk_scan.licenses._names import read_misspelled
from osk_scan.licenses._operators import read_compound
from osk_scan.licenses._phrases import read_around, read_named, read_phrase
from osk_scan.licenses._places import nuget_expression, read_url
from osk_scan.licenses._restrictions import read_restriction
from osk_scan.licenses._strict import read_strict
from osk_scan.licenses._table import by_id, knowledge
from osk_scan.licenses._urls import is_url
from osk_scan.licenses.algebra import all_of, parse_expression, render
from osk_scan.licenses.categories import Openness, category, common_openness, openness_of

LicenseClass = Literal[
    "expression", "ambiguous", "proprietary", "source-available", "public-domain", "file-ref", "none", "noassertion",
    "unreadable", "missing",
]  # fmt: skip

LONGEST_URL = 2000
LONGEST_EXPRESSION = 50_000
"""The longest expressions that images of whole systems carry have a few thousand characters."""
LONGEST_NAME = 400
"""A longer text is the license itself: only its title is read."""
_CLASSIFIER = "License :: "
_ECOSYSTEMS = {
    **dict.fromkeys(("deb", "ubuntu"), "debian"),
    **dict.fromkeys(("rpm-fedora", "rpm/fedora", "rpm/redhat", "rpm/centos", "rhel", "centos", "redhat"), "fedora"),
    **dict.fromkeys(("rpm-suse", "rpm/opensuse", "rpm/suse", "opensuse", "sles"), "suse"),
    **dict.fromkeys(("openembedded", "bitbake"), "yocto"),
}


class Reading(Struct, frozen=True):
    """What a license text was read as."""

    raw: str
    expression: str | None
    candidates: tuple[str, ...]
    """Every expression that an ambiguous text may mean; judged for the best and the worst of them."""
    license_class: LicenseClass
    openness: Openness
    how: str
    """The rule that read it."""


def read(text: str, ecosystem: str = "") -> Reading:
    """Return what `text` says in `ecosystem`.

    `ecosystem` is a purl type (`deb`, `npm`), a purl type with its distribution (`rpm/opensuse`), or empty where it is
    not known; for others nothing peculiar is known.
    """
    stripped = text.strip()
    if not stripped:
        return Reading(text, None, (), "missing", "U", "empty")
    found = knowledge().ids.get(stripped.lower())
    if found:
        return Reading(text, found, (), *_standing(found), "spdx-id")
    return _reading(text, _answer(stripped, _ECOSYSTEMS.get(ecosystem, ecosystem)))


def read_claims(claims: tuple[str, ...] | None, ecosystem: str = "") -> Reading:
    """Return what several claims about one component say together: all of them apply."""
    if claims is None:
        return Reading("", None, (), "missing", "U", "no-claim")
    if not claims:
        return Reading("", "NONE", (), "none", "U", "no-license-claimed")
    readings = [read(claim, ecosystem) for claim in dict.fromkeys(claims)]
    if len(readings) == 1:
        return readings[0]
    raw = " AND ".join(f"({reading.raw})" for reading in readings)
    meanings = _settled([reading.candidates or (reading.expression or "",) for reading in readings])
    if not all(map(all, meanings)) or prod(map(len, meanings)) > MOST_CANDIDATES:
        return Reading(raw, None, (), "unreadable", "U", "claims-together")
    together = (render(all_of(map(parse_expression, choice))) for choice in product(*meanings))
    return _reading(raw, Answer(tuple(dict.fromkeys(together)), "claims-together"))


def _settled(meanings: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the meanings of several claims; what one leaves open and another one says is the same statement."""
    found: list[tuple[str, ...]] = []
    for meaning in meanings:
        for position, other in enumerate(found):
            common = tuple(one for one in other if one in meaning)
            if common:
                found[position] = common
                break
        else:
            found.append(meaning)
    return found


def _answer(text: str, ecosystem: str) -> Answer | None:
    """Return the answer of the first rule that reads `text`."""
    if "/" in text and len(text) <= LONGEST_URL and is_url(text):
        written = nuget_expression(text)
        return read_strict(written) if written else read_url(text, ecosystem)
    if text.startswith(_CLASSIFIER):
        return _classifier(text)
    if ecosystem == "cran" and len(text) <= LONGEST_NAME and (stated := read_cran(text)):
        return stated
    if len(text) > LONGEST_NAME:
        whole = read_strict(text) if len(text) <= LONGEST_EXPRESSION else None
        return whole or _title(text, ecosystem)
    return (
        read_strict(text)
        or read_named(text, ecosystem)
        or read_file_reference(text, ecosystem)
        or read_around(text, ecosystem)
        or read_compound(text, ecosystem)
        or read_misspelled(text, ecosystem)
        or read_restriction(text)
    )


def _classifier(text: str) -> Answer | None:
    """Return what a Trove classifier says; PEP 639 forbids reading a version into those that leave it open."""
    name = text.rpartition(" :: ")[2]
    found = read_phrase(name, "pypi-classifier") or read_restriction(name)
    return found and Answer(found.expressions, "classifier")


def _title(text: str, ecosystem: str) -> Answer | None:
    """Return the license that a whole license text is titled with."""
    lines = [line.strip() for line in text[:2000].splitlines() if line.strip()][:3]
    for count in range(1, len(lines) + 1):
        title = " ".join(lines[:count])
        found = read_phrase(title, ecosystem) if len(title) <= LONGEST_NAME else None
        if found:
            return Answer(found.expressions, "title-of-text")
    return None


def _reading(raw: str, answer: Answer | None) -> Reading:
    if answer is None:
        return Reading(raw, None, (), "unreadable", "U", "not-read")
    if len(answer.expressions) > 1:
        return _ambiguous(raw, tuple(map(as_expression, answer.expressions)), answer.how)
    said = answer.expressions[0]
    if said.startswith("@"):
        return _class_reading(raw, said, answer.how)
    license_class, openness = _standing(said)
    return Reading(raw, said, (), license_class, openness, answer.how)


@lru_cache(maxsize=65_536)
def _standing(expression: str) -> tuple[LicenseClass, Openness]:
    return _class_of(expression), openness_of(expression)


def _ambiguous(raw: str, candidates: tuple[str, ...], how: str) -> Reading:
    """Return a reading with candidates; where all of them are closed in the same way, that much is certain."""
    certain = _class_of(candidates[0])
    closed = certain in _CLASSES_OF_CATEGORIES and all(_class_of(one) == certain for one in candidates)
    return Reading(raw, None, candidates, certain if closed else "ambiguous", _openness(candidates), how)


def _openness(candidates: tuple[str, ...]) -> Openness:
    if any(" " in one for one in candidates):
        return common_openness(candidates)
    tiers = {category(one).openness for one in candidates}
    return tiers.pop() if len(tiers) == 1 else "U"


def _class_reading(raw: str, said: str, how: str) -> Reading:
    license_class = cast("LicenseClass", said[1:])
    if license_class in ("file-ref", "unreadable", "ambiguous", "source-available"):
        return Reading(raw, None, (), license_class, "D" if license_class == "source-available" else "U", how)
    expression = as_expression(said)
    return Reading(raw, expression, (), license_class, openness_of(expression), how)


_CLASS_OF_CATEGORY: dict[str, LicenseClass] = {
    "Source-available": "source-available", "Commercial": "proprietary", "Proprietary Free": "proprietary",
    "Free Restricted": "proprietary", "Public Domain": "public-domain",
}  # fmt: skip
_CLASSES_OF_CATEGORIES = frozenset(_CLASS_OF_CATEGORY.values())


def _class_of(expression: str) -> LicenseClass:
    """Return the class of what is read as an expression: SPDX's own licenses keep their names."""
    if expression in ("NONE", "NOASSERTION"):
        return "none" if expression == "NONE" else "noassertion"
    known = by_id().get(expression)
    return "expression" if known is None or known.spdx else _CLASS_OF_CATEGORY.get(known.category, "expression")
