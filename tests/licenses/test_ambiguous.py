import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osk_scan.licenses.algebra import LATTICE, RANK, Answer, undecided
from osk_scan.licenses.ambiguous import judge_readings
from osk_scan.licenses.choice import Choice, Used, choose
from osk_scan.licenses.compatibility import judge
from osk_scan.licenses.contexts import Provisioning
from osk_scan.licenses.obligations import obligations_for
from osk_scan.licenses.opencode import check_publication
from osk_scan.licenses.suggestions import suggest
from osk_scan.model import Relation

PUBLISHED = Provisioning.SOURCE
GPL = ("GPL-2.0-only", "GPL-3.0-only")
BSD = ("BSD-3-Clause", "BSD-4-Clause")
NONCOMMERCIAL = ("CC-BY-NC-3.0", "CC-BY-NC-4.0")


def ambiguous(*readings: str, relation: Relation = Relation.DYNAMIC) -> Used:
    return Used(" | ".join(readings), "NOASSERTION", relation, readings=readings)


def clear(license_: str) -> Used:
    return Used(license_, license_, Relation.DYNAMIC)


def chosen(*used: Used, outbound: str = "EUPL-1.2") -> Choice:
    return choose(used, outbound, PUBLISHED)


@given(st.sets(st.sampled_from(LATTICE), min_size=1))
def test_a_doubt_is_never_better_than_its_worst_case_and_a_no_only_where_all_say_no(answers: set[Answer]) -> None:
    told = undecided(answers)
    assert all(RANK[told] >= RANK[one] for one in answers if one != "incompatible")
    assert (told == "incompatible") == (answers == {"incompatible"})
    assert (told == "compatible") == (answers == {"compatible"})


@pytest.mark.parametrize(
    ("readings", "outbound", "expected"),
    [
        (("MIT", "ISC"), "EUPL-1.2", "compatible"),
        (BSD, "GPL-3.0-only", "unknown"),
        (GPL, "MIT", "incompatible"),
        (GPL, "EUPL-1.2", "depends"),
        (("MIT", "LicenseRef-nobody-knows"), "EUPL-1.2", "unknown"),
    ],
)
def test_an_ambiguous_statement_is_judged_in_all_its_readings(
    readings: tuple[str, ...], outbound: str, expected: str
) -> None:
    assert expected == judge_readings(outbound, readings, Relation.DYNAMIC, PUBLISHED).verdict
    (component,) = chosen(ambiguous(*readings), outbound=outbound).components
    assert (expected, "NOASSERTION", readings) == (component.verdict.verdict, component.license, component.readings)
    (row,) = suggest({PUBLISHED: [ambiguous(*readings)]}, candidates=(outbound,))
    assert (expected == "incompatible", expected == "unknown", expected == "depends") == (
        row.conflicts,
        row.unknown,
        row.depends,
    )


def test_the_worst_and_the_best_reading_are_told_with_what_they_come_to() -> None:
    told = judge_readings("GPL-3.0-only", BSD, Relation.DYNAMIC, PUBLISHED)
    assert "ungünstigstenfalls meint sie BSD-4-Clause (unvereinbar), günstigstenfalls BSD-3-Clause (vereinbar)" in (
        told.explanation.de
    )
    assert "at worst it means BSD-4-Clause (incompatible), at best BSD-3-Clause (compatible)" in told.explanation.en
    assert told.remedy.de.startswith("Feststellen, welche Lizenz gemeint ist")
    assert "Im ungünstigsten Fall: " in told.remedy.de


def test_where_every_reading_clashes_nobody_is_sent_to_find_out_which_is_meant() -> None:
    told = judge_readings("EUPL-1.2", NONCOMMERCIAL, Relation.DYNAMIC, PUBLISHED)
    assert "jede Lesart ist unvereinbar" in told.explanation.de
    assert judge("EUPL-1.2", "CC-BY-NC-3.0", Relation.DYNAMIC, PUBLISHED).remedy == told.remedy


def test_a_statement_that_clashes_in_every_reading_is_a_conflict_and_to_be_replaced() -> None:
    choice = chosen(clear("MIT"), ambiguous(*NONCOMMERCIAL), ambiguous(*NONCOMMERCIAL))
    (conflict,) = choice.conflicts
    assert ("CC-BY-NC-3.0 | CC-BY-NC-4.0",) == conflict.refs == conflict.licenses
    assert ("CC-BY-NC-3.0 | CC-BY-NC-4.0",) * 2 == choice.replacements
    assert 2 == choice.cost.conflicts


def test_components_keep_their_order_whether_ambiguous_or_not() -> None:
    used = (ambiguous("MIT", "ISC"), clear("MIT"), ambiguous(*BSD), clear("ISC"))
    assert [one.ref for one in used] == [one.ref for one in chosen(*used).components]


def test_a_reading_that_clashes_with_what_is_beside_it_leaves_the_statement_open() -> None:
    beside = clear("GPL-2.0-only")
    readings = ("Apache-2.0", "MIT")
    assert "compatible" == chosen(ambiguous(*readings)).components[0].verdict.verdict
    open_ = chosen(ambiguous(*readings), beside).components[0].verdict
    assert "unknown" == open_.verdict
    assert "hängt davon ab, welche Lizenz gemeint ist" in open_.explanation.de
    assert "compatible" == chosen(ambiguous("MIT", "ISC"), beside).components[0].verdict.verdict


def test_an_arm_that_was_not_chosen_clashes_with_no_reading() -> None:
    used = (ambiguous("Apache-2.0", "MIT"), clear("GPL-2.0-only OR MIT"))
    assert ["compatible", "compatible"] == [one.verdict.verdict for one in chosen(*used).components]


def test_what_an_ambiguous_statement_asks_for_and_whether_it_may_be_published_stays_open() -> None:
    used = [ambiguous("GPL-2.0-only", "Apache-2.0"), clear("GPL-3.0-only")]
    choice = chosen(*used, outbound="GPL-3.0-only")
    assert (used[0].ref,) == obligations_for(choice, used, PUBLISHED).unknown
    assert "unknown" == check_publication(choice).answer


LICENSES = (
    "MIT",
    "Apache-2.0",
    "GPL-2.0-only",
    "GPL-3.0-only",
    "CDDL-1.0",
    "LGPL-2.1-or-later",
    "MPL-2.0",
    "NOASSERTION",
)
OUTBOUNDS = ("EUPL-1.2", "GPL-2.0-or-later", "GPL-3.0-only", "MIT")
beside = st.lists(st.lists(st.sampled_from(LICENSES), min_size=1, max_size=2, unique=True).map(" OR ".join), max_size=4)
several = st.lists(st.sampled_from(LICENSES), min_size=2, max_size=3, unique=True)


@settings(max_examples=150)
@given(several, beside, st.sampled_from(OUTBOUNDS))
def test_whatever_a_statement_means_it_is_no_worse_than_told(readings: list[str], others: list[str], out: str) -> None:
    rest = [Used(f"{at}", license_, Relation.DYNAMIC) for at, license_ in enumerate(others)]
    told = chosen(ambiguous(*readings), *rest, outbound=out)
    first = told.components[0].verdict.verdict
    for reading in readings:
        if first in ("compatible", "depends"):
            meant = chosen(Used("x", reading, Relation.DYNAMIC), *rest, outbound=out)
            assert RANK[meant.components[0].verdict.verdict] <= RANK[first]
            assert told.cost.conflicts >= meant.cost.conflicts
