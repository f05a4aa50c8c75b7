"""Judge a whole portfolio by a rule pack: facts as columns, each rule once, findings as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from osk_scan.rule_engine.conditions import CONDITIONS
from osk_scan.rule_engine.findings import Findings
from osk_scan.rule_engine.flagging import Flagged, Flagging
from osk_scan.rule_engine.ground import Ground
from osk_scan.rule_engine.inputs import Measure, Products

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from osk_scan.portfolio import Flags, Portfolio
    from osk_scan.rule_engine.relicensing import Stated
    from osk_scan.rule_engine.rule import Rule, RulePack


def evaluate(
    portfolio: Portfolio,
    pack: RulePack,
    *,
    as_of: date,
    products: Products | None = None,
    measures: tuple[Measure, ...] = (),
    earlier: tuple[Stated, ...] = (),
) -> Findings:
    """Return what the rules say of `portfolio`; the same inputs give the same findings in the same order.

    Args:
        portfolio: what currently counts.
        pack: the rules.
        as_of: the day on which support and contracts are judged.
        products: what the catalogue knows of the portfolio's packages; None: nothing.
        measures: the numbers of the sovereignty method that rules may judge.
        earlier: what the inventories said that counted before.
    """
    ground = Ground(portfolio, products or no_products(portfolio), measures, as_of, earlier)
    holding = _Holding(ground)
    flagging = Flagging(ground)
    parts = [flagging.flag(rule, holding.rows(rule)) for rule in pack.rules]
    return _joined(ground, pack, parts, flagging.names)


def no_products(portfolio: Portfolio) -> Products:
    """Return the facts of a catalogue that knows nothing."""
    return Products((), np.full(len(portfolio.packages), -1, dtype=np.int32))


class _Holding:
    """Where conditions hold; rules share most of them, so each is asked once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._answers: dict[tuple[str, tuple[str, ...]], Flags] = {}

    def rows(self, rule: Rule) -> Flags:
        """Return, per row of the rule's level, whether all its conditions hold."""
        holds = [self._lifted(rule, key, self._holds(key, accepted)) for key, accepted in rule.when]
        return np.asarray(np.logical_and.reduce(holds), dtype=np.bool_)

    def _holds(self, key: str, accepted: tuple[str, ...]) -> Flags:
        if (key, accepted) not in self._answers:
            self._answers[key, accepted] = CONDITIONS[key].holds(self._ground, accepted)
        return self._answers[key, accepted]

    def _lifted(self, rule: Rule, key: str, holds: Flags) -> Flags:
        """Return what holds of a system as what holds of each of its components, where the rule is about those."""
        if rule.level == "component" and CONDITIONS[key].level == "system":
            return holds[self._ground.portfolio.system]
        return holds


def _joined(ground: Ground, pack: RulePack, parts: list[Flagged], names: tuple[str, ...]) -> Findings:
    """Return the findings of all rules below each other, in the order of the pack."""
    sizes = [len(part) for part in parts]
    offsets = np.cumsum([0, *(len(part.text.values) for part in parts)])
    texts = [part.text.codes + offset for part, offset in zip(parts, offsets, strict=False)]
    return Findings(
        rules=pack.rules,
        agencies=tuple(ground.agencies.values),
        texts=tuple(text for part in parts for text in part.text.values),
        names=names,
        fingerprint=_below(np.dtype("S32"), [part.fingerprint for part in parts]),
        rule=np.repeat(np.arange(len(parts), dtype=np.int32), sizes),
        agency=_below(np.dtype(np.int32), [part.agency for part in parts]),
        system=_below(np.dtype(np.int32), [part.system for part in parts]),
        component=_below(np.dtype(np.int32), [part.component for part in parts]),
        product=_below(np.dtype(np.int32), [part.product for part in parts]),
        vendor=_below(np.dtype(np.int32), [part.vendor for part in parts]),
        chosen=_below(np.dtype(np.int32), [part.chosen for part in parts]),
        text=_below(np.dtype(np.int32), texts),
        count=_below(np.dtype(np.int32), [part.count for part in parts]),
        parent=ground.graph.parent,
    )


def _below(kind: np.dtype[Any], columns: list[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, dtype=kind), *columns])
