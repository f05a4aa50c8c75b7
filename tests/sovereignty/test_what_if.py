"""The two replacements of the worked example (SOVEREIGNTY section 6)."""

from fractions import Fraction
from functools import partial
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from osk_scan.errors import InvalidRequest
from osk_scan.indicator import Range
from osk_scan.sovereignty.estate import Estate
from osk_scan.sovereignty.failures import within
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.replacing import Replacement, replaced
from osk_scan.sovereignty.scope import portfolio
from osk_scan.sovereignty.scoring import Judged, judge
from osk_scan.sovereignty.what_if import WhatIf, plan, rank, what_if
from tests.sovereignty.random_estates import METHOD, completions, estates
from tests.sovereignty.test_soundness_of_scores import allows

AS_OF = "2026-09-01"
OFFICE = Replacement("office", "libreoffice", ("c1", "c2", "c3", "c4"))
DIRECTORY = (Replacement("active-directory", "samba", ("s2",)), Replacement("windows-server", "debian", ("s2",)))


@pytest.fixture(scope="module")
def before(reference: Estate, method: Method) -> Judged:
    return judge(reference, AS_OF, method)


def asked(method: Method) -> "partial[Judged]":
    return partial(judge, as_of=AS_OF, method=method)


def after(answer: WhatIf, name: str) -> tuple[Fraction, Fraction]:
    change = next(c for c in answer.indicators if c.id == name)
    return change.after.low, change.after.high


def test_libreoffice_for_office_moves_what_is_published(before: Judged, method: Method) -> None:
    answer = what_if(before, OFFICE, asked(method))
    assert (Fraction(15, 30), Fraction(16, 30)) == after(answer, "D1")
    assert (Fraction(194, 900), Fraction(214, 900)) == after(answer, "D4")
    assert (Fraction(14, 30), Fraction(15, 30)) == after(answer, "D5")
    assert (Fraction(8, 10), Fraction(8, 10)) == after(answer, "D6")


def test_the_radius_stays_because_active_directory_is_still_there(before: Judged, method: Method) -> None:
    answer = what_if(before, OFFICE, asked(method))
    unmoved = next(c for c in answer.indicators if c.id == "D6")
    assert not unmoved.moves
    assert unmoved.why is not None
    assert "Microsoft still stops 8 systems, Active Directory alone 4/5" == unmoved.why.en


def test_a_radius_that_stays_is_told_of_the_product_where_nobody_knows_its_owner(
    reference: Estate, method: Method
) -> None:
    everywhere = tuple(replace(system, requires=(("fachapp-x",),)) for system in reference.systems)
    alone = {**reference.products, "fachapp-x": replace(reference.products["fachapp-x"], requires=())}
    estate = replace(reference, systems=everywhere, products=alone)
    answer = what_if(judge(estate, AS_OF, method), OFFICE, asked(method))
    unmoved = next(c for c in answer.indicators if c.id == "D6")
    assert unmoved.why is not None
    assert "FachApp X still stops 10 systems, whoever controls it" == unmoved.why.en


def test_a_radius_is_told_with_all_that_nobody_knows_the_owner_of(before: Judged, method: Method) -> None:
    answer = what_if(before, OFFICE, asked(method))
    told = {one.id: (one.cautious_before, one.cautious_after) for one in (*answer.indicators, *answer.goals)}
    for found in told.pop("D6"):
        assert found is not None
        assert (Fraction(8, 10), Fraction(9, 10)) == (found.low, found.high)
    switch_before, switch_after = told.pop("W")
    assert switch_before is not None
    assert switch_after is not None
    assert (Fraction(22, 30) + Fraction(614, 900) + Fraction(1, 10)) / 3 == switch_before.low < switch_after.low
    assert {(None, None)} == set(told.values())


def test_samba_for_active_directory_moves_what_is_published(before: Judged, method: Method) -> None:
    answer = plan(before, DIRECTORY, asked(method))[-1]
    assert (Fraction(13, 30), Fraction(14, 30)) == after(answer, "D1")
    assert (Fraction(1), Fraction(1)) == after(answer, "D6")


def test_samba_for_active_directory_shrinks_microsofts_radius(reference: Estate, method: Method) -> None:
    estate = replaced(replaced(reference, DIRECTORY[0]), DIRECTORY[1])
    judged = judge(estate, AS_OF, method)
    failed = within(judged.failures, portfolio(estate))
    by_entity = {entity: failed.entities[i].lo for i, entity in enumerate(failed.of.entities)}
    assert Fraction(7, 10) == by_entity["microsoft"]
    assert Fraction(10, 10) == by_entity["debian-project"] == failed.product("debian").lo
    assert Fraction(1, 10) == failed.product("windows-server").lo


def test_exchange_stands_in_the_way_of_leaving_active_directory(before: Judged, method: Method) -> None:
    answer = what_if(before, DIRECTORY[0], asked(method))
    assert [("exchange", 1, True)] == [(b.product, b.installations, b.without_alternative) for b in answer.blockers]


def test_options_are_ranked_by_gain_per_touched_system(before: Judged, method: Method) -> None:
    ranked = rank(before, (OFFICE, DIRECTORY[0]), "D1", asked(method))
    expected = [("office", 4, "2/15", "1/30"), ("active-directory", 1, "1/30", "1/30")]
    assert expected == [(o.change.product, o.touched, o.gain, o.gain_per_system) for o in ranked]


def test_a_replacement_by_something_unknown_is_refused(before: Judged, method: Method) -> None:
    with pytest.raises(InvalidRequest, match="no product `nothing`"):
        what_if(before, Replacement("office", "nothing"), asked(method))


FACTS = ("licence", "entity", "sbom")


@given(estates(FACTS), st.permutations(["p0", "p1"]), st.sampled_from([None, ("s0",)]))
@settings(max_examples=15, deadline=None)
def test_whatever_the_unknown_turns_out_to_be_the_answer_encloses_it(
    estate: Estate, products: list[str], scope: tuple[str, ...] | None
) -> None:
    change, judge_now = Replacement(products[0], products[1], scope), asked(METHOD)
    answer = what_if(judge(estate, AS_OF, METHOD), change, judge_now)
    told = {one.id: one for one in (*answer.indicators, *answer.goals)}
    for complete in islice(completions(estate, FACTS), 0, 240, 8):
        truth = what_if(judge(complete, AS_OF, METHOD), change, judge_now)
        assert (answer.touched, answer.blockers, answer.leaves) == (truth.touched, truth.blockers, truth.leaves)
        for one in (*truth.indicators, *truth.goals):
            if one.id not in ("Q1", "D8_unknown"):
                assert allows(told[one.id].before, value_of(one.before)), one.id
                assert allows(told[one.id].after, value_of(one.after)), one.id
                assert allows(told[one.id].cautious_before or told[one.id].before, value_of(one.before)), one.id
                assert allows(told[one.id].cautious_after or told[one.id].after, value_of(one.after)), one.id


def value_of(known: Range) -> Fraction:
    """What a number comes to where everything is known: a radius by AND/OR alone."""
    return known.high if known.bound == "at-most" else known.low


@given(estates(()), st.permutations(["p0", "p1"]))
@settings(max_examples=25, deadline=None)
def test_what_stays_says_why_and_what_moves_does_not(estate: Estate, products: list[str]) -> None:
    answer = what_if(judge(estate, AS_OF, METHOD), Replacement(products[0], products[1]), asked(METHOD))
    for one in (*answer.indicators, *answer.goals):
        assert one.moves == (one.why is None)
        assert one.moves == ((one.before.low, one.before.high) != (one.after.low, one.after.high))
