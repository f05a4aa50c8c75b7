"""Tell what is judged, and prove it by its cases."""

from pathlib import Path

from msgspec import Struct

from osk_scan.rule_engine.cases import rules_without_cases, trials_in, try_out
from osk_scan.rule_engine.mutants import survivors
from osk_scan.rule_engine.rule import Rule, RulePack, load_rules
from osk_scan.shipped import rules_folder, whole_policy


class Proof(Struct, frozen=True):
    """What the cases prove of a policy's rules."""

    rules: int
    cases: int
    failures: tuple[str, ...]
    """What is not as the case files say, a line each; a rule without cases counts as failed."""
    changes: int
    """How many small changes of the rules were tried on the cases."""
    unnoticed: tuple[str, ...]
    """Those that no case notices: the rule is not proved there, or says more than it needs to."""


def rule_pack(folder: Path | None = None) -> RulePack:
    """Return the rules that ship, or those under another folder."""
    return load_rules(whole_policy(folder) if folder else rules_folder())


def rule_named(name: str, folder: Path | None = None) -> Rule:
    """Return one rule.

    Raises:
        InvalidPolicy: naming the nearest one.
    """
    return rule_pack(folder).find(name)


def proved(cases: Path, folder: Path | None = None) -> Proof:
    """Return what the case files prove of the rules, and which changes of the rules they would not notice."""
    pack = rule_pack(folder)
    trials = trials_in(cases, pack)
    failures = [f"{trial.where}: {failure}" for trial in trials if (failure := try_out(trial))]
    failures += [f"{rule}: has no case file" for rule in rules_without_cases(cases, pack)]
    tried, unnoticed = 0, list[str]()
    for rule in pack.rules:
        found, changes = survivors(rule, [trial for trial in trials if trial.rule.id == rule.id])
        tried += changes
        unnoticed += [f"{rule.id}: {change}" for change in found]
    return Proof(len(pack.rules), len(trials), tuple(failures), tried, tuple(unnoticed))
