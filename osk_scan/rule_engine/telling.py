"""Fill in what a rule says, once for each distinct combination of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from osk_scan.model import Wording
from osk_scan.rule_engine.column import Column, distinct
from osk_scan.rule_engine.findings import FindingText
from osk_scan.rule_engine.placeholders import find_placeholder
from osk_scan.rule_engine.registry import filled

if TYPE_CHECKING:
    from osk_scan.portfolio import Integers
    from osk_scan.rule_engine.ground import Ground
    from osk_scan.rule_engine.rule import Rule

Texts = Column[FindingText]
"""Per finding of one rule: what it says."""


class Teller:
    """The texts of one evaluation; a placeholder's column is made once and only where a rule asks for it."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._columns: dict[tuple[str, str], Column[Wording]] = {}

    def tell(self, rule: Rule, rows: Integers, counted: dict[str, Column[Wording]] | None = None) -> Texts:
        """Return what `rule` says of the `rows` of its level; `counted` gives the columns over `rows` known already."""
        counted = counted or {}
        rest = [name for name in rule.placeholders if name not in counted]
        columns = {**counted, **{name: self._column(rule, name, rows) for name in rest}}
        used = [(name, columns[name]) for name in rule.placeholders]
        if not len(rows):
            return Column(rows, ())
        if not used:
            return Column(np.zeros(len(rows), dtype=np.int32), (_told(rule, {}),))
        combinations, index = distinct(*(column.codes for _, column in used))
        values = [
            _told(rule, {name: column.values[code] for (name, column), code in zip(used, codes, strict=True)})
            for codes in combinations
        ]
        return Column(index, values)

    def _column(self, rule: Rule, name: str, rows: Integers) -> Column[Wording]:
        placeholder = find_placeholder(name, rule.level, rule.per)
        if placeholder is None or placeholder.column is None:
            raise AssertionError(f"{rule.id}: {name} was checked when the rule was read")
        key = (placeholder.level, name)
        if key not in self._columns:
            self._columns[key] = placeholder.column(self._ground).deduplicated()
        whole = self._columns[key]
        of_system = placeholder.level == "system" and rule.level == "component" and rule.per == "component"
        return whole.at(self._ground.portfolio.system[rows] if of_system else rows)


def _told(rule: Rule, values: dict[str, Wording]) -> FindingText:
    german = {name: value.de for name, value in values.items()}
    english = {name: value.en for name, value in values.items()}
    return FindingText(
        message=Wording(filled(rule.message.de, german), filled(rule.message.en, english)),
        fix=Wording(filled(rule.fix.de, german), filled(rule.fix.en, english)),
        why=rule.cited(german),
    )
