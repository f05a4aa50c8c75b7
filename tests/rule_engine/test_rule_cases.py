from pathlib import Path

import pytest

from osk_scan.rule_engine.cases import Trial, rules_without_cases, trials_in, try_out
from osk_scan.rule_engine.rule import load_rules
from osk_scan.shipped import rules_folder

CASES = Path(__file__).resolve().parents[1] / "rule_cases"
PACK = load_rules(rules_folder())


@pytest.mark.parametrize("trial", trials_in(CASES, PACK), ids=lambda trial: trial.where.replace(" ", "-"))
def test_a_rule_flags_and_ignores_what_its_cases_say(trial: Trial) -> None:
    assert try_out(trial) == "", trial.case.name or trial.case.given


def test_every_rule_is_proved() -> None:
    assert rules_without_cases(CASES, PACK) == ()
