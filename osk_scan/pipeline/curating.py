"""Decide on packages: their license, how they are used, how they reach others; each with reason and name."""

from collections.abc import Callable

from msgspec import Struct

from osk_scan.curation import Curation, Matter
from osk_scan.errors import InvalidRequest
from osk_scan.licenses.curations import (
    checked_expression,
    checked_pattern,
    checked_provisioning,
    checked_relation,
    fitting,
)
from osk_scan.model import System
from osk_scan.store.curations import (
    curations,
    curations_in_force,
    find_curation,
    keep_curation,
    package_keys,
    revoke_curation,
)
from osk_scan.store.database import Database
from osk_scan.store.systems import systems

_CHECKED: dict[Matter, Callable[[str], str]] = {
    "license": checked_expression,
    "relation": checked_relation,
    "provisioning": checked_provisioning,
}


class Signature(Struct, frozen=True):
    """Who decides, why, when, and until which day it counts (None: until it is revoked)."""

    reason: str
    author: str
    at: str
    until: str | None = None

    def __post_init__(self) -> None:
        """Refuse a decision that nobody can answer for, and one that never counts.

        Raises:
            InvalidRequest: where reason or name are empty, or the last day is over.
        """
        if not self.reason.strip() or not self.author.strip():
            raise InvalidRequest("curation", "it has no reason or no name", "say why, and who decides")
        if self.until is not None and self.until < self.at[:10]:
            raise InvalidRequest(f"until {self.until}", "that day is over", "name a day to come, or none")


class Reach(Struct, frozen=True):
    """How far a decision reaches at the moment it is made."""

    packages: int
    """How many packages on record it fits."""
    replaced: tuple[int, ...]
    """The earlier decisions that count no more for some of them, by number."""


def decide(
    db: Database, about: Matter, pattern: str, says: str, signed: Signature, system: System | None = None
) -> Curation:
    """Decide on all packages of a pattern, now and after each upload, in one system or in all.

    Raises:
        InvalidRequest: where the pattern cannot be read, or there is no such license, relation or provisioning.
    """
    coming = Curation(
        id=0,
        about=about,
        pattern=checked_pattern(pattern),
        says=_CHECKED[about](says),
        agency=system.agency if system else None,
        system=system.name if system else None,
        reason=signed.reason,
        author=signed.author,
        decided_at=signed.at,
        until=signed.until,
    )
    return keep_curation(db, coming)


def reach_of(db: Database, made: Curation) -> Reach:
    """Return what a decision fits and which earlier ones it replaces, so that a wrong pattern is noticed."""
    day, fits = made.decided_at[:10], fitting(made.pattern)
    meant = [package for package in package_keys(db) if fits(*package)]
    rivals = [one for one in curations_in_force(db, day) if one.id < made.id and _same_matter(one, made)]
    replaced = tuple(one.id for one in rivals if any(map(_fits(one), meant)))
    return Reach(len(meant), replaced)


def _fits(curation: Curation) -> Callable[[tuple[str, str]], bool]:
    fits = fitting(curation.pattern)
    return lambda package: fits(*package)


def _same_matter(one: Curation, other: Curation) -> bool:
    """Whether two decisions are about the same question in the same system."""
    return (one.about, one.agency, one.system) == (other.about, other.agency, other.system)


def revoke(db: Database, number: int, signed: Signature) -> Curation:
    """Revoke a decision and return it; it stays on record.

    Raises:
        InvalidRequest: where there is none of this number, or it is revoked already.
    """
    if not revoke_curation(db, number, by=signed.author, because=signed.reason, at=signed.at):
        raise InvalidRequest(f"curation {number}", "there is none to revoke", "see `osk-scan licenses curations`")
    revoked = find_curation(db, number)
    if revoked is None:
        raise AssertionError("what was just revoked is there")
    return revoked


def list_curations(db: Database) -> tuple[Curation, ...]:
    """Return every decision ever made, oldest first."""
    return curations(db)


def system_named(db: Database, name: str, agency: str | None) -> System:
    """Return the one system of this name.

    Raises:
        InvalidRequest: where there is none, or more than one.
    """
    found = [system for system in systems(db, agency) if system.name == name]
    if len(found) != 1:
        wrong = "there is no such system" if not found else "several agencies have one of this name"
        raise InvalidRequest(f"system {name}", wrong, "see `osk-scan receipts`; --agency tells them apart")
    return found[0]
