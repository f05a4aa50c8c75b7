"""Laws of the method: brute force over all completions lies within every interval, and learning never widens one."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from osk_scan.model import Fact
from osk_scan.sovereignty import policy as policies
from osk_scan.sovereignty.contributions import contributions, surroundings
from osk_scan.sovereignty.estate import DOMAINS, UNKNOWN, Entity, Estate, EstateSystem, Installation, ProductFacts
from osk_scan.sovereignty.failures import failures, largest_radius
from osk_scan.sovereignty.failures import within as closed
from osk_scan.sovereignty.indicators import Measured, measure
from osk_scan.sovereignty.interval import Interval
from osk_scan.sovereignty.scope import portfolio

POLICY = policies.load()
AS_OF = date(2026, 9, 1)
ENTITIES = {
    "us": Entity("us", "us", Fact(("US",))),
    "de": Entity("de", "de", Fact(("DE",))),
    "hidden": Entity("hidden", "hidden"),
}
BY_FACT = {
    "alternative": ("0", "1/2", "1"),
    "formats": ("0", "1"),
    "sbom": ("none", "complete"),
    "vitality": ("0", "1", "3"),
    "deployment": ("saas", "offline"),
    "licence": DOMAINS["licence"],
}
"""Per fact the values that tell completions apart."""


VALUES = BY_FACT | {"entity": tuple(ENTITIES)}


def some(values: tuple[str, ...]) -> st.SearchStrategy[Fact]:
    few = st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(lambda v: Fact(tuple(v)))
    return st.one_of(few, few, st.just(UNKNOWN))


@st.composite
def estates(draw: st.DrawFn, facts: tuple[str, ...]) -> Estate:
    """Two or three products on two systems, with only `facts` possibly unknown."""

    def stated(fact: str) -> Fact:
        return draw(some(VALUES[fact]) if fact in facts else known(VALUES[fact]))

    ids = [f"p{i}" for i in range(draw(st.integers(2, 3)))]
    products = {
        id_: ProductFacts(
            id=id_,
            name=id_,
            licence=stated("licence"),
            entity=stated("entity"),
            alternative=stated("alternative"),
            formats=stated("formats"),
            sbom=stated("sbom"),
            vitality=stated("vitality"),
            deployment=stated("deployment"),
            requires=draw(needs(ids)),
        )
        for id_ in ids
    }
    systems = tuple(
        EstateSystem(
            id=f"s{i}", agency="A", name=f"s{i}", criticality=draw(st.integers(1, 3)), requires=draw(needs(ids))
        )
        for i in range(2)
    )
    installed = tuple(Installation(draw(st.sampled_from(["s0", "s1"])), id_, draw(st.integers(1, 9))) for id_ in ids)
    return Estate(systems=systems, installations=installed, products=products, entities=ENTITIES)


def known(values: tuple[str, ...]) -> st.SearchStrategy[Fact]:
    return st.sampled_from(values).map(lambda value: Fact((value,)))


def needs(ids: list[str]) -> st.SearchStrategy[tuple[tuple[str, ...], ...]]:
    group = st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True).map(tuple)
    return st.lists(group, max_size=2).map(tuple)


def values_of(estate: Estate, names: tuple[str, ...] = ("D6",)) -> dict[str, Measured]:
    """What the method says; failures are closed only where a radius is asked for."""
    whole = portfolio(estate)
    found = measure(whole.holdings, contributions(estate, surroundings(estate, AS_OF, POLICY)))
    if "D6" in names:
        found["D6"] = largest_radius(closed(failures(estate), whole), whole)
    return found


def completions(estate: Estate, facts: tuple[str, ...]) -> Iterator[Estate]:
    """Every estate in which all of `facts` are known; an entity that nobody knows may be a new one, even shared."""
    strangers = tuple(f"new{i}" for i, p in enumerate(estate.products.values()) if not p.entity.values)
    world = ENTITIES | {name: Entity(name, name, Fact(("US",))) for name in strangers}
    open_facts = [
        (id_, fact, getattr(p, fact).values or (tuple(world) if fact == "entity" else BY_FACT[fact]))
        for id_, p in estate.products.items()
        for fact in facts
        if not getattr(p, fact).known
    ]
    for choice in product(*(values for _, _, values in open_facts)):
        products = dict(estate.products)
        for (id_, fact, _), value in zip(open_facts, choice, strict=True):
            products[id_] = replace(products[id_], **{fact: Fact((value,))})
        for seats in product(("US", "DE"), repeat=int(not ENTITIES["hidden"].jurisdiction.known)):
            settled = world | {"hidden": Entity("hidden", "hidden", Fact((seats[0],)))}
            yield replace(estate, products=products, entities=settled)


def assert_sound(estate: Estate, facts: tuple[str, ...], names: tuple[str, ...]) -> None:
    found = values_of(estate, names)
    complete = [values_of(e, names) for e in completions(estate, facts)]
    for name in names:
        reached = [truth(one[name]) for one in complete if name in one]
        if name not in found:
            assert [] == reached, name
            continue
        interval = found[name].cautious or found[name].value
        assert [] == [value for value in reached if not interval.encloses(value)], name
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


@given(estates(("licence", "entity", "alternative", "formats", "sbom", "vitality")), st.data())
@settings(max_examples=60, deadline=None)
def test_learning_a_fact_never_widens_an_interval(estate: Estate, data: st.DataObject) -> None:
    unknown = [(id_, f) for id_, p in estate.products.items() for f in VALUES if not getattr(p, f).known]
    if not unknown:
        return
    id_, fact = data.draw(st.sampled_from(unknown))
    possible = getattr(estate.products[id_], fact).values or VALUES[fact]
    learned = replace(estate.products[id_], **{fact: Fact((data.draw(st.sampled_from(possible)),))})
    before, after = values_of(estate), values_of(replace(estate, products=estate.products | {id_: learned}))
    for name in after.keys() & before.keys() - {"Q1"}:
        assert within(cautious(after[name]), cautious(before[name])), name


def cautious(one: Measured) -> Interval:
    return one.cautious or one.value


def within(inner: Interval, outer: Interval) -> bool:
    return outer.lo <= inner.lo and inner.hi <= outer.hi
