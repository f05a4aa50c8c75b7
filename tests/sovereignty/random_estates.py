"""Small estates by chance and every way in which what is not known of them may turn out: what the laws are held on."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

from hypothesis import strategies as st
from msgspec.structs import replace

from osk_scan.fact import Fact
from osk_scan.sovereignty.estate import (
    DOMAINS,
    NO_END_ANNOUNCED,
    UNKNOWN,
    AndOr,
    Entity,
    Estate,
    EstateSystem,
    Installation,
    ProductFacts,
)
from osk_scan.sovereignty.method import load_method

METHOD = load_method()
AS_OF = date(2026, 9, 1)
ENTITIES = {
    "us": Entity("us", "us", Fact(("US",))),
    "de": Entity("de", "de", Fact(("DE",))),
    "hidden": Entity("hidden", "hidden"),
}
SOON, LATE = "2027-01-31", "2031-12-31"
BY_FACT = {
    "alternative": ("0", "1/2", "1"),
    "formats": ("0", "1"),
    "sbom": ("none", "complete"),
    "vitality": ("0", "1", "3"),
    "deployment": ("saas", "offline"),
    "licence": DOMAINS["licence"],
    "support_end": ("2025-06-30", SOON, LATE),
    "extended_end": ("never", LATE),
}
"""Per fact the values that tell completions apart."""

VALUES = BY_FACT | {"entity": tuple(ENTITIES), "support_end": (*BY_FACT["support_end"], NO_END_ANNOUNCED)}


@st.composite
def estates(draw: st.DrawFn, facts: tuple[str, ...], most: int = 3) -> Estate:
    """Two or three products on two systems of two agencies, with only `facts` possibly unknown."""
    ids = [f"p{i}" for i in range(draw(st.integers(2, most)))]
    layers = st.sampled_from(["office", "workplace-os", None])
    products = {
        id_: replace(
            ProductFacts(id=id_, name=id_, layer=draw(layers), requires=draw(needs(ids))),
            **{fact: draw((some if fact in facts else known)(VALUES[fact])) for fact in VALUES},
        )
        for id_ in ids
    }
    systems = tuple(
        _system(f"s{i}", agency, draw(st.integers(1, 3)), draw(needs(ids))) for i, agency in enumerate("AB")
    )
    installed = (Installation(draw(st.sampled_from(["s0", "s1"])), id_, draw(st.integers(1, 9))) for id_ in ids)
    costed = tuple(replace(i, cost=draw(st.sampled_from([None, "0", "12.50"]))) for i in installed)
    return Estate(systems=systems, installations=costed, products=products, entities=ENTITIES)


def completions(estate: Estate, facts: tuple[str, ...]) -> Iterator[Estate]:
    """Every estate in which all of `facts` are known; an entity that nobody knows may be a new one, even shared."""
    strangers = tuple(f"new{i}" for i, p in enumerate(estate.products.values()) if not p.entity.values)
    world = ENTITIES | {name: Entity(name, name, Fact(("US",))) for name in strangers}
    open_facts = [
        (id_, fact, possible)
        for id_, p in estate.products.items()
        for fact in facts
        if len(possible := _possible(p, fact, tuple(world))) > 1
    ]
    for choice in product(*(values for _, _, values in open_facts)):
        products = dict(estate.products)
        for (id_, fact, _), value in zip(open_facts, choice, strict=True):
            products[id_] = learned(products[id_], fact, value)
        for seat in ("US", "DE"):
            settled = world | {"hidden": Entity("hidden", "hidden", Fact((seat,)))}
            yield replace(estate, products=products, entities=settled)


def learned(known_before: ProductFacts, fact: str, value: str) -> ProductFacts:
    """The product once `fact` is known."""
    return replace(known_before, **{fact: Fact((value,))})


def _possible(known_so_far: ProductFacts, fact: str, world: tuple[str, ...]) -> tuple[str, ...]:
    """What a fact may turn out to be; an end that is not announced comes some day, but has not come yet."""
    stated: Fact = getattr(known_so_far, fact)
    possible = stated.values or (world if fact == "entity" else BY_FACT[fact])
    announced = tuple(value for value in possible if value != NO_END_ANNOUNCED)
    return possible if announced == possible else tuple(dict.fromkeys((*announced, SOON, LATE)))


def some(values: tuple[str, ...]) -> st.SearchStrategy[Fact]:
    """One value, two, or nothing known."""
    few = st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(lambda v: Fact(tuple(v)))
    return st.one_of(few, few, st.just(UNKNOWN))


def known(values: tuple[str, ...]) -> st.SearchStrategy[Fact]:
    """One value, such that everything is known."""
    settled = [value for value in values if value != NO_END_ANNOUNCED]
    return st.sampled_from(settled).map(lambda value: Fact((value,)))


def needs(ids: list[str]) -> st.SearchStrategy[AndOr]:
    """At most two groups of one or two."""
    group = st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True).map(tuple)
    return st.lists(group, max_size=2).map(tuple)


def unknown_facts(estate: Estate, facts: Mapping[str, tuple[str, ...]] = VALUES) -> list[tuple[str, str, str]]:
    """Everything that could be learned: product, fact and a value that it may have."""
    return [
        (id_, fact, value)
        for id_, product in estate.products.items()
        for fact in facts
        if not getattr(product, fact).known
        for value in getattr(product, fact).values or facts[fact]
    ]


def _system(id_: str, agency: str, criticality: int, requires: AndOr) -> EstateSystem:
    return EstateSystem(
        id=id_, agency=agency, name=id_, criticality=criticality, workstation=agency == "A", requires=requires
    )
