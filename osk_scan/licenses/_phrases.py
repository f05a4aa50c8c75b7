"""One license as people write it: a name with a gloss, an address, an exception or a note around it."""

import re

from osk_scan.licenses._answer import Answer, agreed, as_expression
from osk_scan.licenses._exception_names import read_exception, split_at_exception
from osk_scan.licenses._names import read_name
from osk_scan.licenses._notes import POINTS, shortened
from osk_scan.licenses._places import read_url
from osk_scan.licenses._restricting_words import OPEN_NAMES
from osk_scan.licenses._restrictions import restricts
from osk_scan.licenses._strict import read_identifier
from osk_scan.licenses._table import by_id, knowledge
from osk_scan.licenses._urls import is_url
from osk_scan.licenses._words import words
from osk_scan.licenses.algebra import all_of, any_of, parse_expression, render
from osk_scan.licenses.categories import openness_of

MOST_LAYERS = 3
SHORTEST_ABBREVIATION = 4
"""Letters: fewer abbreviate too much."""

_AROUND = re.compile(r"[\s(<\[:+-]")
_URL = re.compile(r"<?\(?\bhttps?://[^\s<>()]+\)?>?", re.IGNORECASE)
_GLOSS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|<([^<>]*)>|[(\[<]([^()\[\]<>]*)$")
LATER = (
    r"(?![\s-]*+\(?(?:at\s+your\s+option\)?)?,?\s*+\(?(?:an?y?\s+|jede\w?\s+)?"
    r"(?:latt?er|newer|greater|above|higher|similar|später|neuer|höher))"
)
"""What must not follow an `or` that stands between licenses."""
_STYLED = re.compile(r"[\s-](?:like|style|type)(?:\s+licen[sc]e)?$", re.IGNORECASE)
_GNU_NAME = re.compile(r"\bgnu\s+(?=[al]?gpl)", re.IGNORECASE)
_LIKENESS = re.compile(r"(?:an?\s+)?[\w-]+[\s-](?:based|derived|like|style|type)", re.IGNORECASE)
"""A gloss that tells what another license the named one is like (`CMU License (BSD like)`)."""
_WORD = re.compile(r"[a-z]+")
_UNABBREVIATED = frozenset({"and", "for", "of", "the"})
_STARTS = {"suse-": "suse", "spdx-license-identifier-": "", "creative commons gnu ": "", "cc-gnu ": ""}
"""What stands before a name of openSUSE's own, before those of the Android Open Source Project's license kinds, and
before the GNU licenses that Creative Commons wrote a deed for."""
_STARTING = tuple(_STARTS)
_DIGIT = re.compile(r"\d")
_CHANGED = re.compile(r"\b(?:adapted|altered|amended|custom\w*|modif\w+|restrict\w*|variant)\b", re.IGNORECASE)
_LIMITED = re.compile(rf"{_CHANGED.pattern}|\b(?:but|except|excluding|only|unless)\b", re.IGNORECASE)
"""Words of a gloss after which the license before it does not stand alone."""
_BESIDE = re.compile(r"\b(?:based|non|not|with\w*)\b", re.IGNORECASE)
"""Words that put a license beside the one that the text is about."""
_FOR_ALL = re.compile(r"free\s+for\s+(?:\w+\s+(?:and|or)\s+)?commercial\s+use", re.IGNORECASE)
"""A gloss that restricts nothing, although it speaks of commerce."""
_LICENSE_NAME = re.compile(rf"\b(?:mit|{'|'.join(OPEN_NAMES)})(?!\w|[\s-]+(?:compatib|like|style))", re.IGNORECASE)
_SEVERAL = re.compile(rf"(?=[aou])\b(?:and|or|und|oder)\b{LATER}|[;/|&]", re.IGNORECASE)
_BEFORE_GROUP = re.compile(r"(?:\b(?:and|or|with)|[;/|&])\s*$", re.IGNORECASE)
_A_LICENSE = re.compile(r"\blicen[sc]e\b|\d", re.IGNORECASE)
_VAGUE = frozenset({"@ambiguous", "@file-ref", "@noassertion", "@none"})
"""Classes that say less than anything beside them."""


def read_phrase(text: str, ecosystem: str, layers: int = MOST_LAYERS) -> Answer | None:
    """Return what the name of one license may mean with everything around it, or None where it is not read.

    `layers` bounds how many things are taken off one after the other: each one is tried in more than one way.
    """
    return read_plain(text, ecosystem) or read_around(text, ecosystem, layers)


def read_plain(text: str, ecosystem: str) -> Answer | None:
    """Return the reading of a bare text: an identifier, a class, a name."""
    return read_identifier(text) or read_named(text, ecosystem)


def read_named(text: str, ecosystem: str) -> Answer | None:
    """Return the reading of a name; an identifier in parentheses behind it settles what it leaves open."""
    answer = read_name(text, ecosystem)
    if answer and len(answer.expressions) > 1 and text.endswith(")"):
        return _identified(text, answer)
    return answer


def _identified(text: str, answer: Answer) -> Answer:
    """Return which of several readings the identifier in parentheses at the end says."""
    known = knowledge().ids.get(text[text.rfind("(") + 1 : -1].lower())
    return Answer((known,), "identifier-and-name") if known in answer.expressions else answer


def read_around(text: str, ecosystem: str, layers: int = MOST_LAYERS) -> Answer | None:
    """Return the reading of what is left when one thing around the name is taken off and read by itself."""
    if not layers or not _AROUND.search(text):
        return None
    if layers < MOST_LAYERS and _SEVERAL.search(text):
        return None  # several licenses are the operators' to read
    layers -= 1
    if "://" in text:
        return read_url(text, ecosystem) if is_url(text) else _with_address(text, ecosystem, layers)
    lowered = text.lower()
    if lowered.startswith(_STARTING):
        start = next(filter(lowered.startswith, _STARTING))
        found = read_phrase(text[len(start) :], _STARTS[start] or ecosystem, layers)
        return found and Answer(found.expressions, "start-removed")
    for shorter, how in shortened(text, lowered):
        settled = _glossed(text, ecosystem, layers) if how == "named-style" and text.endswith(")") else None
        if settled and settled.how == "gloss-names-license":
            return settled
        answer = read_phrase(shorter, ecosystem, layers)
        if answer:
            return Answer(answer.expressions, how)
    return _said_twice(text, ecosystem) or _glossed(text, ecosystem, layers) or _with_exception(text, ecosystem, layers)


def _said_twice(text: str, ecosystem: str) -> Answer | None:
    """Return the license that stands there once by its identifier and once by its name, if it is the same."""
    first, _, rest = text.partition(" ")
    start, _, last = text.rpartition(" ")
    for id_, name in ((first, rest), (last, start)):
        known = knowledge().ids.get(id_.strip("()[]:,").lower())
        named = read_plain(name.strip(" -–:,"), ecosystem) if known and name else None
        if named and known in named.expressions:
            return Answer((known,), "identifier-and-name")
    return _specified(text, ecosystem) if "," in text else None


def _specified(text: str, ecosystem: str) -> Answer | None:
    """Return the license where a name that leaves the version open and a comma stand before one of its versions."""
    family, _, version = text.partition(",")
    if "," in version or not _DIGIT.search(version) or _DIGIT.search(family):
        return None
    named = read_plain(family, ecosystem)
    said = read_plain(version.strip(), ecosystem) if named and len(named.expressions) > 1 else None
    if named and said and len(said.expressions) == 1 and said.expressions[0] in named.expressions:
        return Answer(said.expressions, "family-then-version")
    return None


def _with_address(text: str, ecosystem: str, layers: int) -> Answer | None:
    """Return what a name and the address beside it agree on; an address that is not known adds nothing."""
    name = _URL.sub(" ", text).strip(" \t()[]<>-–/,:;.")
    named = read_phrase(name, ecosystem, layers) if words(name) else None
    if named is None and words(name):
        return None
    read = [read_url(url, ecosystem) for url in _URL.findall(text)[:8]]
    later = set(named.expressions) if named else set()
    answers = [answer for answer in (named, *read) if answer and _tells(answer)]
    answers = [answer for answer in answers if answer is named or not _text_of(later, answer)]
    if named is None and len(answers) > 1 and all(map(_says_one_license, answers)):
        return _listed(answers)
    return agreed(answers, "name-and-url") if answers else None


def _listed(answers: list[Answer]) -> Answer:
    """Return what a list of addresses may mean: manifests list so what applies together and what may be chosen from."""
    parts = [parse_expression(one) for one in dict.fromkeys(answer.expressions[0] for answer in answers)]
    return Answer(tuple(dict.fromkeys((render(any_of(parts)), render(all_of(parts))))), "addresses-listed")


def _tells(answer: Answer) -> bool:
    """Return whether an answer counts beside another one: a class does only where it says that something is closed."""
    return answer.expressions[0] == "@proprietary" or not answer.expressions[0].startswith("@")


def _text_of(said: set[str], answer: Answer) -> bool:
    """Return whether an address only shows the text of a license that the name gives with `or later`."""
    return all(one.endswith("-only") and f"{one[:-5]}-or-later" in said for one in answer.expressions)


def _glossed(text: str, ecosystem: str, layers: int) -> Answer | None:
    """Return what a name and the gloss in parentheses agree on; else the text with the parentheses left out.

    A bracket that stays open holds no gloss: its rest must be read.
    """
    match = _GLOSS.search(text) if "(" in text or "[" in text or "<" in text else None
    if not match or _BEFORE_GROUP.search(text[: match.start()]):
        return None
    inner = next(group for group in match.groups() if group is not None).strip()
    outer = f"{text[: match.start()].strip()} {text[match.end() :].strip()}".strip()
    named = read_phrase(outer, ecosystem, layers) if words(outer) else None
    if _are_initials(inner, text[: match.start()]):
        if named is None:
            return _abbreviated(inner)
        inner = ""
    glossed = read_phrase(inner, ecosystem, layers) if inner else None
    if named and (glossed or _is_likeness(inner)):
        return _settled(named, glossed, inner, outer)
    if named is None and POINTS.match(inner) and words(text[match.end() :]):
        return None  # what follows the note belongs to no name before it
    spliced = read_phrase(f"{text[: match.start()]} {inner} {text[match.end() :]}".strip(), ecosystem, layers)
    if spliced:
        return Answer(spliced.expressions, "gloss-spliced")
    if named and not match[4] and (_is_limited(named) or not (_limits(inner) or _names_another(inner, named))):
        return Answer(named.expressions, "gloss-removed")
    if not glossed or len(glossed.expressions) > 1 or (glossed.expressions[0] == "@file-ref" and words(outer)):
        return None
    doubtful = (
        restricts(outer)
        or _CHANGED.search(text)
        or _BESIDE.search(text)
        or _SEVERAL.search(outer)
        or not _A_LICENSE.search(inner)
    )
    return None if doubtful else Answer(glossed.expressions, "gloss-names-license")


def _settled(named: Answer, glossed: Answer | None, inner: str, outer: str) -> Answer:
    """Return what a name and its gloss say together; one of them may only tell what license the other is like."""
    if glossed is None or (_is_likeness(inner) and not named.expressions[0].startswith("@")):
        return Answer(named.expressions, "gloss-removed")
    if _STYLED.search(outer) and _says_one_license(glossed) and not _may_be_closed(named):
        return Answer(glossed.expressions, "gloss-names-license")
    return _more_telling(named, glossed)


def _is_likeness(gloss: str) -> bool:
    return bool(_LIKENESS.fullmatch(gloss)) and not restricts(gloss)


def _may_be_closed(answer: Answer) -> bool:
    return any(openness_of(as_expression(one)) in ("D", "E") for one in answer.expressions)


def _says_one_license(answer: Answer) -> bool:
    return len(answer.expressions) == 1 and not answer.expressions[0].startswith("@")


def _limits(gloss: str) -> bool:
    """Return whether a license with this gloss does not stand alone."""
    return bool(_LIMITED.search(gloss)) or (restricts(gloss) and not _FOR_ALL.fullmatch(gloss))


def _names_another(gloss: str, named: Answer) -> bool:
    """Return whether a gloss that is not read names another open license, which may apply too (`MIT (parts GPL)`)."""
    if named.expressions[0].startswith("@"):
        return False
    own = " ".join(named.expressions).lower()
    names = _LICENSE_NAME.findall(_GNU_NAME.sub("", gloss))
    return any(name.lower().rstrip("v0123456789") not in own for name in names)


def _is_limited(named: Answer) -> bool:
    """Return whether a license is closed anyway (`BUSL-1.1 (Change License: Apache-2.0)`)."""
    known = by_id().get(named.expressions[0])
    return known is not None and known.category == "Source-available"


def _are_initials(letters: str, name: str) -> bool:
    """Return whether a gloss only abbreviates the name before it."""
    if not letters.isalpha():
        return False
    spelled = _WORD.findall(name.lower())
    telling = (word for word in spelled if word not in _UNABBREVIATED)
    return letters.lower() in ("".join([word[0] for word in spelled]), "".join([word[0] for word in telling]))


def _abbreviated(letters: str) -> Answer | None:
    """Return the license whose identifier abbreviates a name that is not known."""
    known = knowledge().ids.get(letters.lower()) if len(letters) >= SHORTEST_ABBREVIATION else None
    return Answer((known,), "gloss-names-license") if known else None


def _more_telling(named: Answer, glossed: Answer) -> Answer:
    """Return the license where the other only says a class (`Public Domain (Unlicense)`), else what both agree on."""
    if glossed.expressions[0] in _VAGUE:
        return named
    if named.expressions[0] in _VAGUE:
        return Answer(glossed.expressions, "gloss")
    classes = [answer.expressions[0].startswith("@") for answer in (named, glossed)]
    if "@proprietary" in (named.expressions[0], glossed.expressions[0]):
        return agreed((named, glossed), "gloss")
    if classes == [True, False]:
        return Answer(glossed.expressions, "gloss")
    bases = {one.partition(" WITH ")[0].removesuffix("+") for one in named.expressions}
    if classes[1] or bases <= set(glossed.expressions):
        return named
    return agreed((named, glossed), "gloss")


def _with_exception(text: str, ecosystem: str, layers: int) -> Answer | None:
    """Return a license with its exception."""
    parts = split_at_exception(text)
    base = read_phrase(parts[0], ecosystem, layers) if parts else None
    if parts is None or base is None or base.expressions[0].startswith("@"):
        return None
    return read_exception(base, parts[1], ecosystem)
