"""Change a rule in small ways and see whether its cases notice: what they do not notice, they do not prove."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.rule_engine.cases import Trial, ground_of
from osk_scan.rule_engine.conditions import CONDITIONS
from osk_scan.rule_engine.evaluate import Conditions
from osk_scan.rule_engine.rule import Rule

STEP = Fraction(1, 100)
"""By how much thresholds are moved: a percentage point."""


class Mutant(Struct, frozen=True):
    """A rule with one change."""

    change: str
    """What is changed, as people read it: `role` dropped."""
    rule: Rule


def mutants_of(rule: Rule) -> Iterator[Mutant]:
    """Yield the rule with each condition dropped, each value no longer or newly accepted, each threshold moved."""
    conditions = dict(rule.when)
    for key, accepted in rule.when:
        if len(conditions) > 1:
            yield _changed(rule, f"`{key}` dropped", {name: said for name, said in conditions.items() if name != key})
        for change, other in _other_values(key, accepted):
            yield _changed(rule, f"`{key}` {change}", conditions | {key: other})


def survivors(rule: Rule, trials: Sequence[Trial]) -> tuple[tuple[str, ...], int]:
    """Return the changes of `rule` that no case of it notices, and how many changes were tried."""
    asked = [(trial, Conditions(ground_of(trial))) for trial in trials]
    mutants = list(mutants_of(rule))
    unnoticed = (one.change for one in mutants if all(_as_expected(one.rule, *case) for case in asked))
    return tuple(unnoticed), len(mutants)


def _other_values(key: str, accepted: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    known = CONDITIONS[key].values
    if not known:
        threshold = Fraction(accepted[0])
        for moved in (threshold - STEP, threshold + STEP):
            yield f"{threshold} → {moved}", (str(moved),)
        return
    for value in known:
        if value not in accepted:
            yield f"accepts {value}", (*accepted, value)
        elif len(accepted) > 1:
            yield f"without {value}", tuple(one for one in accepted if one != value)


def _changed(rule: Rule, change: str, conditions: dict[str, tuple[str, ...]]) -> Mutant:
    """Return the rule with other conditions; what it is about stays."""
    return Mutant(change, replace(rule, when=tuple(sorted(conditions.items()))))


def _as_expected(rule: Rule, trial: Trial, conditions: Conditions) -> bool:
    """Whether a rule does on one case what the case says."""
    holds = conditions.rows(rule)
    if bool(holds.any()) != (trial.side == "flags"):
        return False
    if trial.case.on is None or rule.level != "component" or rule.per == "system":
        return True
    portfolio = conditions.ground.portfolio
    return {portfolio.names[name] for name in portfolio.name[holds].tolist()} == set(trial.case.on)
