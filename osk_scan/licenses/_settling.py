"""Bring an expression to identifiers in force: deprecated ones replaced, a `+` spelled out as a choice of versions."""

from functools import cache, lru_cache

from osk_scan.licenses._table import lists
from osk_scan.licenses.algebra import (
    Expression,
    Leaf,
    License,
    UnreadableExpression,
    With,
    all_of,
    any_of,
    fold,
    parse_expression,
)


@lru_cache(maxsize=65_536)
def settled(text: str) -> Expression:
    """Return the expression of `text` in identifiers in force.

    Raises:
        UnreadableExpression: where `text` is no expression.
    """
    return fold(parse_expression(text), _settled_leaf, all_of, any_of)


def _settled_leaf(leaf: Leaf) -> Expression:
    if isinstance(leaf, License):
        return _in_force(leaf.id)
    base = _in_force(leaf.license.id)
    return With(base, leaf.exception) if isinstance(base, License) else base


@cache
def _in_force(license_id: str) -> Expression:
    """Return the license in force for one identifier, in the list's spelling; unknown ones stay as they are."""
    known = lists().ids.get(license_id.lower())
    if known and "|" not in known:
        return _read(known)
    return _or_later(license_id.removesuffix("+")) if license_id.endswith("+") else License(license_id)


def _read(known: str) -> Expression:
    try:
        return parse_expression(known)
    except UnreadableExpression:
        return License(known)


def _or_later(license_id: str) -> Expression:
    """Return the choice between a version and those of its family that came after it."""
    base = _in_force(license_id)
    if not isinstance(base, License):
        return base
    for versions in lists().families.values():
        if base.id in versions.values():
            first = next(version for version, id_ in versions.items() if id_ == base.id)
            later = [License(id_) for version, id_ in versions.items() if _numbers(version) >= _numbers(first)]
            return any_of([base, *later])
    return base


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int("".join(c for c in part if c.isdigit()) or "0") for part in version.split("."))
