import re
from pathlib import Path

import pytest

from osk_scan.errors import InvalidPolicy
from osk_scan.model import Context
from osk_scan.rule_engine.case_portfolio import portfolio_of
from osk_scan.rule_engine.conditions import CONDITIONS
from osk_scan.rule_engine.notation import read_notation
from osk_scan.rule_engine.placeholders import PLACEHOLDERS
from osk_scan.rule_engine.registry import filled
from osk_scan.rule_engine.rule import SwitchedOff, load_rules
from osk_scan.shipped import rules_folder
from tests.portfolios import ground

QUOTED = re.compile(r"“[^”]*”|\\?\"[^\"]*\"|\([^()]*\)")
"""What a citation quotes of its source is in the source's own language."""
PROSE = re.compile(
    r"(?<![\w-])(?:the|and|of|or|is|first|paragraph|section|see|und|der|die|das|von|Abschnitt|Methode)(?![\w-])"
)

RULE = """
title: {de: Titel, en: Title}
severity: low
when: {version: missing}
message: {de: Meldung, en: message}
fix: {de: Abhilfe, en: fix}
why: Quelle
"""


def written(folder: Path, text: str, name: str = "licenses/a-rule.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_name_is_the_id_and_the_folder_the_topic(tmp_path: Path) -> None:
    written(tmp_path, RULE)
    (rule,) = load_rules(tmp_path).rules
    assert (rule.id, rule.topic, rule.level) == ("a-rule", "licenses", "component")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("severity:", "severty:", "a-rule.yaml: Object contains unknown field `severty`; did you mean `severity`?"),
        ("en: Title", "eng: Title", "did you mean `en`?"),
        ("version: missing", "versoin: missing", "unknown condition `versoin`; did you mean `version`?"),
        ("version: missing", "version: mising", "`version` is never `mising`; did you mean `missing`?"),
        ("version: missing", "version: []", "`version` accepts nothing"),
        ("{version: missing}", "{}", "`when` has no condition"),
        ("version: missing", "lo_at_least: viel", "`lo_at_least` is no number"),
        ("version: missing", "lo_at_least: 1/0", "`lo_at_least` is no number"),
        ("version: missing", "lo_at_least: 1e999999999", "`lo_at_least` is no number"),
        ("version: missing", "lo_at_least: .inf", "`lo_at_least` is no number"),
        ("version: missing", "version: missing, indicator: D4", "make two rules of it"),
        ("de: Meldung", "de: 'Meldung {vresion}'", "`{vresion}` cannot be filled in here; did you mean `version`?"),
        ("de: Meldung", "de: 'Meldung {count}'", "`{count}` cannot be filled in here"),
        (
            "why: Quelle",
            "why: '{relation}'",
            "`{relation}` is told in words that differ by language; say it in `message`",
        ),
        ("severity: low", "severity: terrible", "Invalid enum value 'terrible'"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_nearest(tmp_path: Path, old: str, new: str, told: str) -> None:
    written(tmp_path, RULE.replace(old, new))
    with pytest.raises(InvalidPolicy) as caught:
        load_rules(tmp_path)
    assert told in str(caught.value)
    assert str(caught.value).startswith("a-rule.yaml: ")


def test_two_rules_of_one_name_are_refused(tmp_path: Path) -> None:
    written(tmp_path, RULE)
    written(tmp_path, RULE, "support/a-rule.yaml")
    with pytest.raises(InvalidPolicy, match="two topics have a rule of this name"):
        load_rules(tmp_path)


def test_a_folder_that_is_no_topic_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    written(tmp_path, RULE)
    written(tmp_path, RULE, "license/another-rule.yaml")
    with pytest.raises(InvalidPolicy, match="/license: is no topic of rules; did you mean `licenses`"):
        load_rules(tmp_path)


def test_a_policy_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidPolicy, match="holds no rules"):
        load_rules(tmp_path)


def test_the_version_of_the_pack_changes_with_its_content_only(tmp_path: Path) -> None:
    path = written(tmp_path, RULE)
    before = load_rules(tmp_path).version
    path.touch()
    assert load_rules(tmp_path).version == before
    written(tmp_path, RULE.replace("low", "high"))
    assert load_rules(tmp_path).version != before


def test_a_rule_is_switched_off_by_a_file_that_only_says_why(tmp_path: Path) -> None:
    written(tmp_path, RULE)
    before = load_rules(tmp_path)
    written(tmp_path, "off: Die Fassungen stehen im Beschaffungsregister", "provenance/no-version.yaml")
    pack = load_rules(tmp_path)
    assert before.rules == pack.rules
    assert before.version != pack.version
    assert (SwitchedOff("no-version", "provenance", "Die Fassungen stehen im Beschaffungsregister"),) == pack.off
    with pytest.raises(InvalidPolicy, match="rule no-version: is switched off: Die Fassungen stehen"):
        pack.find("no-version")


@pytest.mark.parametrize(
    ("content", "path", "told"),
    [
        ("off: gilt nicht", "provenance/no-versoin.yaml", "no rule of this name ships .*did you mean `no-version`"),
        ("off: gilt nicht", "support/no-version.yaml", "no rule of this name ships"),
        ("off: ' '", "provenance/no-version.yaml", "`off` gives no reason"),
        ("off:", "provenance/no-version.yaml", r"Expected `str`, got `null` - at `\$\.off`"),
        ("off: gilt nicht\nseverity: low", "provenance/no-version.yaml", "unknown field `severity`"),
    ],
)
def test_a_rule_is_not_switched_off_by_mistake(tmp_path: Path, content: str, path: str, told: str) -> None:
    written(tmp_path, content, path)
    with pytest.raises(InvalidPolicy, match=told):
        load_rules(tmp_path)


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    with pytest.raises(InvalidPolicy, match="did you mean `license-missing`"):
        load_rules(rules_folder()).find("licence-missing")


def test_what_a_value_says_is_never_read_as_a_placeholder() -> None:
    assert filled("{a} und {b}", {"a": "{b}", "b": "x"}) == "{b} und x"


def test_every_condition_and_placeholder_says_what_it_means() -> None:
    meanings = [one.meaning for one in CONDITIONS.values()] + [one.meaning for one in PLACEHOLDERS.values()]
    assert [text for text in meanings if not text.endswith(".")] == []


def test_what_a_citation_may_use_reads_the_same_in_every_language() -> None:
    text = "app@1 MIT -> old@1 GPL-2.0-only\napp@1 -> new@1 GPL-3.0-only\napp@1 -> lines@2"
    inventory = read_notation(text, "test", about_first=True, vendors={}, commercial={})
    portfolio = portfolio_of(inventory, Context.PASSED_ON, "MIT")
    judged = ground(portfolio)
    columns = [one.column(judged) for one in PLACEHOLDERS.values() if one.neutral and one.column]
    assert len(columns) == 2
    assert [text for column in columns for text in column.values if text.de != text.en] == []


def test_no_citation_of_the_pack_is_prose() -> None:
    cited = [rule.why for rule in load_rules(rules_folder()).rules]
    authorities = rules_folder() / "license_authorities"
    written = [line for file in sorted(authorities.glob("*.yaml")) for line in file.read_text("utf-8").splitlines()]
    cited += [line.partition("clause:")[2] for line in written if line.strip().startswith("clause:")]
    assert len(cited) > 120
    assert [text for text in cited if PROSE.search(QUOTED.sub("", text))] == []


def test_every_text_of_the_pack_is_there_in_both_languages() -> None:
    for rule in load_rules(rules_folder()).rules:
        for text in (rule.title, rule.message, rule.fix):
            assert text.de
            assert text.en
        assert rule.cites, rule.id


def test_a_finding_that_rests_on_no_clause_cites_what_its_rule_does() -> None:
    rule = load_rules(rules_folder()).find("conflict-with-outbound")
    assert f"GPL-3.0 §5; {rule.cites}" == rule.cited({"clause": "GPL-3.0 §5"})
    assert rule.cites == rule.cited({"clause": "–"})
