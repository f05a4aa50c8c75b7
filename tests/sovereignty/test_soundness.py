"""Laws of the method: brute force over all completions lies within every interval, and learning never widens one."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from osk_scan.sovereignty.contributions import contributions, surroundings
from osk_scan.sovereignty.estate import Estate
from osk_scan.sovereignty.failures import failures, largest_radius
from osk_scan.sovereignty.failures import within as closed
from osk_scan.sovereignty.indicators import Measured, measure
from osk_scan.sovereignty.interval import Interval
from osk_scan.sovereignty.scope import portfolio
from tests.sovereignty.random_estates import AS_OF, METHOD, VALUES, completions, estates, learned, unknown_facts


def values_of(estate: Estate, names: tuple[str, ...] = ("D6",)) -> dict[str, Measured]:
    """What the method says; failures are closed only where a radius is asked for."""
    whole = portfolio(estate)
    found = measure(whole.holdings, contributions(estate, surroundings(estate, AS_OF, METHOD)))
    if "D6" in names:
        found["D6"] = largest_radius(closed(failures(estate), whole), whole)
    return found


def assert_sound(estate: Estate, facts: tuple[str, ...], names: tuple[str, ...]) -> None:
    found = values_of(estate, names)
    complete = [values_of(e, names) for e in completions(estate, facts)]
    for name in names:
        reached = [truth(one[name]) for one in complete if name in one]
        if name not in found:
            assert [] == reached, name
            continue
        interval = found[name].cautious or found[name].value
        assert [] == [value for value in reached if not interval.lo <= value <= interval.hi], name
        if interval.bound == "exact":
            assert (min(reached), max(reached)) == (interval.lo, interval.hi), name


def truth(one: Measured) -> Fraction:
    """The value once everything is known: radii then by AND/OR alone, as requirements are given."""
    assert one.value.lo == one.value.hi or one.value.bound == "at-least"
    return one.value.lo


@given(estates(("licence", "entity")))
@settings(max_examples=6, deadline=None)
def test_concentration_encloses_every_completion(estate: Estate) -> None:
    assert_sound(estate, ("licence", "entity"), ("D1", "D2", "D4", "CR1", "D4p", "CR1p", "D5", "D10"))


@given(estates(("entity",)))
@settings(max_examples=25, deadline=None)
def test_the_cautious_radius_encloses_every_completion(estate: Estate) -> None:
    assert_sound(estate, ("entity",), ("D4", "D5", "D6"))


@given(estates(("alternative", "formats")))
@settings(max_examples=20, deadline=None)
def test_replaceability_encloses_every_completion(estate: Estate) -> None:
    assert_sound(estate, ("alternative", "formats"), ("D3",))


@given(estates(("licence", "vitality")))
@settings(max_examples=6, deadline=None)
def test_shares_among_open_products_enclose_every_completion(estate: Estate) -> None:
    assert_sound(estate, ("licence", "vitality"), ("D9", "D9_3", "D10"))


@given(estates(("sbom",)))
@settings(max_examples=20, deadline=None)
def test_transparency_encloses_every_completion(estate: Estate) -> None:
    assert_sound(estate, ("sbom",), ("D7",))


@given(estates(("licence", "deployment")))
@settings(max_examples=20, deadline=None)
def test_foreign_clouds_enclose_every_completion(estate: Estate) -> None:
    assert_sound(estate, ("licence", "deployment"), ("D5", "D5_cloud"))


SUPPORT = ("D8", "D8_extended", "D8_expired", "D8_within_12_months")


@given(estates(("support_end", "extended_end"), most=2))
@settings(max_examples=40, deadline=None)
def test_every_part_of_the_support_status_encloses_every_completion(estate: Estate) -> None:
    assert_sound(estate, ("support_end", "extended_end"), SUPPORT)


@given(estates(("support_end", "extended_end")))
@settings(max_examples=60, deadline=None)
def test_the_support_status_is_shared_out_and_the_undecided_is_what_keeps_its_parts_open(estate: Estate) -> None:
    found = {name: one.value for name, one in values_of(estate, ()).items()}
    certain = [found[name].lo for name in ("D8", "D8_extended", "D8_expired")]
    assert 1 == sum(certain) + found["D8_unknown"].hi


@given(estates(("licence", "entity")))
@settings(max_examples=40, deadline=None)
def test_coverage_counts_what_is_known_and_nothing_else(estate: Estate) -> None:
    complete = {
        id_
        for id_, p in estate.products.items()
        if p.licence.known and p.entity.known and p.entity.values != ("hidden",)
    }
    counts = portfolio(estate).counts
    coverage = values_of(estate, ())["Q1"].value
    share = Fraction(sum(counts[id_] for id_ in complete), sum(counts.values()))
    assert (share, share) == (coverage.lo, coverage.hi)


@given(estates(tuple(VALUES)), st.data())
@settings(max_examples=150, deadline=None)
def test_learning_a_fact_never_widens_an_interval(estate: Estate, data: st.DataObject) -> None:
    unknown = unknown_facts(estate)
    if not unknown:
        return
    id_, fact, value = data.draw(st.sampled_from(unknown))
    known = replace(estate, products=estate.products | {id_: learned(estate.products[id_], fact, value)})
    before, after = values_of(estate), values_of(known)
    assert before["Q1"].value.lo <= after["Q1"].value.lo
    assert after["D8_unknown"].value.hi <= before["D8_unknown"].value.hi
    for name in after.keys() & before.keys() - {"Q1", "D8_unknown"}:
        assert within(cautious(after[name]), cautious(before[name])), name


def cautious(one: Measured) -> Interval:
    return one.cautious or one.value


def within(inner: Interval, outer: Interval) -> bool:
    return outer.lo <= inner.lo and inner.hi <= outer.hi
