"""What is wrapped around a license text: quotes, introductions, JSON of old package.json files, OSGi attributes."""

import re

import msgspec
from msgspec import Struct

_ATTRIBUTES = re.compile(
    r';\s*(?:(?:link|url)\s*:?=\s*"?(?P<url>[^";,\s]*)"?|description\s*:?=\s*(?:"[^"]*"|[^;"]*$|[^;,]*))', re.IGNORECASE
)
LONGEST_JSON = 2000
LONGEST_HEADER = 10_000
"""Every attribute of a header looks back to its beginning."""
LONGEST_LINE = 400
_AROUND = " \t\r\n\xa0,;:*`\"'“”„‘’"
_BEHIND = _AROUND + "."
_LABEL = (
    r"(?:spdx-?licen[sc]e-?identifier|(?:multi-?)?licen[sc]es?(?:[\s_-]?(?:id|identifier|name|type))?|lizenz(?:en|art|modell|name|typ)?"
    r"|custom|f?l?oss|open[\s-]source(?:[\s-]?(?:licen[sc]e|lizenz|software))?)\s*(?:[:=](?!:)|\s[–-]\s)"
)
_SAYING_NOTHING = (
    "all|and|are|available|can|code|copy|covered|distribute|distributed|distribution|everyone|feel|file|files|free|governed|is|it"
    "|library|licen[sc]ed|made|may|modified|modify|module|open|or|package|plugin|program|project|provided|published"
    "|redistribute|redistributed|released|software|source|that|the|this|to|use|used|work|you"
)
_INTRODUCTION = re.compile(
    rf"^(?:{_LABEL}|(?:(?:{_SAYING_NOTHING})[\s;,/]+)*(?:under|by|subject\s+to)\s(?:the\s+)?"
    r"(?:(?:terms|conditions)(?:\s+and\s+conditions)?\s+of\s+)?(?:the\s|an?\s)?"
    r"|(?:lizenziert|veröffentlicht|steht|verfügbar|open[\s-]source|freie\s+software)\s+unter\s+(?:der\s|den\s+bedingungen\s+der\s)?)\s*(?=\S)",
    re.IGNORECASE,
)


class _Object(Struct, frozen=True):
    """One license as npm's package.json had it before SPDX expressions."""

    type: str = ""
    name: str = ""
    license: str = ""
    url: str = ""


_Json = str | _Object | list[str | _Object]


def bare(text: str) -> str:
    """Return `text` in one line where it is short, without quotes, emphasis, commas and stops around it."""
    if len(text) <= LONGEST_LINE and ("  " in text or not text.isprintable()):
        text = " ".join(text.split())
    return text.strip(_AROUND).rstrip(_BEHIND) or text


def without_introduction(text: str) -> str:
    """Return `text` without a label or a sentence in front that says nothing but that a license follows."""
    introduced = _INTRODUCTION.match(text) if _may_be_introduced(text.lower()) else None
    return text[introduced.end() :] if introduced else text


def _may_be_introduced(lowered: str) -> bool:
    """Return whether a text holds what every introduction has: seen in a fraction of the time."""
    if ":" in lowered or "=" in lowered or "under" in lowered or "by" in lowered or "unter" in lowered:
        return True
    return "subject to" in lowered or " - " in lowered or " – " in lowered


def unwrapped(text: str) -> str:
    """Return the license text inside of `text`, or `text` itself; several in a JSON list may be chosen from.

    Source: npm, package.json, license ("if you have multiple licenses"); OSGi Core, section 3.2.1.11 Bundle-License.
    """
    if text[0] in "[{" and text[-1] in "]}":
        return _from_json(text) or text[1:-1].strip() or text
    if ";" in text and "=" in text and len(text) <= LONGEST_HEADER:
        return _ATTRIBUTES.sub(_address, text).replace('"', "").strip() or text
    return text


def _address(attribute: re.Match[str]) -> str:
    """Return an address as a gloss behind the name; behind another address it says nothing new."""
    head = attribute.string[: attribute.start()]
    return f" ({attribute['url']})" if attribute["url"] and "://" not in head.rpartition(",")[2] else ""


def _from_json(text: str) -> str:
    if len(text) > LONGEST_JSON:
        return ""
    try:
        found = msgspec.json.decode(text.replace("'", '"'), type=_Json)
    except (msgspec.DecodeError, RecursionError):
        return ""
    listed = [_said(one) for one in (found if isinstance(found, list) else [found])]
    if not all(listed):
        return ""
    return listed[0] if len(listed) == 1 else " OR ".join(f"({one})" for one in listed)


def _said(one: str | _Object) -> str:
    return one if isinstance(one, str) else one.type or one.name or one.license or one.url
