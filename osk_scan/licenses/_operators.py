"""Several licenses in one text: operators as SPDX, Debian, Fedora, openSUSE, Yocto and plain people write them."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from msgspec import Struct

from osk_scan.licenses._answer import MOST_CANDIDATES, Answer, as_expression
from osk_scan.licenses._phrases import LATER, read_phrase, read_plain
from osk_scan.licenses.algebra import Expression, License, all_of, any_of, parse_expression, render

MOST_PIECES = 400
LONGEST_NAME = 4
"""How many pieces between operators one name may span (`Common Development and Distribution License`)."""

_OPERATOR = re.compile(
    rf"(?P<open>\()|(?P<close>\))"
    rf"|(?P<either>\band\s?/\s?or\b|\s\+\s|(?<=[a-z0-9])\+(?!c[ep]e?\b)(?=[a-z]))"
    rf"|(?P<low_and>,\s?and\b{LATER}|;)|(?P<low_or>,\s?or\b{LATER})"
    rf"|(?P<and>\band\b{LATER}|&&?)|(?P<or>\bor\b{LATER}|\|\|?)"
    rf"|(?P<slash>/)|(?P<comma>,)",
    re.IGNORECASE,
)
_STRENGTH = {"slash": 4, "either": 3, "and": 3, "or": 2, "low_and": 1, "low_or": 1, "open": 0}
_DUAL = re.compile(
    r"\b(?:dual|dually|triple|tri)[\s-]*licen[sc](?:e[ds]?|ing)\b(?:\s+(?:under|consisting\s+of|of))?(?:\s+the)?", re.I
)
_VERSION = re.compile(r"\d+(?:\.\d+)*")
_BARE_VERSION = re.compile(r"(?:version\s*|v\.?\s*)?(\d+(?:\.\d+)*\+?)", re.IGNORECASE)
_GUARD = re.compile(r"[(),;/|&+]|\band\b|\bor\b", re.IGNORECASE)


class _Piece(Struct):
    """One operator, or the text between two (then `operator` is empty)."""

    start: int
    end: int
    operator: str = ""


def read_compound(text: str, ecosystem: str) -> Answer | None:
    """Return what a text with operators may mean, or None where it has none or one of its licenses is not read.

    Source: SPDX 2.3 annex D; DEP-5 section 7.2 (a comma before `and` or `or` binds loosest); Yocto manual, LICENSE.
    """
    if not _GUARD.search(text):
        return None
    plain = _DUAL.sub(" ", text)
    pieces = _pieces(plain)
    if pieces is None:
        return None
    _settle_commas(pieces)
    if plain != text:
        _offer_choice(pieces)
    return _Machine(plain, pieces, ecosystem).run()


def _pieces(text: str) -> list[_Piece] | None:
    """Return the pieces of `text`, or None where there is only one or too many."""
    found: list[_Piece] = []
    for piece in _scan(text):
        found.append(piece)
        if len(found) > MOST_PIECES:
            return None
    return found if len(found) > 1 else None


def _scan(text: str) -> Iterator[_Piece]:
    """Yield operators and the texts between them; parentheses right behind a text belong to it."""
    start = position = 0
    while match := _OPERATOR.search(text, position):
        operator = match.lastgroup or ""
        before = text[start : match.start()].strip()
        if operator == "open" and before:
            position = _behind_group(text, match.end())
            continue
        if before:
            yield _Piece(start, match.start())
        yield _Piece(match.start(), match.end(), operator)
        start = position = match.end()
    if text[start:].strip():
        yield _Piece(start, len(text))


def _behind_group(text: str, position: int) -> int:
    depth = 1
    while depth and position < len(text):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        position += 1
    return position


def _settle_commas(pieces: Sequence[_Piece]) -> None:
    """Give a bare comma the operator that its list ends with (`A, B or C`); a list without one applies together."""
    following = "and"
    for piece in reversed(pieces):
        if piece.operator == "comma":
            piece.operator = following
        elif piece.operator in ("and", "or", "low_and", "low_or"):
            following = piece.operator
        elif piece.operator in ("open", "close"):
            following = "and"


def _offer_choice(pieces: Sequence[_Piece]) -> None:
    """Read every operator as a choice: the text says that it is licensed twice over."""
    for piece in pieces:
        if piece.operator and piece.operator not in ("open", "close"):
            piece.operator = "or"


class _Machine:
    """Reads pieces by operator precedence, with two stacks instead of recursion."""

    def __init__(self, text: str, pieces: list[_Piece], ecosystem: str) -> None:
        self.text, self.pieces, self.ecosystem = text, pieces, ecosystem
        self.operands: list[tuple[Expression, ...]] = []
        self.operators: list[str] = []
        self.licenses = 0
        self.last = ""
        self.alone: dict[int, bool] = {}

    def run(self) -> Answer | None:
        """Return the answer, or None at the first piece that is not read."""
        position, wants_license = 0, True
        while position < len(self.pieces):
            operator = self.pieces[position].operator
            if wants_license and not operator:
                position = self._license(position)
                if position < 0:
                    return None
                wants_license = False
                continue
            if wants_license != (operator == "open") or not operator:
                return None
            if not self._operator(operator):
                return None
            wants_license = operator != "close"
            position += 1
        if wants_license or "open" in self.operators or not self._reduce(1):
            return None
        rendered = tuple(dict.fromkeys(render(expression) for expression in self.operands[0]))
        return Answer(rendered, "operators") if self.licenses > 1 else None

    def _license(self, position: int) -> int:
        """Read the longest name that begins here; return the position behind it, or -1."""
        ends = self._ends(position)
        slashed = len(ends) > 1 and self.pieces[position + 1].operator == "slash"  # `MIT/X11` is a name of its own
        if len(ends) > 1 and not slashed and self._alone(position) and self._alone(ends[1]):
            ends = ends[:1]
        tries = [(end, read_plain) for end in reversed(ends[1:])]
        tries += [(position, read_phrase)]
        if "(" in self.text:  # a gloss in the midst of a long name
            tries += [(end, read_phrase) for end in reversed(ends[1:])]
        for end, reader in tries:
            written = self._with_family(self.text[self.pieces[position].start : self.pieces[end].end].strip())
            answer = reader(written, self.ecosystem)
            if answer:
                self.licenses += 1
                self.last = written
                self.operands.append(tuple(_expression(as_expression(one)) for one in answer.expressions))
                return end + 1
        return -1

    def _alone(self, position: int) -> bool:
        """Return whether the piece is a name by itself: two such pieces side by side are no name together."""
        if position not in self.alone:
            piece = self.pieces[position]
            self.alone[position] = read_plain(self.text[piece.start : piece.end].strip(), self.ecosystem) is not None
        return self.alone[position]

    def _with_family(self, written: str) -> str:
        """Return a bare version with the name before it (`GPL v2 or v3`)."""
        bare = _BARE_VERSION.fullmatch(written)
        return _VERSION.sub(bare[1], self.last, count=1) if bare and self.last else written

    def _ends(self, position: int) -> list[int]:
        """Return where a name that begins here may end: behind this piece, or behind up to three more."""
        ends = [position]
        while len(ends) < LONGEST_NAME and ends[-1] + 2 < len(self.pieces):
            if self.pieces[ends[-1] + 1].operator in ("open", "close") or self.pieces[ends[-1] + 2].operator:
                break
            ends.append(ends[-1] + 2)
        return ends

    def _operator(self, operator: str) -> bool:
        if operator == "close":
            if not self._reduce(1) or not self.operators:
                return False
            self.operators.pop()
            return True
        if operator != "open" and not self._reduce(_STRENGTH[operator]):
            return False
        self.operators.append(operator)
        return True

    def _reduce(self, strength: int) -> bool:
        """Apply waiting operators at least as strong; False where the candidates become too many."""
        while self.operators and _STRENGTH[self.operators[-1]] >= strength:
            joins = _JOINS[self.operators.pop()]
            right, left = self.operands.pop(), self.operands.pop()
            if len(left) * len(right) * len(joins) > MOST_CANDIDATES:
                return False
            self.operands.append(tuple(join(pair) for pair in product(left, right) for join in joins))
        return True


def _expression(written: str) -> Expression:
    return parse_expression(written) if " " in written else License(written)


_Join = Callable[[Sequence[Expression]], Expression]
_JOINS: dict[str, tuple[_Join, ...]] = {
    "slash": (any_of,), "either": (any_of, all_of), "and": (all_of,), "or": (any_of,), "low_and": (all_of,),
    "low_or": (any_of,),
}  # fmt: skip
