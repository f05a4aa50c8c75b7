"""Make text from documents fit for a page: nothing endless, nothing that turns the direction of what stands around."""

import re
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from osk_scan.reports import parts

_OVERLONG_WORD = re.compile(r"(\S{100})\S+")
_LINK = Markup('<a href="{}">{}</a>')
_ELSEWHERE = Markup('<a href="{}" rel="noreferrer">{}</a>')
_PIECE = Markup("<span>{}</span>")
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:)]")
_LONGEST = 1000


def plain(text: str) -> str:
    """Return `text` with overlong words cut and marks that nobody sees made visible; exports keep them whole."""
    return parts.plain(_OVERLONG_WORD.sub(r"\1…", cut(text, _LONGEST)))


def cut(text: str, most: int) -> str:
    """Return at most so many characters of `text`."""
    return text if len(text) <= most else text[: most - 1] + "…"


def link(href: str, text: str) -> Markup:
    """Return a link with hostile text made harmless."""
    return _LINK.format(href, plain(text))


def with_links(text: str) -> Markup:
    """Return text in which addresses of the web can be followed whole, however short they are shown."""
    pieces, behind = [], 0
    for found in _ADDRESS.finditer(text):
        pieces += [escape(plain(text[behind : found.start()])), _ELSEWHERE.format(found[0], plain(found[0]))]
        behind = found.end()
    return Markup().join([*pieces, escape(plain(text[behind:]))])


def cell_with_links(text: str) -> Markup:
    """Return the same as one piece: on a narrow page a cell's pieces would each stand as if they were cells."""
    return _PIECE.format(with_links(text))


def address(path: str, *parts: object, **asked: object) -> str:
    """Return `path` with further parts and the query parameters that are not empty."""
    whole = "/".join((path, *(quote(str(part), safe="") for part in parts)))
    query = urlencode([(name, value) for name, value in asked.items() if value not in (None, "", ())])
    return f"{whole}?{query}" if query else whole
