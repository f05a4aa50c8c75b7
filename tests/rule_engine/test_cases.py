from pathlib import Path

import pytest

from osk_scan.errors import InvalidPolicy
from osk_scan.rule_engine.cases import rules_without_cases, trials_in, try_out
from osk_scan.rule_engine.rule import load_rules
from osk_scan.shipped import rules_folder

PACK = load_rules(rules_folder())


def outcome(folder: Path, flags: str, ignores: str = "{given: app@1 -> lines@8 MIT}") -> list[str]:
    (folder / "no-version.yaml").write_text(f"flags: [{flags}]\nignores: [{ignores}]\n", encoding="utf-8")
    return [try_out(trial) for trial in trials_in(folder, PACK)]


def test_what_is_as_the_case_says_is_proved(tmp_path: Path) -> None:
    assert outcome(tmp_path, "{given: app@1 -> lines MIT, on: [lines]}") == ["", ""]


def test_lines_with_a_number_sign_stand_there_as_often_as_the_case_says(tmp_path: Path) -> None:
    case = "{given: 'app@1 -> lines# MIT', times: 3, on: [lines1, lines2, lines3]}"
    assert outcome(tmp_path, case) == ["", ""]


@pytest.mark.parametrize(
    ("flags", "ignores", "wrong"),
    [
        ("{given: app@1 -> lines@8}", "{given: app@1}", ["nothing is flagged", ""]),
        ("{given: app@1 -> lines}", "{given: app@1 -> lines}", ["", "flagged: lines"]),
        ("{given: app@1 -> lines, on: [app]}", "{given: app@1}", ["flagged: lines; expected: app", ""]),
    ],
)
def test_what_is_not_as_the_case_says_is_told(tmp_path: Path, flags: str, ignores: str, wrong: list[str]) -> None:
    assert outcome(tmp_path, flags, ignores) == wrong


def test_another_message_than_expected_is_told(tmp_path: Path) -> None:
    (wrong, _) = outcome(tmp_path, "{given: app@1 -> lines, says: keine Fassung}")
    assert wrong.startswith("says: Zu der Komponente ist keine Version angegeben.")


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("{gven: app@1}", "did you mean `given`?"),
        ("{given: app@1, as_of: gestern}", "no-version.yaml: Invalid RFC3339"),
        ("{given: app@1, vendors: {ap: Amt}}", "there is no component `ap`; did you mean `app`?"),
        ("{measures: [{indicator: D4, lo: viel, hi: '1'}]}", "viel to 1 is no interval"),
        ("{given: '[MIT]'}", "is no component"),
        ("", "`flags` has no case"),
        ("{given: app@1 -> lines#, times: 1000000000}", "`times` is out of bounds"),
        ("{given: app@1 -> lines, provided: {lines: browser}}", "Invalid enum value 'browser'"),
        ("{given: app@1 -> lines, provided: {line: service}}", "did you mean `lines`?"),
    ],
)
def test_a_mistake_in_a_case_is_told_in_one_line(tmp_path: Path, flags: str, told: str) -> None:
    with pytest.raises(InvalidPolicy) as caught:
        outcome(tmp_path, flags)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_cases_of_a_rule_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "no-vresion.yaml").write_text("flags: []\nignores: []\n", encoding="utf-8")
    with pytest.raises(InvalidPolicy, match="did you mean `no-version`"):
        trials_in(tmp_path, PACK)


def test_rules_that_nothing_proves_are_named(tmp_path: Path) -> None:
    outcome(tmp_path, "{given: app@1 -> lines MIT}")
    assert len(rules_without_cases(tmp_path, PACK)) == len(PACK.rules) - 1
