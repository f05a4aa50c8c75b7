"""A choice between operating systems is settled on each machine; settling it never widens a radius."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from osk_scan.sovereignty.estate import AndOr, Estate, EstateSystem, Installation, ProductFacts
from osk_scan.sovereignty.failures import failures, within
from osk_scan.sovereignty.interval import Interval
from osk_scan.sovereignty.scope import portfolio, scopes

EITHER = (("linux", "windows"),)
IDS = ["linux", "windows", "database", "portal"]


def estate(installed: dict[str, tuple[str, ...]], requires: tuple[tuple[str, ...], ...]) -> Estate:
    """A portal that needs a database that runs on either operating system."""
    needs = {"database": EITHER, "portal": (("database",),)}
    return Estate(
        systems=tuple(EstateSystem(id=s, agency="A", name=s, requires=requires) for s in installed),
        installations=tuple(Installation(s, p) for s, products in installed.items() for p in products),
        products={id_: ProductFacts(id=id_, name=id_, requires=needs.get(id_, ())) for id_ in IDS},
        entities={},
        operating_systems=frozenset({"linux", "windows"}),
    )


def radius(found: Estate, product: str) -> str:
    one = radii(found)[product]
    return f"{one.lo} to {one.hi}"


def radii(found: Estate) -> dict[str, Interval]:
    scoped = within(failures(found), portfolio(found))
    return {id_: scoped.product(id_) for id_ in found.products}


def test_what_is_installed_beside_a_product_is_what_it_runs_on() -> None:
    found = estate({"s": ("linux", "database", "portal")}, (("portal",),))
    assert "1 to 1" == radius(found, "linux")
    assert "0 to 0" == radius(found, "windows")
    assert "1 to 1" == radius(found, "database")


def test_machines_settle_the_choice_each_for_itself() -> None:
    found = estate({"s": ("linux", "database"), "t": ("windows", "database")}, (("database",),))
    assert "1/2 to 1/2" == radius(found, "linux")
    assert "1/2 to 1/2" == radius(found, "windows")
    assert "1 to 1" == radius(found, "database")


def test_a_product_on_another_machine_keeps_its_choice() -> None:
    found = estate({"s": ("linux", "portal")}, (("portal",),))
    assert "0 to 1" == radius(found, "linux")
    assert "0 to 1" == radius(found, "windows")


def test_a_product_runs_on_the_operating_system_beside_it_though_nobody_listed_that_as_possible() -> None:
    found = estate({"s": ("bsd", "database", "portal")}, (("portal",),))
    bsd = ProductFacts(id="bsd", name="BSD")
    other = replace(found, products={**found.products, "bsd": bsd}, operating_systems=found.operating_systems | {"bsd"})
    assert "1 to 1" == radius(other, "bsd")
    assert "0 to 0" == radius(other, "linux")
    assert "1 to 1" == radius(other, "database")


def test_a_list_without_an_operating_system_settles_nothing() -> None:
    found = estate({"s": ("database",)}, (("database",),))
    assert "0 to 1" == radius(found, "linux")


def test_a_choice_between_other_products_stays_open() -> None:
    found = estate({"s": ("linux", "database")}, (("database", "portal"),))
    assert "0 to 1" == radius(replace(found, products={**found.products, "portal": _free()}), "database")


def _free() -> ProductFacts:
    return ProductFacts(id="portal", name="portal")


GROUPS = st.lists(st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True).map(tuple), max_size=2).map(tuple)


@given(
    st.dictionaries(st.sampled_from("st"), st.sets(st.sampled_from(IDS)).map(sorted).map(tuple), min_size=1),
    st.dictionaries(st.sampled_from(IDS), GROUPS),
    GROUPS,
)
@settings(max_examples=200, deadline=None)
def test_settling_choices_only_narrows_radii(
    installed: dict[str, tuple[str, ...]],
    needs: dict[str, tuple[tuple[str, ...], ...]],
    requires: tuple[tuple[str, ...], ...],
) -> None:
    settled = estate(installed, requires)
    products = {id_: ProductFacts(id=id_, name=id_, requires=needs.get(id_, ())) for id_ in IDS}
    settled = replace(settled, products=products)
    open_ = radii(replace(settled, operating_systems=frozenset()))
    for id_, radius in radii(settled).items():
        assert open_[id_].lo <= radius.lo <= radius.hi <= open_[id_].hi


def of(agency: str, whole: Estate, needs: dict[str, AndOr]) -> Estate:
    """What one agency runs, where its products need `needs`."""
    return replace(
        whole,
        systems=tuple(system for system in whole.systems if system.agency == agency),
        installations=tuple(i for i in whole.installations if i.system == agency.lower()),
        products={id_: replace(product, requires=needs.get(id_, ())) for id_, product in whole.products.items()},
        own_needs={},
    )


NEEDS = st.dictionaries(st.sampled_from(IDS), GROUPS)


@given(
    st.fixed_dictionaries({s: st.sets(st.sampled_from(IDS)).map(sorted).map(tuple) for s in "ab"}),
    NEEDS,
    NEEDS,
    GROUPS,
)
@settings(max_examples=200, deadline=None)
def test_needs_of_one_agency_are_as_if_it_were_alone(
    installed: dict[str, tuple[str, ...]], everywhere: dict[str, AndOr], own: dict[str, AndOr], requires: AndOr
) -> None:
    added = {id_: tuple(g for g in groups if g not in everywhere.get(id_, ())) for id_, groups in own.items()}
    union = {id_: (*everywhere.get(id_, ()), *added.get(id_, ())) for id_ in IDS}
    whole = estate(installed, requires)
    whole = replace(
        whole,
        systems=tuple(replace(system, agency=system.id.upper()) for system in whole.systems),
        products={id_: replace(product, requires=union[id_]) for id_, product in whole.products.items()},
        own_needs={"A": added},
    )
    for agency, needs in (("A", union), ("B", everywhere)):
        scoped = next(scope for scope in scopes(whole) if (scope.kind, scope.name) == ("agency", agency))
        together, alone = within(failures(whole), scoped), radii(of(agency, whole, needs))
        assert alone == {id_: together.product(id_) for id_ in IDS}
