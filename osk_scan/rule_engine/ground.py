"""The ground that rules are judged on: the inputs of one evaluation, and what is derived from them once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from osk_scan.graph.bulk import PortfolioGraph, link
from osk_scan.rule_engine.column import Column, numbered
from osk_scan.rule_engine.licensing import Licensing, judged
from osk_scan.rule_engine.relicensing import Change, changes

if TYPE_CHECKING:
    from osk_scan.portfolio import Flags, Portfolio
    from osk_scan.rule_engine.inputs import KnownProduct, Measure, Products
    from osk_scan.rule_engine.relicensing import EarlierStatement


@dataclass(frozen=True)
class Ground:
    """One evaluation's inputs; every condition and placeholder reads from here and nowhere else."""

    portfolio: Portfolio
    products: Products
    measures: tuple[Measure, ...]
    as_of: date
    earlier: tuple[EarlierStatement, ...] = ()

    @cached_property
    def graph(self) -> PortfolioGraph:
        """The requires-graph of all inventories."""
        return link(self.portfolio)

    @cached_property
    def subjects(self) -> Flags:
        """Per component: whether its document is about it."""
        subjects = np.zeros(self.portfolio.size, dtype=np.bool_)
        subjects[[row.subject for row in self.portfolio.inventories if row.subject >= 0]] = True
        return subjects

    @cached_property
    def licensing(self) -> Licensing:
        """How licenses are read and judged, once per unique question."""
        return judged(self.portfolio, self.graph)

    @cached_property
    def facts(self) -> Column[KnownProduct | None]:
        """Per component: what the catalogue knows of its package, and how the agency says that it runs it."""
        products, package = self.products, self.portfolio.package
        codes = products.of_package[package]
        for agency, own in products.of_agency.items():
            whose = np.array([system.agency == agency for system in self.portfolio.systems], dtype=np.bool_)
            here = whose[self.portfolio.system]
            codes[here] = own[package[here]]
        return Column(codes, (*products.facts, None))

    @cached_property
    def agencies(self) -> Column[str]:
        """Per system: whose it is."""
        distinct_agencies, codes = numbered([system.agency for system in self.portfolio.systems])
        return Column(codes, tuple(distinct_agencies))

    @cached_property
    def stems(self) -> Column[str]:
        """Per package: what is the same software at another time."""
        distinct_stems, codes = numbered([package.stem for package in self.portfolio.packages])
        return Column(codes, distinct_stems)

    @cached_property
    def relicensing(self) -> Column[Change | None]:
        """Per component: how the terms of its package changed."""
        found = changes(self.portfolio, self.stems, self.licensing.reading, self.earlier)
        return found.at(self.stems.codes[self.portfolio.package])

    @cached_property
    def contract_ends(self) -> dict[int, date | None]:
        """Per component under a commercial license: the day on which the first of its licenses ends, if stated."""
        ends: dict[int, date | None] = {}
        for row, terms in self.portfolio.commercial.items():
            days = [day for one in terms if (day := _day(one.expires)) is not None]
            ends[row] = min(days, default=None)
        return ends

    def systems_in(self, wanted: set[int]) -> Flags:
        """Return per system whether it is among the `wanted`."""
        return np.isin(np.arange(len(self.portfolio.systems)), sorted(wanted))


def _day(text: str | None) -> date | None:
    """Return the day of an ISO 8601 date or time; CycloneDX states expiry as a time."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
