"""One license as people write it: a name with a gloss, an address, an exception or a note around it."""

import re
from collections.abc import Iterator

from osk_scan.licenses._answer import Answer, agreed
from osk_scan.licenses._names import read_name
from osk_scan.licenses._places import read_url
from osk_scan.licenses._table import knowledge
from osk_scan.licenses._urls import is_url
from osk_scan.licenses._words import exception_words, key, words

_URL = re.compile(r"<?\(?\bhttps?://[^\s<>()]+\)?>?", re.IGNORECASE)
_GLOSS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|<([^<>]*)>|[(\[<]([^()\[\]<>]*)$")
_NOTE = re.compile(
    r"[\s,;.:–—-]*\(?\b(?:(?:please\s+)?(?:see|refer\s+to|read)|for\s+details|found\s+in|as\s+(?:described|found|per))\b.*$"
    r"|[\s,;.:–—-]*(?:copyright\b|\(c\)|©).*$"
    r"|^(?:spdx-license-identifier|id|license|licence|name|type)\s*[:=]\s*",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_COPYRIGHT_FIRST = re.compile(r"^(?:copyright\s*)?(?:©|\(c\))\s*\d{4}(?:\s*[-–,]\s*\d{4})*\s*", re.IGNORECASE)
_STYLE = re.compile(r"[\s-]*(?:-|\b)(?:style|like|alike|type)\b|\s*\(or\s+similar\)|\s+or\s+similar\b", re.IGNORECASE)
_WITH = re.compile(r"\s*(?:,?\s*\bwith\b(?:\s+the\b)?|\bw/|-with-|\+(?=\s*(?:ce|cpe)\b))\s*", re.IGNORECASE)
_SHORT_EXCEPTIONS = {"ce": "classpath", "cpe": "classpath", "gcc runtime library": "gcc", "runtime library": "gcc"}
_UNNAMED = frozenset({"", "some", "additional", "permission", "permissions"})


def read_phrase(text: str, ecosystem: str) -> Answer | None:
    """Return what the name of one license may mean with everything around it, or None where it is not read."""
    return _plain(text, ecosystem) or _around(text, ecosystem)


def _plain(text: str, ecosystem: str) -> Answer | None:
    """Return the reading of a bare text: an identifier, a class, a name."""
    found = knowledge().ids.get(text.lower())
    if found:
        return Answer((found,), "spdx-id")
    spelled = key(text)
    own = knowledge().short_names.get(ecosystem, {}).get(spelled)
    if own is None and spelled in knowledge().phrases:
        return Answer((knowledge().phrases[spelled],), "phrase")
    return read_name(text, ecosystem)


def _around(text: str, ecosystem: str) -> Answer | None:
    """Return the reading of what is left when one thing around the name is taken off and read by itself."""
    if "://" in text:
        return is_url(text) and read_url(text, ecosystem) or _with_address(text, ecosystem)
    for shorter, how in _shorter(text):
        answer = read_phrase(shorter, ecosystem)
        if answer:
            return Answer(answer.expressions, how)
    return _glossed(text, ecosystem) or _with_exception(text, ecosystem)


def _shorter(text: str) -> Iterator[tuple[str, str]]:
    """Yield `text` without a note or without the words that make it only resemble a license."""
    for pattern, how in ((_COPYRIGHT_FIRST, "note-removed"), (_NOTE, "note-removed"), (_STYLE, "named-style")):
        shorter = pattern.sub("", text).strip(" \t.,;:-–")
        if shorter and len(shorter) < len(text) - 1:
            yield shorter, how


def _with_address(text: str, ecosystem: str) -> Answer | None:
    """Return what a name and the address beside it agree on; an address that is not known adds nothing."""
    name = _URL.sub(" ", text).strip(" \t()[]<>-–/,:;.")
    named = read_phrase(name, ecosystem) if words(name) else None
    if named is None and words(name):
        return None
    read = [read_url(url, ecosystem) for url in _URL.findall(text)[:8]]
    answers = [answer for answer in (named, *read) if answer and not answer.expressions[0].startswith("@")]
    return agreed(answers, "name-and-url") if answers else None


def _glossed(text: str, ecosystem: str) -> Answer | None:
    """Return what a name and the gloss in parentheses agree on; else the text with the parentheses left out."""
    match = _GLOSS.search(text)
    if not match:
        return None
    inner = next(group for group in match.groups() if group is not None).strip()
    outer = f"{text[: match.start()].strip()} {text[match.end() :].strip()}".strip()
    spliced = read_phrase(f"{text[: match.start()]} {inner} {text[match.end() :]}".strip(), ecosystem)
    if not words(outer):
        return spliced
    named, glossed = read_phrase(outer, ecosystem), read_phrase(inner, ecosystem) if inner else None
    if named and glossed:
        return _more_telling(named, glossed)
    if spliced:
        return Answer(spliced.expressions, "gloss-spliced")
    return named and Answer(named.expressions, "gloss-removed")


def _more_telling(named: Answer, glossed: Answer) -> Answer:
    """Return the license where the other only says a class (`Public Domain (Unlicense)`), else what both agree on."""
    classes = [answer.expressions[0].startswith("@") for answer in (named, glossed)]
    if classes == [True, False]:
        return Answer(glossed.expressions, "gloss")
    return named if classes[1] else agreed((named, glossed), "gloss")


def _with_exception(text: str, ecosystem: str) -> Answer | None:
    """Return a license with its exception."""
    match = _WITH.search(text)
    if not match or not match.start():
        return None
    base = _plain(text[: match.start()].strip(" ,"), ecosystem) or _glossed(
        text[: match.start()].strip(" ,"), ecosystem
    )
    if base is None or base.expressions[0].startswith("@"):
        return None
    said = text[match.end() :]
    name = exception_words(said)
    if name in _UNNAMED and "exception" in said.lower():
        return Answer(_any_exception(base.expressions), "exception-unnamed")
    if name == "commons clause":
        return Answer(
            tuple(f"{one} AND LicenseRef-scancode-commons-clause" for one in base.expressions), "commons-clause"
        )
    found = knowledge().exceptions.get(_SHORT_EXCEPTIONS.get(name, name))
    if not found:
        return None
    numbers = {word for word in words(said) if word[0].isdigit()}
    pairs = (f"{one} WITH {exception}" for one in base.expressions for exception in _fitting(one, found, numbers))
    return Answer(tuple(pairs), "license-with-exception")


def _fitting(license_id: str, exceptions: str, numbers: set[str]) -> list[str]:
    """Return the exceptions of the said version, else of the license's own major version, else all."""
    every = exceptions.split("|")
    versions = {one: next((word for word in words(one) if word[0].isdigit()), "") for one in every}
    said = [one for one in every if versions[one] in numbers]
    major = next((word[0] for word in words(license_id) if word[0].isdigit()), "")
    return said or [one for one in every if versions[one][:1] == major] or every


def _any_exception(bases: tuple[str, ...]) -> tuple[str, ...]:
    """Return what an exception without a name may come to: nothing, or the widest permission in use."""
    widest = tuple(f"{one} WITH Classpath-exception-2.0" for one in bases if one.startswith("GPL-"))
    return bases + widest
