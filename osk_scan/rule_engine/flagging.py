"""Turn where a rule holds into its findings: repetitions collapsed, texts told, fingerprints made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from osk_scan.errors import one_line
from osk_scan.model import Wording
from osk_scan.rule_engine.column import Column, numbered, packed
from osk_scan.rule_engine.fingerprints import as_column, fingerprint
from osk_scan.rule_engine.telling import Teller
from osk_scan.rule_engine.versions import told_with_versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from osk_scan.portfolio import Flags, Integers
    from osk_scan.rule_engine.ground import Ground
    from osk_scan.rule_engine.rule import Rule
    from osk_scan.rule_engine.telling import Texts

EXAMPLES = 3
"""How many components are named where one finding stands for many."""


@dataclass(frozen=True)
class Flagged:
    """The findings of one rule: the columns of `Findings`, with texts of its own."""

    fingerprint: NDArray[np.bytes_]
    agency: Integers
    system: Integers
    component: Integers
    product: Integers
    vendor: Integers
    chosen: Integers
    text: Texts
    count: Integers

    def __len__(self) -> int:
        return len(self.fingerprint)


class Flagging:
    """Findings from flags, for one evaluation."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._teller = Teller(ground)
        self._licenses = (*(one.claims for one in ground.portfolio.licenses), None)
        facts, measures = ground.products.facts, ground.measures
        of_fact = [name for fact in facts for name in (fact.product, fact.vendor)]
        of_measure = [name for measure in measures for name in (measure.product, measure.vendor)]
        chosen = [one.chosen for one in ground.licensing.judgement.values]
        self.names, codes = _named([*of_fact, *of_measure, *chosen])
        pairs, self._chosen = np.split(codes, [len(of_fact) + len(of_measure)])
        self._of_fact, self._of_measure = np.split(pairs.reshape(-1, 2), [len(facts)])

    def flag(self, rule: Rule, holds: Flags) -> Flagged:
        """Return the findings of `rule`, in the order of the portfolio, given where it holds on its level."""
        rows = np.flatnonzero(holds).astype(np.int32)
        if rule.level == "measure":
            return self._measures(rule, rows)
        if rule.level == "system":
            return self._systems(rule, rows, np.ones(len(rows), dtype=np.int32))
        return self._components(rule, rows) if rule.per == "component" else self._counted(rule, rows)

    def _components(self, rule: Rule, rows: Integers) -> Flagged:
        """One finding for each package of a system; its repetitions are counted, its versions told."""
        portfolio = self._ground.portfolio
        system, stem = portfolio.system[rows], self._ground.stems.codes[portfolio.package[rows]]
        claims = self._ground.licensing.claims[rows] if rule.about_license else np.full(len(rows), -1, dtype=np.int32)
        first, finding, count = _first_of_each(system, stem, claims)
        shown, system = rows[first], system[first]
        product, vendor = np.vstack([self._of_fact, _NOBODY])[self._ground.facts.codes[shown]].T
        return Flagged(
            fingerprint=as_column(self._package_fingerprints(rule, system, stem[first], claims[first])),
            agency=self._ground.agencies.codes[system],
            system=system,
            component=shown,
            product=product,
            vendor=vendor,
            chosen=self._chosen[self._ground.licensing.judgement.codes[shown]],
            text=told_with_versions(self._teller, rule, portfolio, shown, rows, finding),
            count=count,
        )

    def _package_fingerprints(self, rule: Rule, system: Integers, stem: Integers, claims: Integers) -> Iterator[bytes]:
        systems, stems, licenses = self._ground.portfolio.systems, self._ground.stems.values, self._licenses
        for at, which, text in zip(system.tolist(), stem.tolist(), claims.tolist(), strict=True):
            yield fingerprint(rule.id, systems[at].agency, systems[at].name, stems[which], licenses[text])

    def _counted(self, rule: Rule, rows: Integers) -> Flagged:
        """One finding for each system, with the number of components flagged and the first few names."""
        portfolio = self._ground.portfolio
        systems, first, count = np.unique(portfolio.system[rows], return_index=True, return_counts=True)
        total = np.bincount(portfolio.system, minlength=len(portfolio.systems))[systems]
        examples = [
            self._examples(rows[at : at + min(EXAMPLES, number)])
            for at, number in zip(first.tolist(), count.tolist(), strict=True)
        ]
        counted = {
            "count": _texts([str(number) for number in count.tolist()]),
            "total": _texts([str(number) for number in total.tolist()]),
            "examples": _texts(examples),
        }
        return self._systems(rule, systems, count.astype(np.int32), counted)

    def _examples(self, rows: Integers) -> str:
        portfolio = self._ground.portfolio
        return ", ".join(one_line(portfolio.names[name], 80) for name in portfolio.name[rows])

    def _systems(
        self, rule: Rule, systems: Integers, count: Integers, counted: dict[str, Column[Wording]] | None = None
    ) -> Flagged:
        own = [self._ground.portfolio.systems[at] for at in systems.tolist()]
        nobody = np.full(len(systems), -1, dtype=np.int32)
        return Flagged(
            fingerprint=as_column(fingerprint(rule.id, one.agency, one.name) for one in own),
            agency=self._ground.agencies.codes[systems],
            system=systems,
            component=nobody,
            product=nobody,
            vendor=nobody,
            chosen=nobody,
            text=self._teller.tell(rule, systems, counted),
            count=count,
        )

    def _measures(self, rule: Rule, rows: Integers) -> Flagged:
        measures = [self._ground.measures[row] for row in rows.tolist()]
        agencies = {name: at for at, name in enumerate(self._ground.agencies.values)}
        systems = {(one.agency, one.name): at for at, one in enumerate(self._ground.portfolio.systems)}
        product, vendor = self._of_measure[rows].T
        return Flagged(
            fingerprint=as_column(
                fingerprint(rule.id, one.agency or "", one.system or "", one.product or one.vendor or "")
                for one in measures
            ),
            agency=np.array([agencies.get(one.agency or "", -1) for one in measures], dtype=np.int32),
            system=np.array([systems.get((one.agency or "", one.system or ""), -1) for one in measures], np.int32),
            component=np.full(len(rows), -1, dtype=np.int32),
            product=product,
            vendor=vendor,
            chosen=np.full(len(rows), -1, dtype=np.int32),
            text=self._teller.tell(rule, rows),
            count=np.ones(len(rows), dtype=np.int32),
        )


_NOBODY = np.full((1, 2), -1, dtype=np.int32)


def _first_of_each(*columns: Integers) -> tuple[Integers, Integers, Integers]:
    """Return the position of the first of each distinct row, in order; which of them each row is; and their counts."""
    _, first, index, count = np.unique(packed(*columns), return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(first)
    return first[order].astype(np.int32), np.argsort(order)[index].astype(np.int32), count[order].astype(np.int32)


def _named(names: list[str | None]) -> tuple[tuple[str, ...], Integers]:
    """Return the distinct names, and each entry as its index among them, or -1 for None."""
    known, codes = numbered([None, *names])
    return tuple(name for name in known if name is not None), codes[1:] - 1


def _texts(texts: list[str]) -> Column[Wording]:
    distinct_texts, codes = numbered(texts)
    return Column(codes, [Wording(text, text) for text in distinct_texts])
