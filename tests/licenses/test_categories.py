"""Categories: scope and tier per license, the list that decided, and what the policy file may not say."""

from pathlib import Path

import pytest

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses._table import by_id
from osk_scan.licenses.categories import TIERS, category, common_openness, openness_of, read_categories
from osk_scan.shipped import rules_folder

POLICY = rules_folder() / "license_categories.yaml"

SCOPES = [
    ("MIT", "none"),
    ("MPL-2.0", "file"),
    ("LGPL-2.1-or-later", "module-library"),
    ("GPL-3.0-only", "strong"),
    ("AGPL-3.0-only", "network"),
    ("EUPL-1.2", "network"),
    ("LiLiQ-P-1.1", "none"),
    ("LiLiQ-R-1.1", "file"),
    ("LiLiQ-Rplus-1.1", "strong"),
    ("CECILL-C", "module-library"),
    ("LicenseRef-Landesrecht", "unknown"),
]


@pytest.mark.parametrize(("license_id", "scope"), SCOPES)
def test_copyleft_reaches_as_far_as_the_license_says(license_id: str, scope: str) -> None:
    assert scope == category(license_id).copyleft


TIERS_OF = [
    ("EUPL-1.2", "A"),
    ("Apache-2.0+", "A"),
    ("CC0-1.0", "B"),
    ("PSF-2.0", "B"),
    ("zlib-acknowledgement", "C"),
    ("BUSL-1.1", "D"),
    ("CC-BY-NC-4.0", "D"),
    ("JSON", "D"),
    ("LicenseRef-scancode-proprietary-license", "E"),
    ("LicenseRef-Public-Domain", "B"),
    ("LicenseRef-Proprietary", "E"),
    ("LicenseRef-proprietary-Fachverfahren-AG", "E"),
    ("LicenseRef-Commercial", "E"),
    ("LicenseRef-Qt-Commercial", "E"),
    ("LicenseRef-AcmeCommercialLicense", "E"),
    ("LicenseRef-Acme-Proprietary-License", "E"),
    ("LicenseRef-Acme-EULA", "E"),
    ("LicenseRef-Acme-NonCommercial", "D"),
    ("LicenseRef-BUSL-1.1", "D"),
    ("LicenseRef-Landesrecht", "U"),
    ("LicenseRef-Custom-Proprietary-or-not", "U"),
    ("NOASSERTION", "U"),
]


@pytest.mark.parametrize(("license_id", "tier"), TIERS_OF)
def test_openness_is_what_the_first_deciding_list_says(license_id: str, tier: str) -> None:
    assert tier == category(license_id).openness


def test_the_deciding_list_is_named() -> None:
    assert "OSI (SPDX list); ScanCode LicenseDB: Permissive" == category("MIT").decided_by
    assert category("PSF-2.0").decided_by.startswith("Debian main (DFSG)")
    assert "its own name: proprietary" == category("LicenseRef-Proprietary").decided_by
    assert "no list" == category("LicenseRef-Landesrecht").decided_by


def test_one_classification_alone_makes_no_license_open() -> None:
    alone = [item.id for item in by_id().values() if not (item.osi or item.fsf or item.blue_oak)]
    placed = read_categories(POLICY).openness
    assert [] == [id_ for id_ in alone if category(id_).openness in ("A", "B", "C") and id_ not in placed]


OF_EACH_TIER = ("MIT", "CC0-1.0", "zlib-acknowledgement", "LicenseRef-x", "JSON", "LicenseRef-scancode-quicktime")


@pytest.mark.parametrize(("license_id", "tier"), list(zip(OF_EACH_TIER, TIERS, strict=True)))
def test_parts_are_as_open_as_the_worst_and_a_choice_as_the_best(license_id: str, tier: str) -> None:
    assert (tier, "A") == (openness_of(f"MIT AND {license_id}"), openness_of(f"MIT OR {license_id}"))


def test_an_exception_keeps_the_tier_of_its_license() -> None:
    assert "A" == openness_of("GPL-2.0-only WITH Classpath-exception-2.0")


def test_candidates_share_a_tier_or_are_unknown() -> None:
    assert "A" == common_openness(["MIT OR (ISC AND Zlib)", "GPL-2.0-only WITH Classpath-exception-2.0"])
    assert "A" == common_openness(["MIT OR JSON", "MIT"])
    assert "U" == common_openness(["MIT", "JSON"])


def test_the_policy_places_known_licenses_only() -> None:
    placed = read_categories(POLICY)
    defined_by_pep_639 = "LicenseRef-Public-Domain"
    assert {defined_by_pep_639} == {id_ for id_ in [*placed.copyleft, *placed.openness] if id_ not in by_id()}


def test_the_policy_does_not_overrule_the_osi() -> None:
    assert [] == [id_ for id_ in read_categories(POLICY).openness if id_ in by_id() and by_id()[id_].osi]


@pytest.mark.parametrize(
    "text",
    [
        "copyleft:\n  file: {source: a, licenses: [MIT]}\n  strong: {source: b, licenses: [MIT]}\nopenness: {}\n",
        "copyleft: {}\nopenness:\n  B: [{source: a, licenses: [MIT]}]\n  D: [{source: b, licenses: [MIT]}]\n",
        "copyleft: {}\nopenness:\n  B: [{source: a, licenses: [MIT]}, {source: b, licenses: [MIT]}]\n",
    ],
)
def test_a_license_in_two_places_is_refused(tmp_path: Path, text: str) -> None:
    policy = tmp_path / "license_categories.yaml"
    policy.write_text(text)
    with pytest.raises(InvalidPolicy, match=r"license_categories.yaml: MIT is in .+ and in .+; keep it in one place"):
        read_categories(policy)


def test_an_unknown_scope_is_refused(tmp_path: Path) -> None:
    policy = tmp_path / "license_categories.yaml"
    policy.write_text("copyleft:\n  viral: {source: a, licenses: [MIT]}\nopenness: {}\n")
    with pytest.raises(InvalidPolicy):
        read_categories(policy)
