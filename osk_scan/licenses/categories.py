"""What kind of license it is: how far its copyleft reaches, how open it is, and which list decided that."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeVar, get_args

from msgspec import Struct

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.licenses._restricted import group_named
from osk_scan.licenses._table import License, by_id
from osk_scan.licenses.algebra import Leaf, With, flat_list, fold, parse_expression
from osk_scan.shipped import rules_folder

Copyleft = Literal["none", "file", "module-library", "strong", "network", "unknown"]
Openness = Literal["A", "B", "C", "D", "E", "U"]
Place = TypeVar("Place", Copyleft, Openness)
_EXCEPTION = re.compile(r" WITH [^ ()]+")
_OPERATORS = {"AND", "OR"}
TIERS: tuple[Openness, ...] = ("A", "B", "C", "U", "D", "E")
"""From open to closed. An unknown tier stands between: it may still be open, restricted terms are not."""
_RANK = {tier: rank for rank, tier in enumerate(TIERS)}
_SCOPES = get_args(Copyleft)


class Category(Struct, frozen=True):
    """Where a license belongs, and the list that said so."""

    copyleft: Copyleft
    openness: Openness
    decided_by: str


class _Listed(Struct, frozen=True, forbid_unknown_fields=True):
    """Licenses that one cited list puts into one place."""

    source: str
    licenses: tuple[str, ...]


class _Policy(Struct, frozen=True, forbid_unknown_fields=True):
    copyleft: dict[Copyleft, _Listed]
    openness: dict[Openness, tuple[_Listed, ...]]


UNKNOWN = Category("unknown", "U", "no list")

_SCOPE_OF: dict[str, Copyleft] = {"Permissive": "none", "Public Domain": "none", "Copyleft": "strong"}
_SCOPE_OF |= {"Copyleft Limited": "module-library", "Proprietary Free": "none", "Commercial": "none"}
_SCOPE_OF |= {"Free Restricted": "none", "Source-available": "none"}
_CLOSED: dict[str, Openness] = {"Source-available": "D", "Free Restricted": "D"}
_CLOSED |= {"Proprietary Free": "E", "Commercial": "E"}
_FREE = {"Permissive", "Public Domain", "Copyleft", "Copyleft Limited"}


@lru_cache(maxsize=16_384)
def category(license_id: str) -> Category:
    """Return the category of one license identifier; a `+` at its end changes nothing."""
    id_ = license_id.removesuffix("+")
    known = by_id().get(id_)
    named_so = None if known else group_named(id_)
    if named_so:
        return Category("none", named_so.openness, f"its own name: {named_so.id}")
    scope, scope_source = _policy().copyleft.get(id_) or _scope(known)
    tier, tier_source = _policy().openness.get(id_) or _tier(known)
    if scope == "unknown" and tier == "U":
        return UNKNOWN
    return Category(scope, tier, tier_source if tier_source == scope_source else f"{tier_source}; {scope_source}")


def openness_of(expression: str) -> Openness:
    """Return how open an expression is: the worst tier of what applies together, the best where one may choose."""
    for operator, chosen in _CHOOSING:
        ids = expression.split(operator)
        if by_id().keys() >= {*ids}:  # one license, or a list as most others are
            return chosen([category(one).openness for one in ids])
    listed = flat_list(_EXCEPTION.sub("", expression))
    if listed:
        operator, ids = listed
        return (_best if operator == "OR" else _worst)([category(one).openness for one in ids])
    return fold(parse_expression(expression), _leaf_tier, _worst, _best)


def asks(licenses: Iterable[str]) -> tuple[bool, int, int]:
    """Return by what to choose among equally compatible licenses, least first: open, then least copyleft, then tier."""
    found = [category(license_id) for license_id in licenses]
    tier = max(_RANK[one.openness] for one in found)
    return tier > _RANK["C"], max(_SCOPES.index(one.copyleft) for one in found), tier


def common_openness(expressions: Iterable[str]) -> Openness:
    """Return the tier that all of `expressions` have, unknown where they differ."""
    every = tuple(expressions)
    ids = {*every}
    tiers = {category(one).openness for one in (ids if by_id().keys() >= ids else _licenses(" ".join(every)))}
    if len(tiers) > 1:
        first = openness_of(every[0])
        return first if all(openness_of(one) == first for one in every) else "U"
    return tiers.pop() if tiers else "U"


def _licenses(said: str) -> set[str]:
    """Return the licenses of expressions, without operators and exceptions: cheaper than parsing them."""
    if " WITH " in said:
        said = _EXCEPTION.sub("", said)
    return {*said.replace("(", " ").replace(")", " ").split()} - _OPERATORS


def _leaf_tier(leaf: Leaf) -> Openness:
    license_ = leaf.license if isinstance(leaf, With) else leaf
    return category(license_.id).openness


def _worst(tiers: list[Openness]) -> Openness:
    return max(tiers, key=_RANK.__getitem__)


def _best(tiers: list[Openness]) -> Openness:
    return min(tiers, key=_RANK.__getitem__)


_CHOOSING = ((" OR ", _best), (" AND ", _worst))


def _scope(known: License | None) -> tuple[Copyleft, str]:
    if known is None or known.category not in _SCOPE_OF:
        return "unknown", "no list"
    return _SCOPE_OF[known.category], f"ScanCode LicenseDB: {known.category}"


def _tier(known: License | None) -> tuple[Openness, str]:
    """Return the tier that the lists give: OSI, then FSF, then two classifications that agree it is free software."""
    if known is None:
        return "U", "no list"
    if known.osi:
        return "A", "OSI (SPDX list)"
    if known.category in _CLOSED:
        return _CLOSED[known.category], f"ScanCode LicenseDB: {known.category}"
    if known.fsf:
        return "B", "FSF (SPDX list)"
    if known.category in _FREE and known.blue_oak:
        return "C", f"ScanCode LicenseDB: {known.category}, Blue Oak Council: {known.blue_oak}"
    return "U", f"ScanCode LicenseDB alone: {known.category}" if known.category else "no list"


class Placed(Struct, frozen=True):
    """What `rules/license_categories.yaml` decides before any list: license to place and source."""

    copyleft: dict[str, tuple[Copyleft, str]]
    openness: dict[str, tuple[Openness, str]]


def read_categories(path: Path) -> Placed:
    """Return the places that the policy file at `path` gives to licenses.

    Raises:
        InvalidPolicy: where a license stands in two places.
    """
    policy = load_policy(path, _Policy)
    scopes = [(scope, listed) for scope, listed in policy.copyleft.items()]
    tiers = [(tier, listed) for tier, lists in policy.openness.items() for listed in lists]
    return Placed(_placed(path.name, scopes), _placed(path.name, tiers))


def _placed(file: str, lists: Iterable[tuple[Place, _Listed]]) -> dict[str, tuple[Place, str]]:
    found: dict[str, tuple[Place, str]] = {}
    for place, listed in lists:
        for id_ in listed.licenses:
            if id_ in found:
                raise InvalidPolicy(file, f"{id_} is in {found[id_][0]} and in {place}", "keep it in one place")
            found[id_] = (place, listed.source)
    return found


@cache
def _policy() -> Placed:
    return read_categories(rules_folder() / "license_categories.yaml")
