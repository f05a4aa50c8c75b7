"""A text with several licenses in pieces: its operators and the names between them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from osk_scan.licenses._notes import without_note
from osk_scan.licenses._phrases import LATER

MOST_PIECES = 400
_OPERATOR = re.compile(
    rf"(?=[()\s+,;&|/aou])(?:(?P<open>\()|(?P<close>\))"  # what any of them begins with: seen in a fraction of the time
    rf"|(?P<either>\band\s?/\s?or\b|\s(?:\+|plus(?=\s(?:GNU\s|[AL]?GPL)))\s|(?<=[a-z0-9])\+(?!c[ep]e?\b)(?=[a-z]))"
    rf"|(?P<low_and>,\s?(?:and|und)\b{LATER}|;)|(?P<low_or>,\s?(?:or|oder)\b{LATER})"
    rf"|(?P<and>\b(?:and|und)\b{LATER}|&&?)|(?P<or>\b(?:or|oder)\b{LATER}|\|\|?)"
    rf"|(?P<slash>/)|(?P<comma>,))",
    re.IGNORECASE,
)
_DUAL = re.compile(
    r"(?=[dt])\b(?:dual|dually|triple|tri)[\s-]*licen[sc](?:e[ds]?|ing)\b(?:\s+(?:under|consisting\s+of|of))?"
    r"(?:\s*[,:]?\s*(?:at\s+)?your\s+choice\s+of(?:\s+either)?)?(?:\s+the)?"
    r"|^dual\s*:\s*|^dual\s+(?=\S+\s*(?:[/&+]|and\s))",
    re.I,
)


def _may_be_dual(lowered: str) -> bool:
    return "dual" in lowered or "tri" in lowered


_GUARD = re.compile(r"[(),;/|&+]|(?=[aoup])\b(?:and|or|und|oder|plus)\b", re.IGNORECASE)
_OF_A_PART = re.compile(
    r"\((?:for\s+)?(?:the\s+)?(?:source\s+)?(artwork|assets?|backend|clients?|code|content|core|data(?:sets?)?|docs?|documentation|enterprise"
    r"|examples?|fonts?|frontend|icons?|images?|media|models?|plugins?|server|software|texts?|tools?|weights)\)\s*$",
    re.IGNORECASE,
)
"""`CC-BY-4.0 (data) / MIT (code)`: each license is for a part, nobody may choose between them."""
_GROUPED = re.compile(rf"\s\((and|or)\b{LATER}\s([^()]*)\)", re.IGNORECASE)
"""`Apache-2.0 (or MIT)`: what an operator begins is no gloss."""


class Piece(Struct):
    """One operator, or the text between two (then `operator` is empty)."""

    start: int
    end: int
    operator: str = ""


@lru_cache(maxsize=1)  # a text that cannot be read whole is then read in part
def in_pieces(text: str) -> tuple[str, list[Piece]] | None:
    """Return the text as it is read and its pieces, or None where it has no operator or too many."""
    if not _GUARD.search(text):
        return None
    text = text.replace("_or_", " or ").replace("_and_", " and ") if "_" in text else text
    text = without_note(text)
    text = _GROUPED.sub(r" \1 \2", text) if "(and " in text or "(or " in text else text
    plain = _DUAL.sub(" ", text) if _may_be_dual(text.lower()) else text
    pieces = _pieces(plain)
    if pieces is None:
        return None
    _settle_commas(pieces)
    if "(" in plain:
        _settle_parts(plain, pieces)
    if plain != text:
        _offer_choice(pieces)
    return plain, pieces


def _pieces(text: str) -> list[Piece] | None:
    """Return operators and the texts between them, or None where there is only one piece or too many.

    Parentheses right behind a text belong to it.
    """
    found: list[Piece] = []
    start = position = 0
    while match := _OPERATOR.search(text, position):
        operator = match.lastgroup or ""
        named = bool(text[start : match.start()].strip())
        if operator == "open" and named:
            position = _behind_group(text, match.end())
            continue
        if named:
            found.append(Piece(start, match.start()))
        start = position = match.end()
        found.append(Piece(match.start(), start, operator))
        if len(found) > MOST_PIECES:
            return None
    if text[start:].strip():
        found.append(Piece(start, len(text)))
    return found if 1 < len(found) <= MOST_PIECES else None


def _behind_group(text: str, position: int) -> int:
    depth = 1
    while depth and position < len(text):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        position += 1
    return position


def _settle_commas(pieces: Sequence[Piece]) -> None:
    """Give a bare comma the operator that its list ends with (`A, B or C`); a list without one applies together."""
    following = "and"
    for piece in reversed(pieces):
        if piece.operator == "comma":
            piece.operator = following
        elif piece.operator in ("and", "or", "low_and", "low_or"):
            following = piece.operator
        elif piece.operator in ("open", "close"):
            following = "and"


def _settle_parts(text: str, pieces: Sequence[Piece]) -> None:
    """Let the licenses on both sides of a slash or an `or` apply together where each is said to be for another part."""
    for before, operator, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if operator.operator in ("slash", "or"):
            one, other = (_OF_A_PART.search(text[piece.start : piece.end]) for piece in (before, after))
            if one and other and one[1].lower() != other[1].lower():
                operator.operator = "and"


def _offer_choice(pieces: Sequence[Piece]) -> None:
    """Read every operator as a choice: the text says that it is licensed twice over."""
    for piece in pieces:
        if piece.operator and piece.operator not in ("open", "close"):
            piece.operator = "or"
