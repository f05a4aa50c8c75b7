"""A license by the sentences of its own text, where a document gives the text instead of a name."""

import re
from functools import cache

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._gnu import gnu_reading
from osk_scan.licenses._table import Mark, knowledge

LONGEST_TEXT = 100_000
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_SAID_OF_WORK = (
    "a|all|also|an|are|as|author|authors|available|been|by|code|committed|completely|component|considered|content|contributed|data"
    "|dedicated|distributed|document|documentation|donated|entirely|example|explicitly|file|files|font|fonts|free|granted|has|have"
    "|header|hereby|i|in|into|is|it|its|library|material|module|now|of|open|package|page|placed|program|provided|published|purely"
    "|put|released|script|software|source|sources|the|these|they|this|to|under|utility|was|we|were|which|work|works|100%"
)
_LEFT_FREE = (
    r"and|anybody|anyone|anything|any|are|as|at|be|bears|but|change|comes|copy|copyrights?|distribute|do|enjoy|every|expressed|express|feel|for|free"
    r"|has|have|i\.e|implied|is|it|kind|like|may|modify|no|not\s+copyrighted|of|or|own|please|purposes?|redistribute|rights\s+reserved"
    r"|risk|software|this|to|used|use|want|warrant(?:y|ies)|well|whatever|whatsoever|what|wish|without|with|your|you"
)
_DEDICATION = re.compile(
    rf"(?:(?:{_SAID_OF_WORK})[\s,]+)*public[\s-]dom(?:ain|ian)(?:\s+(?:code|dedication|notice|software|works?))?"
    r"(?:\s+by\s+(?:its|the)\s+(?:authors?|copyright\s+holders?))?"
    rf"(?:(?:[\s,;.:(–—-]+(?:{_LEFT_FREE}))+)?[\s.!)]*",
    re.IGNORECASE,
)
"""Only words that put something into the public domain, and that leave its use free."""
_DEBIAN_NAME = re.compile(
    r"(?!(?:.*-)?(?:or|and|with|not|no|non|probably|maybe|like|mit|bsd|gpl|lgpl|cc0?)(?:-|$))"
    r"(?:[\w.]+-)*(?:pd|public-domain)(?:-[\w.]+)*",
    re.IGNORECASE,
)
"""`solar-public-domain`, `PD-debian`: Debian tells apart the statements of different authors (DEP-5 section 7.1.1)."""
_COMMON = re.compile(
    r"\bmay (?:not )?be used (?=to endorse)|\bprovided that the following conditions? (?:are|is) met\b"
    r"|\bmodified (?:3 clause |three clause )?(?:berkeley|bsd)\b"
    r"|\bmay (?:also )?(?:be )?(?:distributed|used?)(?: this \w+)? under\b"
)
"""What notices say around the texts of open licenses without setting a condition."""
_DISCLAIMER = re.compile(
    r"\b(?:code|material|program|software|this|work)s? (?:is|are) (?:being )?provided (?:by .{1,200}? )?as is\b.*?"
    r"(?:dealings in (?:the|this) software|possibility of such damages?|(?:performance|use) of this software|$)"
)
_CONDITIONS = re.compile(
    r"\b(?:agree|altered|as modified|cannot|commercial|contact|disallow\w*|except|forbid\w*|may(?! \d)|must"
    r"|modified (?:apache|expat|isc|mit|x11|zlib|\w+ licen[sc]e)|not|only|prohibit\w*"
    r"|provided that|requires?|restrict\w*|shall|solely|unless)\b"
)
"""What a sentence has that sets a condition; no title and no copyright line has it."""
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
    stated = named or ("public" in text.lower() and _DEDICATION.fullmatch(text))
    return Answer(("@public-domain",), "public-domain-stated") if stated else None


@cache
def _shortest_text() -> int:
    """Return the length of the shortest text that a rule here reads: most names are shorter."""
    marks = (sum(map(len, mark.says)) for mark in knowledge().texts)
    return min(*marks, len("under the terms of the gnu general public license as published by the free software"))


def plain_words(text: str) -> str:
    """Return the letters and digits of `text` in lower case, everything between them as one blank."""
    return _NO_LETTERS.sub(" ", text.lower()).strip()


def _marked(plain: str) -> Answer | None:
    """Return the license of the first entry that fits; its title or notice beside another's sentences says nothing."""
    begun = [mark for mark in knowledge().texts if mark.says[0] in plain]
    for mark in begun:
        if _fits(mark, plain):
            others = (one for one in begun if one.says[0] != mark.says[0] and one.means != mark.means)
            several = not mark.whole and any(one.whole for one in others)
            return None if several else Answer(tuple(mark.means.split("|")), "license-text")
    return None


def _fits(mark: Mark, plain: str) -> bool:
    if not all(phrase in plain for phrase in mark.says) or any(phrase in plain for phrase in mark.lacks):
        return False
    return not mark.whole or not _sets_others(plain, mark.says)


def _sets_others(plain: str, says: tuple[str, ...]) -> bool:
    """Return whether a text sets conditions beside the known ones."""
    rest = _COMMON.sub(" ", _DISCLAIMER.sub(" ", plain))
    for phrase in says:
        rest = rest.replace(phrase, " ")
    return bool(_CONDITIONS.search(rest))


def _gnu_notice(plain: str) -> Answer | None:
    """Return the license of the notice that the GNU licenses ask to put into each file."""
    notices = {match.groups() for match in _GNU.finditer(plain)}
    if len(notices) != 1:
        return None
    name, version, later = notices.pop()
    number = version.replace(" ", ".").removesuffix(".0")
    found = gnu_reading([*name.removesuffix(" license").split(), number, *(["later"] if later else [])])
    return Answer(found, "license-notice") if found else None
