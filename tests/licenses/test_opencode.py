import pytest

from osk_scan.licenses.algebra import Answer
from osk_scan.licenses.choice import Used, choose
from osk_scan.licenses.contexts import Provisioning
from osk_scan.licenses.opencode import Publication, check_publication
from osk_scan.model import Relation


def publication(outbound: str, *licenses: str) -> Publication:
    used = [Used(f"c{number}", license_, Relation.DYNAMIC) for number, license_ in enumerate(licenses)]
    return check_publication(choose(used, outbound, Provisioning.SOURCE))


def test_a_clean_eupl_system_may_be_published() -> None:
    found = publication("EUPL-1.2", "MIT", "Apache-2.0")
    assert ("compatible", ()) == (found.answer, found.points)


def test_it_is_said_that_the_osi_decides_where_opencodes_own_list_is_not_on_record() -> None:
    said = publication("EUPL-1.2", "MIT").basis
    assert "allein die Anerkennung durch die OSI" in said.de
    assert "by the OSI's approval alone" in said.en


@pytest.mark.parametrize(
    ("outbound", "answer"),
    [("SSPL-1.0", "incompatible"), ("LicenseRef-own", "unknown"), ("EUPL-1.2 OR SSPL-1.0", "incompatible")],
)
def test_the_license_of_the_system_must_be_open_source(outbound: str, answer: Answer) -> None:
    found = publication(outbound)
    assert answer == found.answer
    assert [()] == [point.refs for point in found.points]


def test_a_conflict_forbids_and_names_the_component() -> None:
    found = publication("EUPL-1.2", "MIT", "BUSL-1.1")
    assert "incompatible" == found.answer
    assert [("c1",)] == [point.refs for point in found.points]


def test_an_unknown_component_leaves_it_open() -> None:
    found = publication("EUPL-1.2", "MIT", "NOASSERTION", "NOASSERTION")
    assert "unknown" == found.answer
    assert [("c1", "c2")] == [point.refs for point in found.points]


def test_a_condition_is_told() -> None:
    assert "depends" == publication("EUPL-1.2", "GPL-3.0-only").answer
