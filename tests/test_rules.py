"""What another policy would say is known before it counts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from osk_scan.model import Context
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.previewing import preview
from osk_scan.shipped import rules_folder
from osk_scan.store.assessments import newest_assessment
from osk_scan.store.database import Database
from tests.test_cli import run
from tests.test_curations import DAY, bom, hand_in

CASES = Path(__file__).parent / "rule_cases"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    made = Database(tmp_path / "osk.db")
    hand_in(made, bom(("lines", "8", "GPL-3.0-only"), ("http", "1", "MIT")), context=Context.PASSED_ON)
    return made


@pytest.fixture
def others(tmp_path: Path) -> Path:
    folder = tmp_path / "others"
    shutil.copytree(rules_folder() / "licenses", folder / "licenses")
    return folder


def rewritten(folder: Path, rule: str, old: str, new: str) -> None:
    path = folder / "licenses" / f"{rule}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_same_rules_would_change_nothing_and_nothing_is_stored(db: Database) -> None:
    found = preview(db, Policy(), rules_folder(), DAY)
    assert ((), (), ()) == (found.came, found.went, found.changed)
    assert found.same > 1
    assert newest_assessment(db) is None


def test_a_rule_left_out_takes_its_findings_along(db: Database, others: Path) -> None:
    (others / "licenses" / "strong-copyleft-passed-on.yaml").unlink()
    found = preview(db, Policy(), others, DAY)
    assert ("strong-copyleft-passed-on", "lines 8") in {(one.rule, one.about) for one in found.went}
    assert () == found.came


def test_a_rule_that_asks_less_finds_more(db: Database, others: Path) -> None:
    rewritten(others, "strong-copyleft-passed-on", "[strong, network]", "[none, strong, network]")
    found = preview(db, Policy(), others, DAY)
    assert [("A", "Portal", "http 1")] == [(one.agency, one.system, one.about) for one in found.came]


def test_another_severity_is_a_change_of_the_same_finding(db: Database, others: Path) -> None:
    rewritten(others, "strong-copyleft-passed-on", "severity: medium", "severity: critical")
    found = preview(db, Policy(), others, DAY)
    assert [("strong-copyleft-passed-on", "critical")] == [(one.rule, one.severity) for one in found.changed]


def test_the_command_line_prints_what_would_be_different(db: Database, others: Path, tmp_path: Path) -> None:
    db.close()
    rewritten(others, "strong-copyleft-passed-on", "severity: medium", "severity: high")
    said = run(tmp_path, "rules", "diff", str(others), "--lang", "de").stdout
    assert "~ hoch     strong-copyleft-passed-on       A · Portal · lines 8: Die Komponente steht unter" in said
    told = json.loads(run(tmp_path, "rules", "diff", str(others), "--json").stdout)
    assert 1 == len(told["changed"])


def test_the_rules_that_ship_are_proved_and_unnoticed_changes_are_listed(tmp_path: Path) -> None:
    done = run(tmp_path, "rules", "test", "--cases", str(CASES), "--unnoticed")
    assert 0 == done.returncode
    assert "0 failed" in done.stdout
    assert "two-way-conflict: `role` dropped" in done.stdout


VERSIONS = """
from osk_scan.pipeline.policy import Policy
policy = Policy()
print(policy.rules_version, len(policy.pack.rules), policy.pack.find("no-version").severity, policy.catalogue.version)
"""


def judged_by(folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", VERSIONS], env={**os.environ, "OSK_RULES": str(folder)}, capture_output=True, check=False
    )
    return (done.stdout or done.stderr.splitlines()[-1]).decode().split()


def test_a_folder_of_differences_judges_as_the_whole_policy_with_them_in_it(tmp_path: Path) -> None:
    own, whole = tmp_path / "own", tmp_path / "whole"
    shutil.copytree(rules_folder(), whole)
    rule = (whole / "provenance" / "no-version.yaml").read_text("utf-8")
    for folder in (own, whole):
        (folder / "provenance").mkdir(parents=True, exist_ok=True)
        (folder / "provenance" / "no-version.yaml").write_text(rule.replace("severity: low", "severity: high"), "utf-8")
        (folder / "provenance" / "no-version-too.yaml").write_text(rule, "utf-8")
    assert "no sovereignty.yaml" in " ".join(judged_by(own))
    (own / "extends-shipped").touch()
    assert judged_by(whole) == judged_by(own)
    assert "high" == judged_by(own)[2]


def test_a_rule_switched_off_is_listed_with_the_reason_and_its_findings_go(db: Database, tmp_path: Path) -> None:
    db.close()
    own = tmp_path / "own"
    (own / "licenses").mkdir(parents=True)
    (own / "extends-shipped").touch()
    (own / "licenses" / "strong-copyleft-passed-on.yaml").write_text("off: prüft die Beschaffung\n", "utf-8")
    listed = run(tmp_path, "--rules", str(own), "rules", "--lang", "de").stdout.splitlines()
    assert ["strong-copyleft-passed-on", "licenses", "aus", "prüft", "die", "Beschaffung"] == listed[-1].split()
    said = run(tmp_path, "rules", "diff", str(own), "--lang", "de").stdout.splitlines()
    assert "aus        strong-copyleft-passed-on       prüft die Beschaffung" == said[0]
    assert said[1].startswith("- mittel   strong-copyleft-passed-on       A · Portal · lines 8: ")
    assert said[2].startswith("+ 0  - 1  ~ 0  = ")
    assert 0 == run(tmp_path, "rules", "test", str(own), "--cases", str(CASES)).returncode


@pytest.mark.parametrize("name", ["context.yaml", "license/a-rule.yaml", "licenses/deeper/a-rule.yaml"])
def test_a_difference_that_has_no_place_in_the_policy_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).touch()
    (tmp_path / "extends-shipped").touch()
    assert f"{name}: has no place in the shipped policy" in " ".join(judged_by(tmp_path))


def test_reading_the_rules_waits_for_no_library_that_only_linking_needs() -> None:
    program = "import sys; from osk_scan.pipeline.rules import rule_pack; rule_pack(); print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert "False" == done.stdout.strip()
