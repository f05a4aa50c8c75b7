from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osk_scan.licenses import _exceptions, _gaps, _osadl
from osk_scan.licenses._arms import INCOMPATIBLE, Arm, Key, groups_of
from osk_scan.licenses._board import MOST_PLACES, board_of
from osk_scan.licenses._clauses import clauses
from osk_scan.licenses._joint_choice import least
from osk_scan.licenses._rows import ranks
from osk_scan.licenses._settling import settled
from osk_scan.licenses._table import by_id
from osk_scan.licenses.algebra import LATTICE, Leaf
from osk_scan.licenses.choice import Choice, Used, choose
from osk_scan.licenses.compatibility import answer, judge
from osk_scan.licenses.contexts import Provisioning
from osk_scan.licenses.opencode import check_publication
from osk_scan.licenses.suggestions import osi_approved, suggest
from osk_scan.model import Relation

PUBLISHED = Provisioning.SOURCE
EXPRESSIONS = [
    "MIT",
    "Apache-2.0",
    "GPL-2.0-only",
    "GPL-3.0-only",
    "MIT OR GPL-3.0-only",
    "GPL-2.0-only OR GPL-3.0-only",
    "(GPL-2.0-only OR CDDL-1.0) AND MIT",
    "CDDL-1.0 OR AGPL-3.0-only",
    "LGPL-2.1-or-later",
    "EPL-1.0 OR GPL-2.0-only",
    "NOASSERTION",
]
OUTBOUNDS = ["EUPL-1.2", "GPL-2.0-or-later", "GPL-3.0-only", "MIT"]
used_lists = st.lists(
    st.builds(Used, st.just("c"), st.sampled_from(EXPRESSIONS), st.sampled_from([Relation.DYNAMIC, Relation.MERGED])),
    max_size=5,
)


def chosen(*licenses: str, outbound: str = "EUPL-1.2", relation: Relation = Relation.DYNAMIC) -> Choice:
    used = [Used(f"c{number}", license_, relation) for number, license_ in enumerate(licenses)]
    return choose(used, outbound, PUBLISHED)


def test_a_published_eupl_system_chooses_mit_over_gpl_and_says_so() -> None:
    (component,) = chosen("MIT OR GPL-3.0-only").components
    assert "MIT" == component.license
    assert "Gewählt wird MIT" in component.verdict.explanation.de


def test_arms_are_chosen_together_not_one_by_one() -> None:
    choice = chosen("GPL-2.0-only OR GPL-3.0-only", "Apache-2.0")
    assert ["GPL-3.0-only", "Apache-2.0"] == [component.license for component in choice.components]
    assert "wegen der übrigen Komponenten GPL-3.0-only" in choice.components[0].verdict.explanation.de
    assert () == choice.conflicts
    choice = chosen("GPL-2.0-only OR GPL-3.0-only", "GPL-2.0-only")
    assert ["GPL-2.0-only", "GPL-2.0-only"] == [component.license for component in choice.components]


def test_two_components_that_cannot_be_in_one_work_are_a_conflict() -> None:
    choice = chosen("GPL-2.0-only", "Apache-2.0", "MIT")
    (conflict,) = choice.conflicts
    assert ("c0", "c1") == conflict.refs
    assert "GPL-2.0-only" in conflict.explanation.de
    assert 1 == len(choice.replacements)


def test_a_conflict_of_three_is_named_whole() -> None:
    choice = chosen("GPL-2.0-only OR CDDL-1.0", "GPL-3.0-only", "Apache-2.0", outbound="LicenseRef-Proprietary")
    assert [("c1",)] == [conflict.refs for conflict in choice.conflicts]
    choice = chosen("GPL-2.0-only OR AGPL-3.0-only", "Apache-2.0", "GPL-2.0-only", outbound="EUPL-1.2")
    assert [("c1", "c2")] == [conflict.refs for conflict in choice.conflicts]


def test_the_smallest_replacement_is_the_one_that_all_clash_with() -> None:
    choice = chosen("CDDL-1.0", "Apache-2.0", "EPL-1.0", "GPL-2.0-only")
    assert ("c3",) == choice.replacements


def test_in_house_nothing_clashes() -> None:
    used = [Used("a", "GPL-2.0-only", Relation.MERGED), Used("b", "CDDL-1.0", Relation.MERGED)]
    assert () == choose(used, "EUPL-1.2", Provisioning.INTERNAL).conflicts


def test_an_unknown_license_is_counted_and_never_chosen_over_a_known_one() -> None:
    choice = chosen("NOASSERTION", "NOASSERTION OR MIT")
    assert 1 == choice.cost.unknown
    assert "MIT" == choice.components[1].license


def test_a_system_without_components_has_nothing_to_choose() -> None:
    choice = chosen()
    assert ((), (), ()) == (choice.components, choice.conflicts, choice.replacements)


def test_an_expression_with_too_many_ways_is_cut_and_says_so() -> None:
    wide = " AND ".join(f"(MIT OR LicenseRef-{number})" for number in range(40))
    choice = chosen(wide)
    assert ["A license expression leaves too many ways to choose"] == [gap.en.split(";")[0] for gap in choice.gaps]
    assert "MIT" == choice.components[0].license


def test_a_hostile_expression_is_answered_without_trying_all_ways() -> None:
    wide = " AND ".join(f"(LicenseRef-a{number} OR LicenseRef-b{number})" for number in range(2_000))
    assert 1 == chosen(wide).cost.unknown


def clash(one: Arm, other: Arm, one_key: Key, other_key: Key) -> bool:
    """Whether a claim of one arm cannot be met by the other: asked pair by pair."""
    return any(
        refused(claim, leaf, its_key) and not (leaf in its.claims and not refused(leaf, claim, own_key))
        for own, own_key, its, its_key in ((one, one_key, other, other_key), (other, other_key, one, one_key))
        for claim in own.claims
        for leaf in its.leaves
    )


def refused(work: Leaf, component: Leaf, key: Key) -> bool:
    return answer(work, component, key[1], PUBLISHED, modified=key[2]) == "incompatible"


@settings(max_examples=60, deadline=None)
@given(used_lists, st.sampled_from(OUTBOUNDS))
def test_no_other_choice_of_arms_costs_less(used: list[Used], outbound: str) -> None:
    groups = groups_of([(one.license, one.relation, one.modified) for one in used], outbound, PUBLISHED)
    found = least(board_of(groups, PUBLISHED)).cost
    costs = []
    for arms in product(*(group.arms for group in groups)):
        refused = sum(group.weight for group, arm in zip(groups, arms, strict=True) if arm.rank == INCOMPATIBLE)
        pairs = sum(
            min(groups[i].weight, groups[j].weight)
            for i in range(len(arms))
            for j in range(i)
            if INCOMPATIBLE not in (arms[i].rank, arms[j].rank)
            and clash(arms[i], arms[j], groups[i].key, groups[j].key)
        )
        costs.append(refused + pairs)
    assert min(costs) == found.conflicts


COPYLEFT = ["GPL-2.0-only", "GPL-3.0-only", "AGPL-3.0-only", "OSL-3.0", "CECILL-2.1", "RPL-1.5", "EPL-2.0", "CDDL-1.0"]


def test_a_hostile_system_is_answered_within_the_bound_and_told_what_is_not_proven() -> None:
    hostile = [" OR ".join(arms) for arms in permutations(COPYLEFT, 3)]
    choice = chosen(*hostile)
    assert choice.conflicts
    assert choice.replacements
    assert {_gaps.NOT_THE_BEST, _gaps.NOT_THE_FEWEST} <= set(choice.gaps)
    kept = [license_ for number, license_ in enumerate(hostile) if f"c{number}" not in choice.replacements]
    assert () == chosen(*kept).conflicts


def test_licenses_beyond_the_bound_are_told_as_not_compared() -> None:
    hostile = [f"GPL-2.0-only AND LicenseRef-{number}" for number in range(MOST_PLACES + 10)]
    choice = chosen(*hostile, "MIT")
    assert 12 == choice.left_out
    assert _gaps.not_compared(12) in choice.gaps
    assert _gaps.not_compared(12) in [point.says for point in check_publication(choice).points]


@settings(max_examples=60, deadline=None)
@given(used_lists, st.sampled_from(OUTBOUNDS))
def test_after_the_replacements_no_conflict_is_left(used: list[Used], outbound: str) -> None:
    named = [Used(f"c{number}", one.license, one.relation) for number, one in enumerate(used)]
    choice = choose(named, outbound, PUBLISHED)
    kept = [one for one in named if one.ref not in choice.replacements]
    assert () == choose(kept, outbound, PUBLISHED).conflicts
    assert (choice.cost.conflicts == 0) == (choice.conflicts == ()) == (choice.replacements == ())


@settings(max_examples=60, deadline=None)
@given(used_lists, st.sampled_from(OUTBOUNDS))
def test_a_conflict_is_minimal(used: list[Used], outbound: str) -> None:
    named = [Used(f"c{number}", one.license, one.relation) for number, one in enumerate(used)]
    for conflict in choose(named, outbound, PUBLISHED).conflicts:
        members = [one for one in named if one.ref in conflict.refs]
        assert choose(members, outbound, PUBLISHED).conflicts
        for member in members:
            assert () == choose([one for one in members if one != member], outbound, PUBLISHED).conflicts


def test_eupl_is_suggested_first_where_it_works() -> None:
    used = [Used("a", "MIT", Relation.DYNAMIC), Used("b", "LGPL-3.0-only", Relation.DYNAMIC)]
    assert "EUPL-1.2" == suggest({PUBLISHED: used})[0].outbound


def test_eupl_is_not_suggested_first_where_it_does_not_work() -> None:
    used = [Used("a", "GPL-3.0-only", Relation.MERGED), Used("b", "Apache-2.0", Relation.MERGED)]
    best = suggest({PUBLISHED: used})[0]
    assert (True, "GPL-3.0-only") == (best.works, best.outbound)


def test_at_least_120_licenses_are_tried() -> None:
    assert 120 <= len(osi_approved())
    assert len(osi_approved()) == len(suggest({PUBLISHED: []}, limit=1000))


WORKS = (*osi_approved(), "CC-BY-SA-4.0", "EUPL-1.1", "GPL-1.0-only", "X11", "SSPL-1.0", "BUSL-1.1", "LicenseRef-own")
NAMED = sorted({license_id for rule in clauses() for license_id in rule.inbound} | {*_osadl.licenses()})
NAMED += [f"GPL-2.0-only WITH {exception}" for exception in sorted(_exceptions._exceptions())]


def answers_differ(inbound: str, relation: Relation, provisioning: Provisioning, *, modified: bool) -> list[str]:
    """Return the works that are answered otherwise in a row than each alone."""
    component = settled(inbound)
    together = ranks(WORKS, component, relation, provisioning, modified=modified)
    alone = [answer(settled(work), component, relation, provisioning, modified=modified) for work in WORKS]
    return [work for work, rank, one in zip(WORKS, together, alone, strict=True) if LATTICE[rank] != one]


@pytest.mark.parametrize("relation", [Relation.MERGED, Relation.DYNAMIC])
def test_licenses_that_share_an_answer_get_it_alone_too(relation: Relation) -> None:
    assert len(NAMED) > 400
    assert {} == {
        inbound: wrong for inbound in NAMED if (wrong := answers_differ(inbound, relation, PUBLISHED, modified=False))
    }


def test_a_license_that_is_tried_twice_speaks_for_no_other() -> None:
    once = osi_approved()
    for license_ in once:
        rows = [ranks(tried, settled(license_), Relation.MERGED, PUBLISHED) for tried in (once, (license_, *once))]
        assert [rows[0][once.index(license_)], *rows[0]] == [*rows[1]], license_


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([*by_id(), "NONE", "NOASSERTION", "LicenseRef-own", "GPL-2.0-only WITH Classpath-exception-2.0"]),
    st.sampled_from(Relation),
    st.sampled_from(Provisioning),
    st.booleans(),
)
def test_licenses_that_share_an_answer_get_it_alone_too_in_any_use(
    inbound: str, relation: Relation, provisioning: Provisioning, modified: bool
) -> None:
    assert [] == answers_differ(inbound, relation, provisioning, modified=modified)


@pytest.mark.parametrize(
    ("license_", "taken"),
    [
        ("MPL-2.0 OR Apache-2.0", "Apache-2.0"),
        ("GPL-2.0-or-later OR LGPL-2.1-or-later OR MIT", "MIT"),
        ("Elastic-2.0 OR AGPL-3.0-only", "AGPL-3.0-only"),
        ("LicenseRef-Proprietary OR GPL-3.0-only", "GPL-3.0-only"),
        ("BSD-3-Clause OR MIT", "BSD-3-Clause"),
        ("(MIT AND MPL-2.0) OR (MIT AND Zlib)", "MIT AND Zlib"),
    ],
)
def test_of_equally_compatible_arms_the_open_one_that_asks_least_is_taken(license_: str, taken: str) -> None:
    verdict = judge("Apache-2.0", license_, Relation.SEPARATE_PROCESS, Provisioning.INTERNAL)
    assert ("compatible", taken) == (verdict.verdict, verdict.chosen)
