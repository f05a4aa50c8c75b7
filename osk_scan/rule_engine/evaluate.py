"""Judge a whole portfolio by a rule pack: facts as columns, each rule once, findings as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from osk_scan.rule_engine.conditions import CONDITIONS
from osk_scan.rule_engine.findings import Findings
from osk_scan.rule_engine.flagging import Flagged, Flagging

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from osk_scan.portfolio import Flags
    from osk_scan.rule_engine.ground import Ground
    from osk_scan.rule_engine.rule import Rule, RulePack


def evaluate(ground: Ground, pack: RulePack) -> Findings:
    """Return what the rules say; the same ground gives the same findings in the same order."""
    conditions = Conditions(ground)
    flagging = Flagging(ground)
    parts = [flagging.flag(rule, conditions.rows(rule)) for rule in pack.rules]
    return _joined(ground, pack, parts, flagging.names)


class Conditions:
    """Where conditions hold; rules share most of them, so each is asked once."""

    def __init__(self, ground: Ground) -> None:
        """Ask on this ground."""
        self.ground = ground
        self._answers: dict[tuple[str, tuple[str, ...]], Flags] = {}

    def rows(self, rule: Rule) -> Flags:
        """Return, per row of the rule's level, whether all its conditions hold."""
        holds = [self._lifted(rule, key, self._holds(key, accepted)) for key, accepted in rule.when]
        return np.asarray(np.logical_and.reduce(holds), dtype=np.bool_)

    def _holds(self, key: str, accepted: tuple[str, ...]) -> Flags:
        if (key, accepted) not in self._answers:
            self._answers[key, accepted] = CONDITIONS[key].holds(self.ground, accepted)
        return self._answers[key, accepted]

    def _lifted(self, rule: Rule, key: str, holds: Flags) -> Flags:
        """Return what holds of a system as what holds of each of its components, where the rule is about those."""
        if rule.level == "component" and CONDITIONS[key].level == "system":
            return holds[self.ground.portfolio.system]
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
