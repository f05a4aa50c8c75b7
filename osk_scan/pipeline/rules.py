"""Tell what is judged, and prove it by its cases."""

from pathlib import Path

from osk_scan.rule_engine.cases import rules_without_cases, trials_in, try_out
from osk_scan.rule_engine.rule import Rule, RulePack, load_rules
from osk_scan.shipped import rules_folder


def rule_pack(folder: Path | None = None) -> RulePack:
    """Return the rules that ship, or those under another folder."""
    return load_rules(folder or rules_folder())


def rule_named(name: str, folder: Path | None = None) -> Rule:
    """Return one rule.

    Raises:
        InvalidPolicy: naming the nearest one.
    """
    return rule_pack(folder).find(name)


def failed_cases(cases: Path, folder: Path | None = None) -> tuple[str, ...]:
    """Return what is not as the case files say, a line each; a rule without cases counts as failed."""
    pack = rule_pack(folder)
    failures = ((trial.where, try_out(trial)) for trial in trials_in(cases, pack))
    unproved = (f"{rule}: has no case file" for rule in rules_without_cases(cases, pack))
    return (*(f"{where}: {failure}" for where, failure in failures if failure), *unproved)
