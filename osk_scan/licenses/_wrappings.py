"""What is wrapped around a license text: quotes and stops, JSON of old package.json files, OSGi attributes."""

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
