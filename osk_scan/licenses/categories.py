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
from osk_scan.licenses.algebra import Leaf, With, fold, parse_expression
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


_BY_NAME = "its own name: "
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
    tier, tier_source = _tier(id_, known)
    if tier_source.startswith(_BY_NAME):
        return Category("none", tier, tier_source)
    scope, scope_source = _policy().copyleft.get(id_) or _scope(known)
    if scope == "unknown" and tier == "U":
        return UNKNOWN
    return Category(scope, tier, tier_source if tier_source == scope_source else f"{tier_source}; {scope_source}")


@lru_cache(maxsize=16_384)
def tier_of(license_id: str) -> Openness:
    """Return the tier of one license: all of its category that reading needs, at half the price."""
    id_ = license_id.removesuffix("+")
    return _tier(id_, by_id().get(id_))[0]


def openness_of(expression: str) -> Openness:
    """Return how open an expression is: the worst tier of what applies together, the best where one may choose."""
    if " " not in expression:
        return tier_of(expression)
    if "(" in expression:
        return fold(parse_expression(expression), _leaf_tier, _worst, _best)
    return _best(list(map(_tier_together, expression.split(" OR "))))


def _tier_together(listed: str) -> Openness:
    """Return the worst tier of licenses with AND between them; an exception makes nothing less open."""
    tiers = [tier_of(one.partition(" WITH ")[0]) for one in listed.split(" AND ")]
    return _worst(tiers) if len(tiers) > 1 else tiers[0]


def asks(licenses: Iterable[str]) -> tuple[bool, int, int]:
    """Return by what to choose among equally compatible licenses, least first: open, then least copyleft, then tier."""
    found = [category(license_id) for license_id in licenses]
    tier = max(_RANK[one.openness] for one in found)
    return tier > _RANK["C"], max(_SCOPES.index(one.copyleft) for one in found), tier


def common_openness(expressions: Iterable[str]) -> Openness:
    """Return the tier that all of `expressions` have, unknown where they differ."""
    every = tuple(expressions)
    tiers = {*map(tier_of, _licenses(" ".join(every)))}  # soon seen: mostly one for all, whatever the operators
    if len(tiers) > 1:
        tiers = {*map(openness_of, every)}
    return tiers.pop() if len(tiers) == 1 else "U"


def _licenses(said: str) -> set[str]:
    """Return the licenses of expressions, without operators and exceptions: cheaper than parsing them."""
    if " WITH " in said:
        said = _EXCEPTION.sub("", said)
    if "(" in said:
        said = said.replace("(", " ").replace(")", " ")
    return {*said.split()} - _OPERATORS


def _leaf_tier(leaf: Leaf) -> Openness:
    license_ = leaf.license if isinstance(leaf, With) else leaf
    return tier_of(license_.id)


def _worst(tiers: list[Openness]) -> Openness:
    return max(tiers, key=_RANK.__getitem__)


def _best(tiers: list[Openness]) -> Openness:
    return min(tiers, key=_RANK.__getitem__)


def _scope(known: License | None) -> tuple[Copyleft, str]:
    if known is None or known.category not in _SCOPE_OF:
        return "unknown", "no list"
    return _SCOPE_OF[known.category], f"ScanCode LicenseDB: {known.category}"


def _tier(id_: str, known: License | None) -> tuple[Openness, str]:
    """Return the tier of a license and what decided it; a reference that no list knows may tell its own by its name."""
    named_so = None if known else group_named(id_)
    if named_so:
        return named_so.openness, f"{_BY_NAME}{named_so.id}"
    return _policy().openness.get(id_) or _listed_tier(known)


def _listed_tier(known: License | None) -> tuple[Openness, str]:
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
