"""Take the boolean dependencies of RPM apart: `(a or b)`, `(a and b)`, `(a if b else c)` and what nests in them.

Source: rpm.org, reference manual, "Boolean Dependencies" (rpm 4.13, and 4.14 for `with`, `without`, `unless`).
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain, product
from math import prod
from typing import NamedTuple

Groups = tuple[tuple[str, ...], ...]
"""Of each group one name is needed."""

_OPERATORS = frozenset({"and", "or", "if", "else", "with", "without", "unless"})
_COMPARISONS = frozenset({"<", "<=", "=", ">=", ">"})
_MAX_GROUPS = 64
"""Groups that one `or` of several `and` multiplies into; beyond, one name of all is taken to be enough."""
_LONGEST = 10_000
"""Characters of one dependency."""
_SPACE = re.compile(r"\s*")


class _Term(NamedTuple):
    groups: Groups
    true: bool


def rich_groups(text: str, knows: Callable[[str], bool]) -> Groups | None:
    """Return the groups of names that a boolean dependency needs where `knows` tells what is installed.

    What is needed only if something else is there is needed only then. Versions are not compared, so that `with` is
    `and`, and `without` takes nothing away. None where the text is no boolean dependency.
    """
    if len(text) > _LONGEST:
        return None
    open_terms: list[list[_Term | str]] = [[]]
    for part in _tokens(text):
        if part == "(":
            open_terms.append([])
        elif part == ")":
            term = _term(open_terms.pop()) if len(open_terms) > 1 else None
            if term is None:
                return None
            open_terms[-1].append(term)
        elif part in _OPERATORS:
            open_terms[-1].append(part)
        else:
            open_terms[-1].append(_Term(((part,),), knows(part)))
    whole = open_terms[0]
    return whole[0].groups if len(open_terms) == len(whole) == 1 and isinstance(whole[0], _Term) else None


def _term(parts: list[_Term | str]) -> _Term | None:
    """Return what stands between two parentheses as one term, None where operators and operands do not alternate."""
    terms = [part for part in parts[::2] if isinstance(part, _Term)]
    operators = [part for part in parts[1::2] if isinstance(part, str)]
    if len(parts) % 2 == 0 or len(terms) + len(operators) < len(parts):
        return None
    match operators:
        case [] | ["without"]:
            return terms[0]
        case ["if"] | ["if", "else"]:
            return _chosen(terms, terms[1].true)
        case ["unless"] | ["unless", "else"]:
            return _chosen(terms, not terms[1].true)
    if set(operators) <= {"and", "with"}:
        return _Term(tuple(group for term in terms for group in term.groups), all(term.true for term in terms))
    return _any(terms) if set(operators) == {"or"} else None


def _chosen(terms: list[_Term], first: bool) -> _Term:
    if first:
        return terms[0]
    return terms[2] if len(terms) > 2 else _Term((), true=True)


def _any(terms: list[_Term]) -> _Term:
    """Return that one of the terms is enough: what each needs, multiplied out."""
    is_true = any(term.true for term in terms)
    if prod(len(term.groups) for term in terms) > _MAX_GROUPS:
        names = (name for term in terms for group in term.groups for name in group)
        return _Term((tuple(dict.fromkeys(names)),), is_true)
    choices = product(*(term.groups for term in terms))
    return _Term(tuple(tuple(dict.fromkeys(chain.from_iterable(choice))) for choice in choices), is_true)


def _tokens(text: str) -> Iterator[str]:
    """Yield parentheses, operators and names without their comparisons; a name has parentheses of its own."""
    at, compared = 0, False
    while (at := _end_of_space(text, at)) < len(text):
        end = at + 1 if text[at] in "()" else _end_of_word(text, at)
        token, at = text[at:end], end
        if not compared and token not in _COMPARISONS:
            yield token
        compared = token in _COMPARISONS


def _end_of_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _end_of_word(text: str, at: int) -> int:
    depth = 0
    while at < len(text) and not text[at].isspace():
        depth += (text[at] == "(") - (text[at] == ")")
        if depth < 0:
            break
        at += 1
    return at
