"""Several licenses in one text: operators as SPDX, Debian, Fedora, openSUSE, Yocto and plain people write them."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import product

from osk_scan.licenses._answer import MOST_CANDIDATES, Answer, as_expression
from osk_scan.licenses._names import may_be_name
from osk_scan.licenses._notes import without_condition
from osk_scan.licenses._phrases import read_around, read_plain
from osk_scan.licenses._pieces import Piece, in_pieces
from osk_scan.licenses._restrictions import names_closed_license
from osk_scan.licenses.algebra import And, Or, parse_expression, render

LONGEST_NAME = 4
"""How many pieces between operators one name may span (`Common Development and Distribution License`)."""

_STRENGTH = {"slash": 4, "either": 3, "and": 3, "or": 2, "low_and": 1, "low_or": 1, "open": 0}
_VERSION = re.compile(r"\d+(?:\.\d+)*")
_BARE_VERSION = re.compile(r"(?:version\s*|v\.?\s*)?(\d+(?:\.\d+)*\+?)", re.IGNORECASE)
_ENDS_OF_VERSIONS = frozenset("0123456789+")
_OF_OTHERS = re.compile(r"\b(?:dual|other|(?:re)?distributable)", re.IGNORECASE)
"""What speaks of another license than the one beside it (`MIT, other open source`, `GPLv2 and Redistributable`)."""
_CHOICES = frozenset({"or", "low_or", "slash", "either"})


_Meaning = tuple[str, tuple[str, ...]]
"""An expression on its way: the operator between its parts, none around a single license, and the parts as text."""

_SAYS_ONLY_FREE: _Meaning = ("free", ("NOASSERTION",))
"""What adds nothing to a license that applies as well (`MIT License, kostenlos`)."""
MOST_KEPT = 4096
LONGEST_KEPT = 100
"""Names whose readings are kept, and how long each may be: a megabyte in all."""
_Reader = Callable[[str, str], Answer | None]


def _keeping(reader: _Reader) -> _Reader:
    """Return `reader` with a bounded memory: lists of one origin hold the same names again and again."""
    kept = lru_cache(MOST_KEPT)(reader)
    return lambda name, ecosystem: (kept if len(name) <= LONGEST_KEPT else reader)(name, ecosystem)


_plain, _around = _keeping(read_plain), _keeping(read_around)
_may_be_name = lru_cache(MOST_KEPT)(may_be_name)


def read_compound(text: str, ecosystem: str) -> Answer | None:
    """Return what a text with operators may mean, or None where it has none or one of its licenses is not read.

    Source: SPDX 2.3 annex D; DEP-5 section 7.2 (a comma before `and` or `or` binds loosest); Yocto manual, LICENSE.
    """
    machine = _machine(text, ecosystem)
    return machine.run() if machine else None


def read_bare_compound(text: str, ecosystem: str) -> Answer | None:
    """Return what a list of names with nothing around them may mean: most lists are such ones, and soon read.

    A comma may as well stand within a name or before its version.
    """
    machine = None if "," in text or "(" in text or "://" in text else _machine(text, ecosystem)
    if machine is None:
        return None
    machine.bare = True
    return machine.run()


def read_decided(text: str, ecosystem: str) -> Answer | None:
    """Return the licenses of which a build or a file decides one (`LGPL/GPL depending on build`): nobody may choose."""
    listed = without_condition(text)
    found = read_compound(listed, ecosystem) if listed else None
    if found is None:
        return None
    every = map(parse_expression, found.expressions)
    arms = (arm for one in every for arm in (one.parts if isinstance(one, Or) else (one,)))
    return Answer(tuple(dict.fromkeys(map(render, arms))), "decided-elsewhere")


def read_in_part(text: str, ecosystem: str) -> Answer | None:
    """Return what a list of licenses that all apply says of those that are read; None where none of them is."""
    machine = _machine(text, ecosystem)
    if machine is None or any(piece.operator in _CHOICES for piece in machine.pieces):
        return None
    machine.in_part = True
    found = machine.run()
    return found if found and machine.named else None


def _machine(text: str, ecosystem: str) -> "_Machine | None":
    found = in_pieces(text)
    return _Machine(*found, ecosystem) if found else None


class _Machine:
    """Reads pieces by operator precedence, with two stacks instead of recursion."""

    def __init__(self, text: str, pieces: list[Piece], ecosystem: str) -> None:
        self.text, self.pieces, self.ecosystem = text, pieces, ecosystem
        self.texts = [text[piece.start : piece.end].strip() for piece in pieces]
        self.operands: list[tuple[_Meaning, ...]] = []
        self.operators: list[str] = []
        self.licenses = 0
        self.last = ""
        self.bare = False
        self.in_part = False
        self.named = False
        self.unread: list[str] = []

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
        rendered = tuple(dict.fromkeys(map(_written, self.operands[0])))
        how = "operators-in-part" if self.unread else "operators"
        return Answer(rendered, how, tuple(self.unread)) if self.licenses > 1 else None

    def _license(self, position: int) -> int:
        """Read the longest name that begins here; return the position behind it, or -1."""
        ends = self._ends(position)
        slashed = len(ends) > 1 and self.pieces[position + 1].operator == "slash"  # `MIT/X11` is a name of its own
        if len(ends) > 1 and not slashed and self._alone(position) and self._alone(ends[1]):
            ends = ends[:1]
        for end, answer in self._tries(position, ends[:0:-1]):
            if answer:
                self.licenses += 1
                self.named = self.named or not answer.expressions[0].startswith("@")
                self.last = self._span(position, end)
                self.operands.append(self._meanings(answer))
                return end + 1
        return self._skip(position) if self.in_part else -1

    def _meanings(self, answer: Answer) -> tuple[_Meaning, ...]:
        if answer.expressions == ("@ambiguous",) and not _OF_OTHERS.search(self.last):
            return (_SAYS_ONLY_FREE,)
        return tuple(_meaning(as_expression(one)) for one in answer.expressions)

    def _tries(self, position: int, longer: list[int]) -> Iterator[tuple[int, Answer | None]]:
        """Yield where the name may end, and what it then says."""
        if self.bare:
            yield from ((end, self._plain(position, end)) for end in (*longer, position))
            return
        excepted = "xception" in self.text or " w/" in self.text
        bare = self._phrase if excepted else self._plain  # a comma may stand before `with`
        yield from ((end, bare(position, end)) for end in longer)
        yield position, self._phrase(position, position)
        if "(" in self.text:  # a gloss in the midst of a long name
            yield from ((end, self._phrase(position, end)) for end in longer)
        yield position, self._closed(position, position)

    def _skip(self, position: int) -> int:
        """Let a piece that is not read stand as unknown."""
        self.licenses += 1
        self.unread.append(self.texts[position])
        self.operands.append((("", ("NOASSERTION",)),))
        return position + 1

    def _span(self, first: int, last: int) -> str:
        written = self.texts[first]
        if last > first:
            written = self.text[self.pieces[first].start : self.pieces[last].end].strip()
        return self._with_family(written) if self.last and written[-1:] in _ENDS_OF_VERSIONS else written

    def _alone(self, position: int) -> bool:
        """Return whether the piece is a name by itself: two such pieces side by side are no name together."""
        return self._name(self.texts[position]) is not None

    def _plain(self, first: int, last: int) -> Answer | None:
        """Return the reading of a bare name; a list of names is none itself, and many hold words that no name has."""
        if last > first and not all(map(_may_be_name, self.texts[first : last + 1 : 2])):
            return None
        return self._name(self._span(first, last))

    def _name(self, written: str) -> Answer | None:
        return _plain(written, self.ecosystem)

    def _phrase(self, first: int, last: int) -> Answer | None:
        return self._plain(first, last) or _around(self._span(first, last), self.ecosystem)

    def _closed(self, first: int, last: int) -> Answer | None:
        """Return the class of what is offered beside an open license (`a Example commercial license`)."""
        closed = names_closed_license(self._span(first, last))
        return Answer(("@proprietary",), "restricting-words") if closed else None

    def _with_family(self, written: str) -> str:
        """Return a bare version with the name before it (`GPL v2 or v3`)."""
        bare = _BARE_VERSION.fullmatch(written)
        return _VERSION.sub(bare[1], self.last, count=1) if bare else written

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
            words = _JOINS[self.operators.pop()]
            right, left = self.operands.pop(), self.operands.pop()
            if len(left) * len(right) * len(words) > MOST_CANDIDATES:
                return False
            self.operands.append(tuple(_joined(word, *pair) for pair in product(left, right) for word in words))
        return True


_JOINS = {
    "slash": ("OR",), "either": ("OR", "AND"), "and": ("AND",), "or": ("OR",), "low_and": ("AND",), "low_or": ("OR",),
}  # fmt: skip


def _meaning(written: str) -> _Meaning:
    if " OR " not in written and " AND " not in written:
        return "", (written,)
    expression = parse_expression(written)
    if isinstance(expression, And | Or):
        word = "AND" if isinstance(expression, And) else "OR"
        return word, tuple(_factor(word, _meaning(render(part))) for part in expression.parts)
    return "", (written,)


def _joined(word: str, left: _Meaning, right: _Meaning) -> _Meaning:
    """Return both joined as `algebra.all_of` and `algebra.any_of` do: flattened and without repetitions."""
    if word == "AND" and _SAYS_ONLY_FREE in (left, right):
        return right if left == _SAYS_ONLY_FREE else left
    if not left[0] and not right[0]:
        return left if left == right else (word, left[1] + right[1])
    parts = tuple(dict.fromkeys(_parts(word, left) + _parts(word, right)))
    return (word, parts) if len(parts) > 1 else left


def _parts(word: str, meaning: _Meaning) -> tuple[str, ...]:
    return meaning[1] if meaning[0] in ("", word) else (_factor(word, meaning),)


def _factor(word: str, meaning: _Meaning) -> str:
    return f"({_written(meaning)})" if word == "AND" and meaning[0] == "OR" else _written(meaning)


def _written(meaning: _Meaning) -> str:
    return f" {meaning[0]} ".join(meaning[1])
