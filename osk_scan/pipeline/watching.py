"""Watch for software whose terms changed: between versions in use, or since the inventory before."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from osk_scan.graph.bulk import link
from osk_scan.pipeline.counting import counted, stated_before, what_counts
from osk_scan.portfolio import Portfolio
from osk_scan.rule_engine.column import Column, numbered
from osk_scan.rule_engine.licensing import judged
from osk_scan.rule_engine.relicensing import Change, changes, trail_of
from osk_scan.store.database import Database


class Watched(Struct, frozen=True):
    """A package whose terms changed, and who uses it."""

    package: str
    direction: str
    trail: str
    systems: tuple[str, ...]
    """Agency and system, in the order of the portfolio."""


def watch(db: Database, as_of: str, agency: str | None = None) -> tuple[Watched, ...]:
    """Return what was relicensed, to stricter terms or to looser ones, by package."""
    basis = what_counts(db, as_of, agency)
    portfolio = counted(db, basis)
    if not portfolio.size:
        return ()
    stems, codes = numbered([package.stem for package in portfolio.packages])
    reading = judged(portfolio, link(portfolio)).reading
    found = changes(portfolio, Column(codes, stems), reading, stated_before(db, basis))
    return tuple(sorted(_watched(portfolio, found.at(codes)), key=lambda one: one.package))


def _watched(portfolio: Portfolio, of_package: Column[Change | None]) -> Iterator[Watched]:
    per_row = of_package.codes[portfolio.package]
    for code, change in enumerate(of_package.values):
        if change is not None:
            using = np.unique(portfolio.system[per_row == code]).tolist()
            owners = (portfolio.systems[at] for at in using)
            named = tuple(f"{one.agency} · {one.name}" for one in owners)
            yield Watched(change.stem, change.direction, trail_of(change), named)
