"""What a number expands to is enough to recompute it by hand."""

from collections import Counter
from fractions import Fraction

from hypothesis import given, settings

from osk_scan.score import Scores
from osk_scan.sovereignty.contributions import ADDITIVE
from osk_scan.sovereignty.estate import Estate
from osk_scan.sovereignty.explain import Explained, explain
from osk_scan.sovereignty.scoring import score
from tests.sovereignty.random_estates import AS_OF, METHOD, VALUES, estates

HELD = {"D4": "CR1", "D4p": "CR1p"}
"""Per index of concentration the largest share in the same market."""


def expanded(scores: Scores) -> dict[str, Explained]:
    return {id_: explain(scores, scores.scopes[0], id_) for id_ in scores.scopes[0].indicators}


def scored(estate: Estate) -> Scores:
    return score(estate, AS_OF.isoformat(), METHOD)


@given(estates(tuple(VALUES)))
@settings(max_examples=30, deadline=None)
def test_the_products_listed_are_those_that_are_counted(estate: Estate) -> None:
    for id_, one in expanded(scored(estate)).items():
        if one.unit in ("inst", "prod"):
            listed = sum(item.installations if one.unit == "inst" else 1 for item in one.items)
            assert one.total == listed, id_


@given(estates(tuple(VALUES)))
@settings(max_examples=30, deadline=None)
def test_what_products_contribute_adds_up_to_both_ends(estate: Estate) -> None:
    for id_, one in expanded(scored(estate)).items():
        if id_ in ADDITIVE:
            lo = sum(Fraction(item.lo) * item.installations for item in one.items) / one.total
            hi = sum(Fraction(item.hi) * item.installations for item in one.items) / one.total
            assert (one.value.low, one.value.high) == (lo, hi), id_


@given(estates(("entity",)))
@settings(max_examples=60, deadline=None)
def test_the_radius_is_the_largest_of_those_told_whoever_owns_what_stops_the_systems(estate: Estate) -> None:
    radius = scored(estate).scopes[0].indicators["D6"]
    told = [(Fraction(group.lo), Fraction(group.hi)) for group in radius.explain.groups]
    assert (radius.low, radius.high) == tuple(max((ends[at] for ends in told), default=Fraction(0)) for at in (0, 1))


@given(estates(()))
@settings(max_examples=30, deadline=None)
def test_where_all_is_known_concentration_follows_from_the_products_listed(estate: Estate) -> None:
    found = expanded(scored(estate))
    for index, largest in HELD.items():
        held: Counter[str] = Counter()
        for item in found[index].items:
            assert ("1", "1") == (item.lo, item.hi), index
            held[item.facts["entity"].values[0]] += item.installations
        total = sum(held.values()) or 1
        assert sum(Fraction(count, total) ** 2 for count in held.values()) == found[index].value.low
        assert Fraction(max(held.values(), default=0), total) == found[largest].value.low


@given(estates(()))
@settings(max_examples=30, deadline=None)
def test_where_all_is_known_shares_among_open_products_follow_from_those_listed(estate: Estate) -> None:
    found = expanded(scored(estate))
    for id_ in ("D9", "D9_3", "D10"):
        if id_ in found:
            weights = [item.installations if id_ == "D10" else 1 for item in found[id_].items]
            counted = sum(Fraction(item.lo) * n for item, n in zip(found[id_].items, weights, strict=True))
            assert counted / sum(weights) == found[id_].value.low, id_
