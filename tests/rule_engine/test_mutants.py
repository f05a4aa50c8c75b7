from collections.abc import Set
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from osk_scan.rule_engine.cases import trials_in
from osk_scan.rule_engine.mutants import mutants_of, survivors
from osk_scan.rule_engine.rule import Rule, load_rules
from osk_scan.shipped import rules_folder

CASES = Path(__file__).resolve().parents[1] / "rule_cases"
PACK = load_rules(rules_folder())
TRIALS = trials_in(CASES, PACK)

NEVER: dict[str, Set[str]] = {
    "conflict-possible": {"`license_class` accepts public-domain", "`license_class` accepts none"},
    "conflict-with-outbound": {
        *(f"`license_class` accepts {one}" for one in ("public-domain", "file-ref", "noassertion", "missing")),
        "`license_class` accepts catalogued",
    },
    "license-missing": {
        *(f"`relation` accepts {one}" for one in ("build-tool", "test")),
        "`relation` without unknown",
    },
    "license-missing-beside": {f"`relation` accepts {one}" for one in ("unknown", "build-tool", "test")},
    "license-unclassified": {
        *(f"`license_class` accepts {one}" for one in ("proprietary", "source-available", "public-domain")),
        "`license_class` accepts catalogued", "`openness` accepts D", "`openness` accepts E",
    },
    "licenses-not-in-document": {
        f"`license_class` accepts {one}"
        for one in ("expression", "ambiguous", "proprietary", "source-available", "public-domain", "file-ref", "none",
                    "unreadable")
    },
    **dict.fromkeys(
        ("relicensed", "too-many-licenses-to-compare", "two-way-conflict", "two-way-conflict-if-passed-on"),
        frozenset({"`role` dropped", "`role` accepts subject"}),
    ),
}  # fmt: skip
"""Changes that make no difference: what they would let in cannot come with the rule's other conditions."""


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_every_change_of_a_rule_that_makes_a_difference_is_noticed_by_a_case(rule: Rule) -> None:
    unnoticed, _ = survivors(rule, [trial for trial in TRIALS if trial.rule.id == rule.id])
    assert set(unnoticed) == NEVER.get(rule.id, set())


def test_a_threshold_that_no_case_stands_on_is_told() -> None:
    rule = PACK.find("third-country-control")
    trials = [trial for trial in TRIALS if trial.rule.id == rule.id]
    without = [trial for trial in trials if "threshold" not in trial.case.name]
    assert "`lo_at_least` 1/2 → 49/100" in survivors(rule, without)[0]
    assert survivors(rule, trials)[0] == ()


def test_a_mutant_differs_from_its_rule_in_one_condition_only() -> None:
    rule = PACK.find("proprietary-hotspot")
    for mutant in mutants_of(rule):
        assert replace(mutant.rule, when=()) == replace(rule, when=())
        assert len(set(mutant.rule.when) ^ set(rule.when)) in (1, 2)
    assert {"1/10 → 9/100", "1/10 → 11/100"} <= {one.change.partition(" ")[2] for one in mutants_of(rule)}
    assert Fraction(dict(rule.when)["lo_at_least"][0]) == Fraction(1, 10)
