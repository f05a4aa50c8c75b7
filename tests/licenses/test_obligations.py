from pathlib import Path

import pytest

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses._table import by_id
from osk_scan.licenses.choice import Used, choose
from osk_scan.licenses.contexts import Provisioning
from osk_scan.licenses.obligations import load_obligations, obligations_for, obligations_of
from osk_scan.model import Relation
from osk_scan.shipped import rules_folder

POLICY = rules_folder() / "license_obligations.yaml"


def duties(
    license_id: str, relation: Relation, provisioning: Provisioning, *, modified: bool = False
) -> dict[str, str] | None:
    found = obligations_of(license_id, relation, provisioning, modified=modified)
    return None if found is None else {obligation.duty: obligation.clause for obligation in found}


def test_what_stays_inside_owes_nothing() -> None:
    assert {} == duties("AGPL-3.0-only", Relation.MERGED, Provisioning.INTERNAL, modified=True)
    assert {} == duties("GPL-3.0-only", Relation.BUILD_TOOL, Provisioning.BINARY)


def test_apache_asks_for_text_and_notice_file_and_marks_of_change() -> None:
    unchanged = duties("Apache-2.0", Relation.DYNAMIC, Provisioning.BINARY)
    assert {"license-text": "Apache-2.0 §4(a)", "notice-file": "Apache-2.0 §4(d)"} == unchanged
    changed = duties("Apache-2.0", Relation.DYNAMIC, Provisioning.BINARY, modified=True)
    assert changed is not None
    assert "Apache-2.0 §4(b)" == changed["state-changes"]


def test_agpl_owes_source_over_the_network_only_if_modified_or_merged() -> None:
    served = Provisioning.SERVICE
    assert {} == duties("AGPL-3.0-only", Relation.SEPARATE_PROCESS, served)
    expected = {"network-source": "AGPL-3.0 §13"}
    assert expected == duties("AGPL-3.0-only", Relation.SEPARATE_PROCESS, served, modified=True)
    assert expected == duties("AGPL-3.0-only", Relation.MERGED, served)
    assert {} == duties("GPL-3.0-only", Relation.MERGED, served, modified=True)


def test_the_eupl_counts_network_provision_as_distribution() -> None:
    served = duties("EUPL-1.2", Relation.DYNAMIC, Provisioning.SERVICE)
    assert served is not None
    assert {"notices", "component-source"} == set(served)


def test_static_lgpl_must_stay_exchangeable() -> None:
    static = duties("LGPL-2.1-or-later", Relation.STATIC, Provisioning.BINARY)
    assert static is not None
    assert "LGPL-2.1 §6(a), (b)" == static["relinking"]
    assert "relinking" not in (duties("LGPL-2.1-or-later", Relation.MERGED, Provisioning.BINARY) or {})


def test_an_unlisted_license_is_told_by_its_copyleft_and_an_unknown_one_not_at_all() -> None:
    assert {"notices", "license-text"} == set(duties("BSD-3-Clause-LBNL", Relation.DYNAMIC, Provisioning.BINARY) or {})
    for license_id in ("NOASSERTION", "LicenseRef-own", "BUSL-1.1", "NONE"):
        assert duties(license_id, Relation.DYNAMIC, Provisioning.BINARY) is None


def test_the_summary_holds_for_the_arms_that_were_chosen() -> None:
    used = [
        Used("a", "MIT OR GPL-3.0-only", Relation.DYNAMIC),
        Used("b", "MIT", Relation.DYNAMIC),
        Used("c", "NOASSERTION", Relation.DYNAMIC),
    ]
    found = obligations_for(choose(used, "EUPL-1.2", Provisioning.SOURCE), used, Provisioning.SOURCE)
    assert [("license-text", "MIT", ("a", "b")), ("notices", "MIT", ("a", "b"))] == [
        (obligation.duty, obligation.license, refs) for obligation, refs in found.summary
    ]
    assert ("c",) == found.unknown


def test_every_listed_license_is_one_that_the_lists_know() -> None:
    listed = [license_id for entry in load_obligations(POLICY).licenses for license_id in entry.licenses]
    assert [] == [license_id for license_id in listed if license_id not in by_id()]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("duty: notice-file", "duty: notice-fil"),
        ("licenses: [CDDL-1.0, CDDL-1.1]", "licenses: [CDDL-1.0, MIT]"),
        ("relations: [static, dynamic]", "relations: [glued]"),
        ("on: [source]", "on: [paper]"),
        ("on: [source]", "on: [source, unknown]"),
    ],
)
def test_a_mistake_in_the_policy_is_refused(tmp_path: Path, right: str, wrong: str) -> None:
    text = POLICY.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / POLICY.name
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(InvalidPolicy):
        load_obligations(path)
