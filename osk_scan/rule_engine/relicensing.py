"""Software whose terms changed: between versions in the portfolio, or since the inventory before."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
from msgspec import Struct

from osk_scan.errors import one_line
from osk_scan.licenses.expression import Reading, read_claims
from osk_scan.rule_engine.column import Column
from osk_scan.rule_engine.licensing import MOST_OF_ALL, SAYS_NOTHING, copyleft_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osk_scan.portfolio import Portfolio

Direction = Literal["closed", "stricter", "looser", "opened"]

_CLOSED = {"A": False, "B": False, "C": False, "D": True, "E": True}
"""Which list vouches that a license is open is no matter of its terms; what is unknown (U) is compared with nothing."""


_TOLD = 6
"""Most steps of a trail that are told."""


class EarlierStatement(Struct, frozen=True):
    """What an inventory that counts no more said of one package."""

    stem: str
    type: str
    version: str | None
    concluded: tuple[str, ...] | None
    declared: tuple[str, ...] | None


class Terms(Struct, frozen=True, order=True):
    """What changes when software is relicensed."""

    closed: bool
    copyleft: int
    """Index into `MOST_OF_ALL`."""


class Statement(Struct, frozen=True):
    """The terms that one version is said to be under."""

    version: str | None
    terms: Terms
    license: str
    counts: bool
    """It is what counts now, not what was said before."""


class Change(Struct, frozen=True):
    """A package whose terms changed."""

    stem: str
    direction: Direction
    trail: tuple[tuple[str | None, str], ...]
    """Version and license, in the order of versions; of one version what was said before comes first."""


def changes(
    portfolio: Portfolio, stems: Column[str], reading: Column[Reading], earlier: tuple[EarlierStatement, ...] = ()
) -> Column[Change | None]:
    """Return for each stem (`stems` says it per package) whether its terms changed, and how."""
    said: dict[str, list[Statement]] = {}
    for stem, statement in (*_earlier(earlier), *_now(portfolio, stems, reading)):
        said.setdefault(stem, []).append(statement)
    several = ((stem, those) for stem, those in said.items() if len({one.terms for one in those}) > 1)
    found = {stem: change for stem, those in several if (change := _change(stem, those))}
    place = {stem: at for at, stem in enumerate(found)}
    codes = np.array([place.get(stem, -1) for stem in stems.values], dtype=np.int32)
    return Column(codes, (*found.values(), None))


def terms_of(reading: Reading) -> Terms | None:
    """Return the terms of what is read, None where they are not decided."""
    closed, copyleft = _CLOSED.get(reading.openness), copyleft_of(reading.expression)
    if reading.expression is None or closed is None or copyleft == "unknown":
        return None
    return Terms(closed, MOST_OF_ALL.index(copyleft))


def trail_of(change: Change) -> str:
    """Return the trail on one line; of a long one its ends."""
    told = [one_line(f"{version or '–'}: {license_}", 120) for version, license_ in change.trail]
    return " → ".join(told if len(told) <= _TOLD else [*told[: _TOLD // 2], "…", *told[-_TOLD // 2 :]])


def _now(portfolio: Portfolio, stems: Column[str], reading: Column[Reading]) -> Iterator[tuple[str, Statement]]:
    """Yield what counts now, once for each package and reading."""
    width = max(1, len(reading.values))
    terms = [terms_of(one) for one in reading.values]
    for said in np.unique(portfolio.package.astype(np.int64) * width + reading.codes).tolist():
        package, code = divmod(said, width)
        under = terms[code]
        if under is not None:
            version = portfolio.packages[package].version
            yield stems[package], Statement(version, under, reading.values[code].expression or "", counts=True)


def _earlier(earlier: tuple[EarlierStatement, ...]) -> Iterator[tuple[str, Statement]]:
    for one in earlier:
        reading = read_claims(one.concluded, one.type)
        if reading.license_class in SAYS_NOTHING:
            reading = read_claims(one.declared, one.type)
        under = terms_of(reading)
        if under is not None:
            yield one.stem, Statement(one.version, under, reading.expression or "", counts=False)


def _change(stem: str, said: list[Statement]) -> Change | None:
    """Return the change, if one version or time has no terms in common with another; documents may disagree on one."""
    groups: dict[tuple[str | None, bool], list[Statement]] = {}
    for one in sorted(said, key=lambda one: (_ordered(one.version), one.counts, one.terms, one.license)):
        groups.setdefault((one.version, one.counts), []).append(one)
    steps = list(groups.values())
    for before, after in pairwise(steps):
        old, new = ({one.terms for one in step} for step in (before, after))
        if not old & new:
            return Change(stem, _direction(min(old), min(new)), _trail(steps))
    return None


def _direction(old: Terms, new: Terms) -> Direction:
    if old.closed != new.closed:
        return "closed" if new.closed else "opened"
    return "stricter" if new.copyleft > old.copyleft else "looser"


def _trail(steps: list[list[Statement]]) -> tuple[tuple[str | None, str], ...]:
    """Return versions and licenses, without repeating what the version before is under as well."""
    told: list[tuple[str | None, str]] = []
    for step in steps:
        licenses = " / ".join(dict.fromkeys(one.license for one in step))
        if not told or told[-1][1] != licenses:
            told.append((step[0].version, licenses))
    return tuple(told)


def _ordered(version: str | None) -> tuple[tuple[int, str], ...]:
    """Return a version in an order that serves to tell older from newer: numbers as numbers."""
    return tuple((int(part[:18]), "") if part.isdigit() else (-1, part) for part in _PARTS.findall(version or ""))


_PARTS = re.compile(r"[0-9]+|[a-z]+")
