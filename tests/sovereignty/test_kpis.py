"""Berlin's targets for workplaces: each reading says how much of what is counted, and no more than lists can tell."""

from fractions import Fraction

from osk_scan.indicator import Kpi
from osk_scan.sovereignty.estate import Estate, EstateSystem, Installation, ProductFacts, known
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.scoring import score

PRODUCTS = {
    "windows": ProductFacts(id="windows", name="Windows", layer="workplace-os", licence=known("proprietary")),
    "linux": ProductFacts(id="linux", name="Linux", layer="workplace-os", licence=known("osi_multi")),
    "browser": ProductFacts(id="browser", name="Browser", layer="office", licence=known("osi_multi")),
}


def mostly_open(installed: dict[str, dict[str, int]], method: Method) -> Kpi:
    estate = Estate(
        systems=tuple(EstateSystem(id=s, agency="A", name=s, workstation=True) for s in installed),
        installations=tuple(Installation(s, p, n) for s, counts in installed.items() for p, n in counts.items()),
        products=PRODUCTS,
        entities={},
    )
    found = score(estate, "2026-09-01", method).scopes[0].kpis
    return next(kpi for kpi in found if kpi.id == "workplace_workstation")


def ends(kpi: Kpi) -> tuple[Fraction, Fraction] | None:
    return (kpi.value.low, kpi.value.high) if kpi.value else None


def test_every_workplace_is_held_against_the_target_by_itself(method: Method) -> None:
    found = mostly_open({"c1": {"linux": 1, "browser": 1}, "c2": {"windows": 1, "browser": 1}}, method)
    assert (Fraction(1, 2), Fraction(1, 2)) == ends(found)


def test_a_list_of_a_fleet_does_not_tell_which_of_its_workplaces_are_mostly_open(method: Method) -> None:
    found = mostly_open({"c1": {"linux": 1}, "fleet": {"windows": 9, "browser": 9}}, method)
    assert ((Fraction(1, 10), Fraction(1)), 10) == (ends(found), found.n)
    assert found.value is not None
    assert "outer" == found.value.bound


def test_a_fleet_without_any_open_software_has_no_open_workplace(method: Method) -> None:
    assert (Fraction(0), Fraction(0)) == ends(mostly_open({"fleet": {"windows": 9}}, method))


def test_a_fleet_of_nothing_but_open_software_has_open_workplaces_only(method: Method) -> None:
    assert (Fraction(1), Fraction(1)) == ends(mostly_open({"fleet": {"linux": 9, "browser": 3}}, method))


def test_two_operating_systems_on_one_machine_are_one_workplace(method: Method) -> None:
    found = mostly_open({"c1": {"linux": 1, "windows": 1, "browser": 1}}, method)
    assert ((Fraction(0), Fraction(0)), 1) == (ends(found), found.n)


def test_a_workplace_that_nothing_is_known_of_is_neither_open_nor_closed(method: Method) -> None:
    found = mostly_open({"c1": {"windows": 1}, "c2": {}}, method)
    assert (Fraction(0), Fraction(1, 2)) == ends(found)


def test_the_reading_names_the_target_that_the_policy_sets(method: Method) -> None:
    assert "mindestens 70 % OSS" in mostly_open({"c1": {"linux": 1}}, method).reading.de
