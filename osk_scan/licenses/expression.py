"""Any text to the license it names: an expression, candidates or a class, with the rule that read it."""

import re
from itertools import product
from math import prod

from msgspec import Struct

from osk_scan.licenses._answer import MOST_CANDIDATES, Answer
from osk_scan.licenses._blank_lists import LISTING_BY_BLANKS, read_blank_list
from osk_scan.licenses._cran import read_cran
from osk_scan.licenses._files import read_file_gloss, read_file_reference
from osk_scan.licenses._meanings import LicenseClass, meaning_of, meaning_of_license, usual_meaning
from osk_scan.licenses._names import read_misspelled
from osk_scan.licenses._operators import read_bare_compound, read_compound, read_decided, read_in_part
from osk_scan.licenses._phrases import read_around, read_named, read_phrase
from osk_scan.licenses._places import nuget_expression, read_url
from osk_scan.licenses._restrictions import read_restriction
from osk_scan.licenses._spellings import look_up
from osk_scan.licenses._strict import read_strict
from osk_scan.licenses._table import knowledge
from osk_scan.licenses._texts import read_public_domain, read_text
from osk_scan.licenses._urls import is_url
from osk_scan.licenses._wrappings import bare, unwrapped, without_introduction
from osk_scan.licenses.algebra import all_of, parse_expression, render
from osk_scan.licenses.categories import Openness

LONGEST_URL = 2000
LONGEST_EXPRESSION = 50_000
"""The longest expressions that images of whole systems carry have a few thousand characters."""
LONGEST_NAME = 400
"""A longer text is the license itself: only its title is read."""
LONGEST_LIST = 10_000
LONGEST_ITEM = 60
"""Letters that an item of a list has on average: prose has fewer commas."""
_CLASSIFIERS = ("license :: ", "osi approved :: ")
_ECOSYSTEMS = {
    **dict.fromkeys(("deb", "ubuntu"), "debian"),
    **dict.fromkeys(("rpm-fedora", "rpm/fedora", "rpm/redhat", "rpm/centos", "rhel", "centos", "redhat"), "fedora"),
    **dict.fromkeys(("rpm/rhel", "rpm/rocky", "rpm/almalinux", "rpm/ol", "rpm/oracle", "rpm/amzn"), "fedora"),
    **dict.fromkeys(("rpm-suse", "rpm/opensuse", "rpm/suse", "opensuse", "sles"), "suse"),
    **dict.fromkeys(("openembedded", "bitbake"), "yocto"),
    **dict.fromkeys(("ebuild", "portage"), "gentoo"),
    "alpine": "apk",
}


class Reading(Struct, frozen=True, gc=False):
    """What a license text was read as."""

    raw: str
    expression: str | None
    candidates: tuple[str, ...]
    """Every expression that an ambiguous text may mean; judged for the best and the worst of them."""
    license_class: LicenseClass
    openness: Openness
    how: str
    """The rule that read it."""
    unread: tuple[str, ...] = ()
    """What no rule read: the class is `unreadable` then, and NOASSERTION stands for it in the expression."""


def read(text: str, ecosystem: str = "") -> Reading:
    """Return what `text` says in `ecosystem`.

    `ecosystem` is a purl type (`deb`, `npm`), a purl type with its distribution (`rpm/opensuse`), or empty where it is
    not known; for others nothing peculiar is known.
    """
    stripped = text.strip()
    if not stripped:
        return Reading(text, None, (), "missing", "U", "empty")
    lowered = stripped.lower()
    found = knowledge().ids.get(lowered)
    if found:
        return Reading(text, *meaning_of_license(found), "spdx-id")
    home = _ECOSYSTEMS.get(ecosystem, ecosystem)
    plain = stripped
    usual = look_up(lowered, home)
    if not usual:
        plain = bare(stripped)
        usual = look_up(plain.lower(), home) if plain != stripped else ""
    return Reading(text, *usual_meaning(usual)) if usual else _reading(text, read_by_rules(plain, home))


def read_claims(claims: tuple[str, ...] | None, ecosystem: str = "") -> Reading:
    """Return what several claims about one component say together: all of them apply."""
    if claims is None:
        return Reading("", None, (), "missing", "U", "no-claim")
    if not claims:
        return Reading("", "NONE", (), "none", "U", "no-license-claimed")
    readings = _telling([read(claim, ecosystem) for claim in dict.fromkeys(claims)])
    if len(readings) == 1:
        return readings[0]
    raw = " AND ".join(f"({reading.raw})" for reading in readings)
    unread = tuple(part for reading in readings for part in _unread(reading))
    meanings = _settled([_meanings(reading) for reading in readings])
    if len(unread) == len(readings) or prod(map(len, meanings)) > MOST_CANDIDATES:
        return Reading(raw, None, (), "unreadable", "U", "claims-together", unread)
    together = (render(all_of(map(parse_expression, choice))) for choice in product(*meanings))
    return _reading(raw, Answer(tuple(dict.fromkeys(together)), "claims-together", unread))


def _telling(readings: list[Reading]) -> list[Reading]:
    """Return the readings that say which license; without one, all. `OSI Approved` beside MIT says nothing more."""
    found = [one for one in readings if one.license_class != "ambiguous" or one.candidates]
    return found if any(one.openness in ("A", "B") for one in found) else readings


def _unread(reading: Reading) -> tuple[str, ...]:
    return reading.unread or (() if reading.expression or reading.candidates else (reading.raw,))


def _meanings(reading: Reading) -> tuple[str, ...]:
    return reading.candidates or (reading.expression or "NOASSERTION",)


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


def read_by_rules(text: str, ecosystem: str) -> Answer | None:
    """Return the answer of the first rule that reads `text`, which is bare and no identifier."""
    text = unwrapped(without_introduction(text))
    if len(text) == 1 and not ecosystem:
        return Answer(("@noassertion",), "no-words")
    if "licenses.nuget.org/" in text and (written := nuget_expression(text)):  # decoded, it has blanks
        return read_strict(written)
    if "/" in text and len(text) <= LONGEST_URL and is_url(text):
        return read_url(text, ecosystem)
    if " :: " in text and text.lower().startswith(_CLASSIFIERS):
        return _classifier(text)
    if ecosystem in LISTING_BY_BLANKS and (blank_list := read_blank_list(text, ecosystem)):
        return blank_list
    if (ecosystem == "cran" or "file LICEN" in text) and len(text) <= LONGEST_NAME and (stated := read_cran(text)):
        return stated
    if len(text) > LONGEST_NAME:
        whole = read_strict(text) if len(text) <= LONGEST_EXPRESSION else None
        listed = read_compound(text, ecosystem) or read_in_part(text, ecosystem) if _is_list(text) else None
        return whole or listed or _whole_text(text, ecosystem)
    if "|" in text or ("&" in text and ecosystem == "yocto"):  # no name has them
        listed = read_compound(text, ecosystem)
        if listed:
            return listed
    return (
        read_strict(text)
        or read_named(text, ecosystem)
        or read_file_reference(text, ecosystem)
        or read_decided(text, ecosystem)
        or read_bare_compound(text, ecosystem)
        or read_around(text, ecosystem)
        or read_compound(text, ecosystem)
        or read_text(text)
        or read_public_domain(text, ecosystem)
        or read_misspelled(text, ecosystem)
        or read_restriction(text)
        or (read_by_rules(f"{text})", ecosystem) if text.count("(") == text.count(")") + 1 else None)
        or read_in_part(text, ecosystem)
        or read_file_gloss(text)
        or (read_by_rules(text.replace("_", " "), ecosystem) if "_" in text and " " not in text else None)
        or (read_by_rules(_HUMP.sub(" ", text), ecosystem) if " " not in text and _HUMP.search(text) else None)
        or _dashes(text)
    )


_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""`NewBSD`"""


def _dashes(text: str) -> Answer | None:
    """Return that nothing is said where a cell of a table is filled with a dash or a question mark."""
    return None if any(map(str.isalnum, text)) else Answer(("@noassertion",), "no-words")


def _is_list(text: str) -> bool:
    """Return whether a long text is a list of names, not prose."""
    return (
        len(text) <= LONGEST_LIST
        and "\n" not in text
        and len(text) / (text.count(",") + text.count(";") + 1) < LONGEST_ITEM
    )


def _classifier(text: str) -> Answer | None:
    """Return what a Trove classifier says; PEP 639 forbids reading a version into those that leave it open."""
    name = text.rpartition(" :: ")[2]
    found = read_phrase(name, "pypi-classifier") or read_restriction(name)
    return found and Answer(found.expressions, "classifier")


def _whole_text(text: str, ecosystem: str) -> Answer | None:
    """Return the license of a text by its sentences, else by its title: an altered text keeps the title."""
    said = read_text(text)
    if said and len(said.expressions) == 1:
        return said
    titled = _title(text, ecosystem)
    altered = titled and said and not set(titled.expressions).isdisjoint(said.expressions)
    return said if altered else titled or said


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
    return Reading(raw, *meaning_of(answer), answer.how, answer.unread)
