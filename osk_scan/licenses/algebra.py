"""SPDX license expressions as values: parse, render, and evaluate in Kleene logic; nothing recurses."""

import re
from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from msgspec import Struct

from osk_scan.errors import InvalidRequest, one_line

MAX_DEPTH = 200
"""How deep AND and OR may nest; redundant parentheses cost no depth, and no real expression comes near."""

Answer = Literal["compatible", "depends", "unknown", "incompatible"]
LATTICE: tuple[Answer, ...] = ("compatible", "depends", "unknown", "incompatible")
"""From best to worst."""
RANK = {answer: rank for rank, answer in enumerate(LATTICE)}

T = TypeVar("T")


class License(Struct, frozen=True, gc=False):
    """One license by its identifier: SPDX id (with `+` where written), LicenseRef-, DocumentRef-, NONE, NOASSERTION."""

    id: str


class With(Struct, frozen=True, gc=False):
    """A license together with an additional permission (SPDX 2.3 annex D.3)."""

    license: License
    exception: str


class And(Struct, frozen=True, gc=False):
    """All parts apply."""

    parts: "tuple[Expression, ...]"


class Or(Struct, frozen=True, gc=False):
    """The recipient chooses one part."""

    parts: "tuple[Expression, ...]"


Leaf = License | With
Expression = License | With | And | Or
_LEAVES = (License, With)

NOASSERTION = License("NOASSERTION")
NONE = License("NONE")


class UnreadableExpression(InvalidRequest):
    """A text is no SPDX license expression."""

    def __init__(self, text: str, wrong: str) -> None:
        super().__init__(
            f"license expression `{one_line(text, 80)}`", wrong, "write it as SPDX does, for example `MIT OR (A AND B)`"
        )


class _Group(Struct):
    """One open parenthesis: the arms of OR before the current one, the factors of the current one, and their depth."""

    arms: list[Expression]
    factors: list[Expression]
    depth: int = 0

    def operator(self, word: str) -> None:
        if word == "or":
            self.arms.append(all_of(self.factors))
            self.factors = []

    def take(self, inner: Expression, depth: int) -> None:
        self.factors.append(inner)
        self.depth = max(self.depth, depth)

    def close(self, text: str) -> Expression:
        if self.arms or len(self.factors) > 1:
            self.depth += 1
        if self.depth > MAX_DEPTH:
            raise UnreadableExpression(text, f"AND and OR nest deeper than {MAX_DEPTH} levels")
        every = all_of(self.factors)
        return any_of([*self.arms, every]) if self.arms else every


_WORD = re.compile(r"\s*([()]|[A-Za-z0-9][A-Za-z0-9.:_-]*\+?|\S)")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:_-]*\+?")
_OPERATORS = {"and", "or", "with"}
_JOINING = {"AND", "OR"}


def parse_expression(text: str) -> Expression:
    """Return the expression that `text` writes; operators in any case, AND binds tighter than OR.

    Raises:
        UnreadableExpression: for anything else, and where AND and OR nest deeper than `MAX_DEPTH`.

    Source: SPDX 2.3 annex D; SPDX 3.0.1 annex B (operators in lower case).
    """
    listed = flat_list(text)
    if listed:
        operator, ids = listed
        return (any_of if operator == "OR" else all_of)(map(License, ids))
    groups = [_Group([], [])]
    waits_for_license = True
    words = _WORD.findall(text)
    position = 0
    while position < len(words):
        word = words[position]
        if waits_for_license and word == "(":
            groups.append(_Group([], []))
        elif waits_for_license:
            leaf, position = _leaf(text, words, position)
            groups[-1].factors.append(leaf)
            waits_for_license = False
        elif word.lower() in ("and", "or"):
            groups[-1].operator(word.lower())
            waits_for_license = True
        elif word == ")" and len(groups) > 1:
            inner = groups.pop()
            groups[-1].take(inner.close(text), inner.depth)
        else:
            raise UnreadableExpression(text, f"`{one_line(word, 40)}` stands where AND, OR or the end belongs")
        position += 1
    if waits_for_license or len(groups) > 1:
        raise UnreadableExpression(text, "a license is missing at the end" if waits_for_license else "a `)` is missing")
    return groups[0].close(text)


def flat_list(text: str) -> tuple[str, list[str]] | None:
    """Return the operator and the identifiers of a list that has one operator and nothing else, None for other texts.

    Most expressions are such lists, or one identifier (an AND of one), and this takes a fifth of parsing them.
    """
    if " " not in text:
        return ("AND", [text]) if _ID.fullmatch(text) and text.lower() not in _OPERATORS else None
    words = text.split()
    if not len(words) % 2:
        return None
    ids, operators = words[::2], {*map(str.upper, words[1::2])} or {"AND"}
    operator = operators.pop()
    if operators or operator not in _JOINING or not all(map(_ID.fullmatch, ids)):
        return None
    return (operator, ids) if _OPERATORS.isdisjoint(map(str.lower, ids)) else None


def _leaf(text: str, words: list[str], position: int) -> tuple[Leaf, int]:
    """Return the license at `position`, with its exception, and the position of its last word."""
    word = words[position]
    if not _ID.fullmatch(word) or word.lower() in _OPERATORS:
        raise UnreadableExpression(text, f"`{one_line(word, 40)}` stands where a license belongs")
    if position + 1 >= len(words) or words[position + 1].lower() != "with":
        return License(word), position
    exception = words[position + 2] if position + 2 < len(words) else ""
    if not _ID.fullmatch(exception) or exception.lower() in _OPERATORS:
        raise UnreadableExpression(text, "WITH is not followed by an exception")
    return With(License(word), exception), position + 2


def all_of(parts: Iterable[Expression]) -> Expression:
    """Return the AND of `parts`, flattened and without repetitions."""
    return _joined(And, parts)


def any_of(parts: Iterable[Expression]) -> Expression:
    """Return the OR of `parts`, flattened and without repetitions."""
    return _joined(Or, parts)


def _joined(kind: type[And | Or], parts: Iterable[Expression]) -> Expression:
    flat: dict[Expression, None] = {}
    for part in parts:
        if isinstance(part, kind):
            flat.update(dict.fromkeys(part.parts))
        else:
            flat[part] = None
    return kind(tuple(flat)) if len(flat) > 1 else next(iter(flat))


def fold(
    expression: Expression,
    leaf: Callable[[Leaf], T],
    every: Callable[[list[T]], T],
    some: Callable[[list[T]], T],
) -> T:
    """Return `expression` computed from its leaves upwards: `every` joins the parts of AND, `some` those of OR."""
    if isinstance(expression, _LEAVES):
        return leaf(expression)
    results: list[T] = []
    waiting: list[tuple[Expression, bool]] = [(expression, False)]
    while waiting:
        node, parts_done = waiting.pop()
        if isinstance(node, _LEAVES):
            results.append(leaf(node))
        elif parts_done:
            first = len(results) - len(node.parts)
            joined = results[first:]
            del results[first:]
            results.append(every(joined) if isinstance(node, And) else some(joined))
        else:
            waiting.append((node, True))
            waiting.extend((part, False) for part in reversed(node.parts))
    return results[0]


def evaluate(expression: Expression, leaf: Callable[[Leaf], Answer]) -> Answer:
    """Return the answer for `expression`: OR takes its best part, AND its worst."""
    return fold(expression, leaf, worst, best)


def best(answers: Iterable[Answer]) -> Answer:
    """Return the answer nearest to compatible."""
    return min(answers, key=RANK.__getitem__)


def worst(answers: Iterable[Answer]) -> Answer:
    """Return the answer nearest to incompatible."""
    return max(answers, key=RANK.__getitem__)


def undecided(answers: Iterable[Answer]) -> Answer:
    """Return what holds where one of `answers` is true and nobody knows which: the worst, but no only if all say no."""
    said = set(answers)
    return "unknown" if "incompatible" in said and len(said) > 1 else worst(said)


def leaves(expression: Expression) -> tuple[Leaf, ...]:
    """Return the licenses of `expression` once each, in the order they are written."""
    found: list[Leaf] = []
    fold(expression, found.append, lambda _: None, lambda _: None)
    return tuple(dict.fromkeys(found))


def render(expression: Expression) -> str:
    """Return the canonical text: operators in capitals, parentheses only around OR inside AND."""
    return fold(expression, _render_leaf, _render_and, _render_or)[0]


def _render_leaf(leaf: Leaf) -> tuple[str, bool]:
    """Return the text, and whether it needs parentheses inside AND."""
    return (leaf.id if isinstance(leaf, License) else f"{leaf.license.id} WITH {leaf.exception}"), False


def _render_and(parts: list[tuple[str, bool]]) -> tuple[str, bool]:
    return " AND ".join(f"({text})" if open_or else text for text, open_or in parts), False


def _render_or(parts: list[tuple[str, bool]]) -> tuple[str, bool]:
    return " OR ".join(text for text, _ in parts), True
