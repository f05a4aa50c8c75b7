"""Whether what a hosted system runs stays on the server or is sent to browsers, nobody may know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.licenses._either_way import answer_either_way
from osk_scan.licenses.algebra import LATTICE, Answer
from osk_scan.licenses.choice import Used, choose
from osk_scan.licenses.compatibility import judge
from osk_scan.licenses.contexts import Provisioning, bundled
from osk_scan.licenses.obligations import obligations_for
from osk_scan.licenses.suggestions import suggest
from osk_scan.model import Relation

ANSWERS = st.sampled_from(LATTICE)
LICENSES = st.sampled_from(
    ["MIT", "LGPL-2.1-only", "GPL-2.0-only", "AGPL-3.0-only", "MPL-2.0", "EUPL-1.2", "SSPL-1.0", "NOASSERTION", "NONE"]
)
RELATIONS = st.sampled_from([Relation.MERGED, Relation.STATIC, Relation.DYNAMIC, Relation.SEPARATE_PROCESS])


@given(ANSWERS, ANSWERS)
def test_yes_and_no_are_only_said_where_both_say_so(served: Answer, handed_on: Answer) -> None:
    answer = answer_either_way(served, handed_on)
    assert answer == answer_either_way(handed_on, served)
    if answer in ("compatible", "incompatible"):
        assert served == handed_on == answer
    assert LATTICE.index(answer) <= max(LATTICE.index(served), LATTICE.index(handed_on))


@given(LICENSES, LICENSES, RELATIONS)
def test_the_verdict_is_that_of_both_situations(outbound: str, inbound: str, relation: Relation) -> None:
    served = judge(outbound, inbound, relation, Provisioning.SERVICE).verdict
    handed_on = judge(outbound, inbound, bundled(relation), Provisioning.BINARY).verdict
    assert answer_either_way(served, handed_on) == judge(outbound, inbound, relation, Provisioning.UNKNOWN).verdict


def test_it_is_told_what_follows_from_each_and_how_to_settle_it() -> None:
    found = judge("MIT", "GPL-3.0-only", Relation.DYNAMIC, Provisioning.UNKNOWN)
    assert "depends" == found.verdict
    for said in ("steht nicht fest", "Bleibt sie auf dem Server: ", "Wird sie ausgeliefert: "):
        assert said in found.explanation.de
    assert "osk-scan licenses provide" in found.remedy.de
    assert found.clause.startswith("GPL-2.0 §2(b)")


def test_what_both_answer_alike_is_told_once() -> None:
    found = judge("MIT", "LicenseRef-own", Relation.DYNAMIC, Provisioning.UNKNOWN)
    assert "steht nicht fest" not in found.explanation.de


def test_the_arm_that_is_fine_either_way_is_chosen() -> None:
    assert "MIT" == judge("MIT", "GPL-3.0-only OR MIT", Relation.DYNAMIC, Provisioning.UNKNOWN).chosen


def test_a_suggestion_holds_for_every_work_of_the_system() -> None:
    gpl = Used("c", "GPL-3.0-only", Relation.DYNAMIC)
    served = suggest({Provisioning.SERVICE: [gpl]}, ("MIT",))
    either = suggest({Provisioning.SERVICE: [gpl], Provisioning.UNKNOWN: [gpl]}, ("MIT",))
    sent = suggest({Provisioning.SERVICE: [gpl], Provisioning.BINARY: [gpl]}, ("MIT",))
    assert [(0, 0), (0, 1), (1, 0)] == [(one.conflicts, one.depends) for (one,) in (served, either, sent)]


@pytest.mark.parametrize(
    ("license_", "relation", "owed"),
    [
        ("MIT", Relation.DYNAMIC, {("notices", ("handed-on",)), ("license-text", ("handed-on",))}),
        ("AGPL-3.0-only", Relation.SEPARATE_PROCESS, {
            ("license-text", ("handed-on",)), ("notices", ("handed-on",)), ("component-source", ("handed-on",)),
            ("network-source", ("modified",)),
        }),
        ("CC0-1.0", Relation.DYNAMIC, set()),
    ],
)  # fmt: skip
def test_what_is_owed_under_a_condition_says_so(
    license_: str, relation: Relation, owed: set[tuple[str, tuple[str, ...]]]
) -> None:
    used = [Used("c", license_, relation)]
    found = obligations_for(choose(used, "EUPL-1.2", Provisioning.UNKNOWN), used, Provisioning.UNKNOWN)
    assert owed == {(duty.duty, duty.only_if) for duty, _ in found.summary}
    assert () == found.unknown
