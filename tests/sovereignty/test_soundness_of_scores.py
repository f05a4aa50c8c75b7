"""All that a whole score says holds in every completion of what is not known."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from osk_scan.fact import Fact
from osk_scan.indicator import Range
from osk_scan.score import Score
from osk_scan.sovereignty.estate import Estate, EstateSystem, Installation, ProductFacts
from osk_scan.sovereignty.interval import Interval, as_range
from osk_scan.sovereignty.scoring import score
from tests.sovereignty.random_estates import (
    AS_OF,
    ENTITIES,
    METHOD,
    VALUES,
    completions,
    estates,
    learned,
    unknown_facts,
)

_COMPLETIONS = 60
_COUNTS_WHAT_IS_KNOWN = {"Q1", "D8_unknown", "assessed"}
"""Their value rises or falls as facts become known: learning is held to raise or lower them, not to keep them."""

TOGETHER = [
    ("licence", "entity"),
    ("entity",),
    ("alternative", "formats"),
    ("licence", "sbom", "vitality"),
    ("licence", "deployment"),
    ("support_end", "extended_end"),
]
Key = tuple[str, ...]


def scopes(estate: Estate) -> dict[tuple[str, str], Score]:
    return {(one.scope, one.name): one for one in score(estate, AS_OF.isoformat(), METHOD).scopes}


def numbers(one: Score) -> Iterator[tuple[Key, Range, Fraction | None]]:
    """Every number with its enclosure, and what it comes to where everything is known: radii then by AND/OR alone.

    None: everything is known, and there is no such number.
    """
    for name, indicator in one.indicators.items():
        if name not in _COUNTS_WHAT_IS_KNOWN:
            yield ("indicator", name), indicator.cautious or indicator, indicator.low
            yield ("published", name), indicator, indicator.low
    for name, goal in one.goals.items():
        yield ("goal", name), goal.cautious or goal, goal.high
        yield ("published goal", name), goal, goal.high
        yield ("weighted", name), goal.weighted, goal.weighted.high
    for kpi in one.kpis:
        if kpi.value and kpi.id not in _COUNTS_WHAT_IS_KNOWN:
            yield ("target", kpi.id), kpi.value, kpi.value.low
            if kpi.pace_per_year:
                least, most = Fraction(kpi.pace_per_year.at_least), Fraction(kpi.pace_per_year.at_most)
                yield ("pace", kpi.id), as_range(Interval(least, most)), least
    for hotspot in one.hotspots:
        yield (hotspot.kind, hotspot.product), hotspot.value, hotspot.value.low
        yield ("radius", hotspot.product), hotspot.radius, hotspot.radius.low
    for vendor in one.vendors:
        yield ("vendor", vendor.entity), vendor.possible, vendor.radius.low
        yield ("known vendor", vendor.entity), vendor.radius, vendor.radius.low
        if vendor.coupling_possible:
            kappa = Fraction(vendor.coupling) if vendor.coupling else None
            yield ("coupling", vendor.entity), vendor.coupling_possible, kappa


def allows(told: Range, truth: Fraction) -> bool:
    """Whether the truth lies within, or on the side that the bound leaves open."""
    above = told.low <= truth or told.bound == "at-most"
    return above and (truth <= told.high or told.bound == "at-least")


@pytest.mark.parametrize("facts", TOGETHER)
def test_every_number_and_every_statement_holds_in_every_completion(facts: Key) -> None:
    @given(estates(facts))
    @settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def holds(estate: Estate) -> None:
        told = scopes(estate)
        for complete in islice(completions(estate, facts), _COMPLETIONS):
            for name, truth in scopes(complete).items():
                assert_enclosed(told[name], truth, estate)
                assert_statements_hold(told[name], truth, estate)

    holds()


def assert_enclosed(told: Score, truth: Score, estate: Estate) -> None:
    enclosing = {key: found for key, found, _ in numbers(told)}
    searched = all(product.alternative.values for product in estate.products.values())
    for key, _, value in numbers(truth):
        if key[1] == "examined" and not searched:
            continue  # it counts the searches, of which there are more in the completion
        if key in enclosing:
            assert value is None or allows(enclosing[key], value), key
        else:
            assert key[0] in {"vendor", "known vendor", "coupling"}, key
            assert could_be_anyone(key[1], told, estate), key


def could_be_anyone(entity: str, told: Score, estate: Estate) -> bool:
    """Whether no installed product names an entity, so that it can own here only what nobody knows the owner of."""
    return all(entity not in estate.products[id_].entity.values for id_ in told.installations)


def assert_statements_hold(told: Score, truth: Score, estate: Estate) -> None:
    if truth.bottleneck:
        assert truth.bottleneck in told.bottleneck_possible
    named = {(cause.needed_by, cause.alternatives): cause for cause in told.common_causes}
    for cause in truth.common_causes:
        owners = [estate.products[id_].entity.values for id_ in cause.alternatives]
        assert (cause.needed_by, cause.alternatives) in named or not any(owners)
    for cause in told.common_causes:
        assert cause.state == "possible" or cause in truth.common_causes
    known = {(spot.kind, spot.product): asdict(spot.flags) for spot in told.hotspots}
    for spot in truth.hotspots:
        for flag, value in asdict(spot.flags).items():
            said = known[spot.kind, spot.product][flag]
            assert said is None or said == value, (spot.product, flag)


@given(estates(tuple(VALUES)), st.data())
@settings(max_examples=40, deadline=None)
def test_learning_a_fact_never_widens_what_a_score_says(estate: Estate, data: st.DataObject) -> None:
    unknown = unknown_facts(estate)
    if not unknown:
        return
    id_, fact, value = data.draw(st.sampled_from(unknown))
    known = replace(estate, products=estate.products | {id_: learned(estate.products[id_], fact, value)})
    before = {(name, *key): told for name, one in scopes(estate).items() for key, told, _ in numbers(one)}
    for name, one in scopes(known).items():
        for key, told, _ in numbers(one):
            wide = before.get((name, *key))
            searched = key[1] == "examined" and fact == "alternative"
            assert wide is None or searched or narrows(told, wide), (name, key)


def narrows(told: Range, wide: Range) -> bool:
    """Whether no end that is a bound lies further out than before."""
    return (told.low >= wide.low or wide.bound == "at-most") and (told.high <= wide.high or wide.bound == "at-least")


def two_alternatives(first: tuple[str, ...], second: tuple[str, ...], needed: tuple[str, ...] = ()) -> Score:
    """A system that needs one of two products, the first of which needs a third."""
    owners = {"a": first, "b": second, "c": needed}
    requires = {"a": (("c",),)}
    products = {
        id_: ProductFacts(id=id_, name=id_, entity=Fact(owners[id_]), requires=requires.get(id_, ())) for id_ in owners
    }
    estate = Estate(
        systems=(EstateSystem(id="s", agency="A", name="s", requires=(("a", "b"),)),),
        installations=(Installation("s", "a"), Installation("s", "b")),
        products=products,
        entities=ENTITIES,
    )
    return scopes(estate)["portfolio", ""]


def test_an_alternative_of_unknown_control_may_be_no_second_source() -> None:
    causes = two_alternatives(("us",), ()).common_causes
    assert [("us", "possible")] == [(cause.entity, cause.state) for cause in causes]


def test_whether_products_are_coupled_is_open_while_the_other_end_is_unknown() -> None:
    told = {owners: two_alternatives(("us",), ("de",), owners).hotspots for owners in [("us",), ("de",), ()]}
    coupled = {
        owners: next(spot.flags.coupled for spot in spots if spot.product == "a") for owners, spots in told.items()
    }
    assert {("us",): True, ("de",): False, (): None} == coupled


def test_a_merely_possible_owner_is_listed_with_what_it_could_stop() -> None:
    found = {v.entity: v for v in two_alternatives(("us",), ("us", "de")).vendors}
    assert ((), ("b",), "0", "1") == (
        found["de"].products,
        found["de"].possible_products,
        found["de"].radius.lo_exact,
        found["de"].possible.hi_exact,
    )
