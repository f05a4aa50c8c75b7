"""The address behind a URL, so that two spellings of one place become the same text."""

import re
from urllib.parse import unquote

_SCHEME = re.compile(r"(?:git\+)?(?:https?|ftp|git)(?:://|%3a%2f%2f)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|io|de|eu|fr|uk|ms|dev|me|fm|ch|at|jp|ru)(?=[/:?#]|$)", re.I
)
_ARCHIVE = re.compile(
    r"(?:(?:web|wayback|web-beta)\.archive\.org/web/[0-9a-z_*]+|archive\.org/wayback/[0-9a-z_*]+|website-archive\.mozilla\.org)/"
)
_PAGE = re.compile(r"/w(?:iki)?(?:/index\.php)?\?title=")
"""The long form of a wiki's address of a page."""
_INDEX = re.compile(r"/index(?:\.[0-9a-f]{8,})?$")
"""The page of a folder, with the hash of its content or without."""
_LOCALE = re.compile(r"/(?:en|de|fr|es|it|ja|zh|pt|nl)(?:[-_][a-z]{2})?(?=/|$)")
_SUFFIX = re.compile(
    r"(?:\.[a-z]{2}(?:-[a-z]{2})?)?\.(?:txt|html?|shtml|xhtml|php|aspx?|jsp|md|rst|pdf|rdf|xml|json|template|markdown)$"
)
_SLASHES = re.compile(r"//+")
_WRAPPING = " \t\r\n<>()[]{}'\"`“”’.,;"


def is_url(text: str) -> bool:
    """Return whether `text` is one web address and nothing else."""
    bare = text.strip(_WRAPPING)
    return " " not in bare and bool(_SCHEME.match(bare) or ("/" in bare and _HOST.match(bare)))


def address(url: str) -> str:
    """Return where `url` leads: lower case, without scheme, `www.`, archive, final slash and document suffix."""
    place = unquote(url.strip(_WRAPPING)).lower()
    place = _without_scheme(place)
    archived = _ARCHIVE.match(place)
    if archived:
        place = _without_scheme(place[archived.end() :])
    if "?title=" in place:
        place = _PAGE.sub("/wiki/", place)
    head, mark, query = place.partition("?")
    head, hash_, fragment = head.partition("#")
    head = _SLASHES.sub("/", head) if "//" in head else head
    head = _SUFFIX.sub("", head.rstrip("/")).rstrip("/")
    if not head.startswith("creativecommons.org"):  # where it tells which country's license it is
        head = _LOCALE.sub("", head)
    if "/index" in head and head.count("/") > 1:
        head = _INDEX.sub("", head)
    return head + (mark + query if query else "") + (hash_ + fragment if fragment else "")


def _without_scheme(place: str) -> str:
    scheme = _SCHEME.match(place)
    bare = place[scheme.end() :] if scheme else place
    return bare.removeprefix("www.").replace(":80/", "/", 1)
