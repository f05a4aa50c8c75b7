"""Know the licenses that are not open source by their identifiers: their group, and what its grant allows."""

from functools import cache
from typing import Literal

from msgspec import Struct

from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.licenses._question import AUTHORITIES
from osk_scan.licenses.algebra import Answer
from osk_scan.model import Wording


class Group(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Licenses that are not open source, with what their grant allows."""

    id: str
    openness: Literal["D", "E"]
    licenses: frozenset[str]
    patterns: tuple[str, ...] = ()
    """Of identifiers that list makers and agencies coin, in any case; `*` stands for anything."""
    rest: bool = False
    """All others of this openness are of this group too."""
    internal: Answer
    service: Answer
    separate: Answer
    closed: Answer
    clause: str
    grant: Wording


@cache
def groups() -> tuple[Group, ...]:
    """Return the groups in the order in which they are asked."""
    return load_policy(AUTHORITIES / "restricted.yaml", tuple[Group, ...])


@cache
def group_named(license_id: str) -> Group | None:
    """Return the group that a license is of by its identifier: because it is listed, or because a pattern fits."""
    lowered = license_id.lower()
    listed, all_beginnings = _hints()
    if license_id not in listed and not lowered.startswith(all_beginnings):
        return None  # as most
    for group in groups():
        beginnings, patterns = _patterns(group.id)
        if license_id in group.licenses:
            return group
        if lowered.startswith(beginnings) and any(_fits(lowered, parts) for parts in patterns):
            return group
    return None


@cache
def _hints() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return what any group lists, and what the patterns of all groups begin with."""
    listed = frozenset[str]().union(*(group.licenses for group in groups()))
    return listed, tuple({beginning for group in groups() for beginning in _patterns(group.id)[0]})


@cache
def _patterns(group_id: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return what the patterns of a group begin with, and each as its parts between the `*`."""
    written = next(group.patterns for group in groups() if group.id == group_id)
    parts = tuple(tuple(pattern.lower().split("*")) for pattern in written)
    return tuple(first for first, *_ in parts), parts


def _fits(license_id: str, parts: tuple[str, ...]) -> bool:
    """Whether an identifier has the parts of a pattern in their order, anything between them."""
    if len(parts) == 1:
        return license_id == parts[0]
    first, *between, last = parts
    if not license_id.startswith(first) or not license_id.endswith(last):
        return False
    at = len(first)
    for part in between:
        found = license_id.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return at + len(last) <= len(license_id)
