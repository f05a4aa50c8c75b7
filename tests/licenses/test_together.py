"""Systems in bulk choose and clash as each of them by itself."""

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osk_scan.licenses import _gaps
from osk_scan.licenses.choice import Used, choose
from osk_scan.licenses.contexts import Provisioning
from osk_scan.licenses.together import together
from osk_scan.model import Relation
from tests.licenses.test_choice import COPYLEFT, OUTBOUNDS, used_lists

BINARY = Provisioning.BINARY


def weights(*licenses: str) -> dict[tuple[str, Relation, bool], int]:
    return dict(Counter((one, Relation.DYNAMIC, False) for one in licenses))


@settings(max_examples=100, deadline=None)
@given(used_lists, st.sampled_from(OUTBOUNDS))
def test_bulk_chooses_what_choosing_for_one_system_chooses(used: list[Used], outbound: str) -> None:
    keys = [(one.license, one.relation, one.modified) for one in used]
    bulk = together(Counter(keys), outbound, BINARY)
    single = choose(used, outbound, BINARY)
    for key, component in zip(keys, single.components, strict=True):
        verdict = bulk.chosen.get(key)
        if verdict is not None:
            assert component.verdict == verdict
    assert len([one for one in single.conflicts if len(one.refs) > 1]) == len(bulk.clashes)


def test_another_arm_is_taken_because_of_the_others() -> None:
    found = together(weights("GPL-2.0-only OR GPL-3.0-only", "Apache-2.0"), "EUPL-1.2", BINARY)
    ((key, verdict),) = found.chosen.items()
    assert ("GPL-2.0-only OR GPL-3.0-only", "GPL-3.0-only") == (key[0], verdict.chosen)
    assert "wegen der übrigen Komponenten" in verdict.explanation.de
    assert () == found.clashes


def test_where_it_is_not_known_what_the_work_goes_out_under_only_clashes_are_told() -> None:
    found = together(weights("GPL-2.0-only", "GPL-3.0-only", "MIT OR GPL-2.0-only"), None, BINARY)
    assert {} == found.chosen
    assert [{"GPL-2.0-only", "GPL-3.0-only"}] == [{key[0] for key in clash.keys} for clash in found.clashes]


@pytest.mark.parametrize("provisioning", [Provisioning.INTERNAL, Provisioning.SERVICE])
def test_nothing_clashes_where_nothing_is_handed_on(provisioning: Provisioning) -> None:
    assert () == together(weights("GPL-2.0-only", "GPL-3.0-only"), None, provisioning).clashes


def test_what_is_too_much_to_compare_stays_open_and_what_is_most_frequent_is_compared() -> None:
    ways = " AND ".join(f"(GPL-2.0-only OR LicenseRef-{n})" for n in range(6))
    many = {(f"{ways} AND LicenseRef-own-{n}", Relation.DYNAMIC, False): 1 for n in range(100)}
    frequent = {("GPL-3.0-only", Relation.DYNAMIC, False): 2}
    found = together({**many, **frequent}, None, BINARY)
    assert found.open
    assert set(found.open) < set(many)


def test_an_arm_that_is_not_proven_the_best_says_so() -> None:
    found = together(weights(*(" OR ".join(arms) for arms in permutations(COPYLEFT, 3))), "EUPL-1.2", BINARY)
    assert found.chosen
    assert all(_gaps.NOT_THE_BEST.de in verdict.explanation.de for verdict in found.chosen.values())
