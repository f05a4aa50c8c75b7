"""A license by the sentences of its own text, where a document gives the text instead of a name."""

import re
from functools import cache

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._gnu import gnu_reading
from osk_scan.licenses._table import knowledge

LONGEST_TEXT = 100_000
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_DEDICATION = re.compile(
    r"(?:(?:this|the|all|its|it|software|code|source|work|works|program|library|package|file|files|author|authors|i|we|has|have|been|is|are|was"
    r"|hereby|explicitly|entirely|released|placed|put|dedicated|donated|by|of|in|into|to)[\s,]+)*public[\s-]domain(?:\s+by\s+(?:its|the)\s+authors?)?[.!]?",
    re.IGNORECASE,
)
_DEBIAN_NAME = re.compile(
    r"(?!(?:.*-)?(?:or|and|with|not|no|non|probably|maybe|like|mit|bsd|gpl|lgpl|cc0?)(?:-|$))"
    r"(?:[\w.]+-)*(?:pd|public-domain)(?:-[\w.]+)*",
    re.IGNORECASE,
)
"""`solar-public-domain`, `PD-debian`: Debian tells apart the statements of different authors (DEP-5 section 7.1.1)."""
_GNU = re.compile(
    r"(?:under the terms of|covered by) the (?P<name>gnu (?:lesser |library |affero )?general public license)"
    r" as published by the free software foundation (?:either )?version (?P<version>\d(?: \d)?)"
    r"(?P<later>[ a-z]{0,20} or at your option any later version)?"
)


def read_text(text: str) -> Answer | None:
    """Return the one license whose words `text` holds, or None where it holds none or those of several."""
    if not _shortest_text() <= len(text) <= LONGEST_TEXT:
        return None
    plain = plain_words(text)
    found = [answer for answer in (_marked(plain), _gnu_notice(plain)) if answer]
    return found[0] if len(found) == 1 else None


def read_public_domain(text: str, ecosystem: str) -> Answer | None:
    """Return `@public-domain` for a sentence, or one of Debian's names, that says this and nothing else."""
    named = ecosystem == "debian" and _DEBIAN_NAME.fullmatch(text)
    return Answer(("@public-domain",), "public-domain-stated") if named or _DEDICATION.fullmatch(text) else None


@cache
def _shortest_text() -> int:
    """Return the length of the shortest text that a rule here reads: most names are shorter."""
    marks = (sum(map(len, mark.says)) for mark in knowledge().texts)
    return min(*marks, len("under the terms of the gnu general public license as published by the free software"))


def plain_words(text: str) -> str:
    """Return the letters and digits of `text` in lower case, everything between them as one blank."""
    return _NO_LETTERS.sub(" ", text.lower()).strip()


def _marked(plain: str) -> Answer | None:
    """Return the license of the first entry whose phrases are all there."""
    begun = [mark for mark in knowledge().texts if mark.says[0] in plain]
    for mark in begun:
        if all(phrase in plain for phrase in mark.says) and not any(phrase in plain for phrase in mark.lacks):
            return Answer(tuple(mark.means.split("|")), "license-text")
    return None


def _gnu_notice(plain: str) -> Answer | None:
    """Return the license of the notice that the GNU licenses ask to put into each file."""
    notices = {match.groups() for match in _GNU.finditer(plain)}
    if len(notices) != 1:
        return None
    name, version, later = notices.pop()
    number = version.replace(" ", ".").removesuffix(".0")
    found = gnu_reading([*name.removesuffix(" license").split(), number, *(["later"] if later else [])])
    return Answer(found, "license-notice") if found else None
