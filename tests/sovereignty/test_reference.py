"""Every number of the worked example (SOVEREIGNTY section 6), as exact fractions."""

from fractions import Fraction

import pytest

from osk_scan.score import Score

INDICATORS = {
    "Q1": (Fraction(29, 30), Fraction(29, 30)),
    "D1": (Fraction(11, 30), Fraction(12, 30)),
    "D3": (Fraction(22, 30), Fraction(23, 30)),
    "D4": (Fraction(258, 900), Fraction(286, 900)),
    "D4p": (Fraction(213, 361), Fraction(241, 361)),
    "D5": (Fraction(18, 30), Fraction(19, 30)),
    "D6": (Fraction(8, 10), Fraction(8, 10)),
    "D7": (Fraction(3, 30), Fraction(3, 30)),
    "CR1p": (Fraction(14, 19), Fraction(15, 19)),
}


@pytest.mark.parametrize("name", INDICATORS)
def test_an_indicator_has_the_published_ends(bezirksamt: Score, name: str) -> None:
    indicator = bezirksamt.indicators[name]
    assert INDICATORS[name] == (indicator.low, indicator.high)


def test_the_example_has_thirty_installations_on_ten_systems(bezirksamt: Score) -> None:
    assert (30, 11, 10) == (bezirksamt.n, bezirksamt.n_products, bezirksamt.n_systems)


def test_the_effective_number_of_vendors_is_the_inverse_of_the_hhi(bezirksamt: Score) -> None:
    d4 = bezirksamt.indicators["D4"]
    assert ("3.15", "3.49") == (f"{float(1 / d4.high):.2f}", f"{float(1 / d4.low):.2f}")


GOALS = {"W": ("0.5385", "0.5600"), "G": ("0.2333", "0.2500"), "E": ("0.2886", "0.3316")}


@pytest.mark.parametrize("name", GOALS)
def test_a_goal_has_the_published_ends(bezirksamt: Score, name: str) -> None:
    goal = bezirksamt.goals[name]
    assert GOALS[name] == (f"{goal.lo:.4f}", f"{goal.hi:.4f}")


def test_goals_are_exact_means_of_their_terms(bezirksamt: Score) -> None:
    exact = {
        "W": (
            (Fraction(22, 30) + Fraction(614, 900) + Fraction(2, 10)) / 3,
            (Fraction(23, 30) + Fraction(642, 900) + Fraction(2, 10)) / 3,
        ),
        "G": ((Fraction(11, 30) + Fraction(3, 30)) / 2, (Fraction(12, 30) + Fraction(3, 30)) / 2),
        "E": ((Fraction(11, 30) + Fraction(4, 19)) / 2, (Fraction(12, 30) + Fraction(5, 19)) / 2),
    }
    assert exact == {name: (goal.low, goal.high) for name, goal in bezirksamt.goals.items()}


def test_the_bottleneck_is_the_ability_to_shape(bezirksamt: Score) -> None:
    assert ("G", ("G",)) == (bezirksamt.bottleneck, bezirksamt.bottleneck_possible)


def test_if_the_unknown_vendor_were_microsoft_nine_systems_would_stop(bezirksamt: Score) -> None:
    d6 = bezirksamt.indicators["D6"]
    assert d6.cautious is not None
    assert ("at-least", Fraction(8, 10), Fraction(9, 10)) == (d6.bound, d6.cautious.low, d6.cautious.high)
    goal = bezirksamt.goals["W"]
    assert goal.cautious is not None
    assert (Fraction(22, 30) + Fraction(614, 900) + Fraction(1, 10)) / 3 == goal.cautious.low


def test_vendor_radii_are_as_published(bezirksamt: Score) -> None:
    radii = {v.entity: (v.radius.low, v.radius.high) for v in bezirksamt.vendors}
    assert (Fraction(8, 10), Fraction(8, 10)) == radii["microsoft"]
    assert (Fraction(0), Fraction(0)) == radii["adobe"]
    assert (Fraction(2, 10), Fraction(2, 10)) == radii["debian-project"]


HOTSPOTS = [
    ("active-directory", Fraction(1, 30), Fraction(8, 10), (Fraction(4, 10), Fraction(4, 10)), "certain"),
    ("windows-server", Fraction(2, 30), Fraction(8, 10), (Fraction(4, 10), Fraction(4, 10)), "certain"),
    ("windows-11", Fraction(6, 30), Fraction(6, 10), (Fraction(3, 10), Fraction(3, 10)), "certain"),
    ("office", Fraction(4, 30), Fraction(4, 10), (Fraction(2, 10), Fraction(2, 10)), "certain"),
    ("exchange", Fraction(1, 30), Fraction(1, 10), (Fraction(5, 100), Fraction(5, 100)), "below"),
    ("fachapp-x", Fraction(1, 30), Fraction(1, 10), (Fraction(0), Fraction(1, 10)), "possible"),
    ("acrobat-reader", Fraction(4, 30), Fraction(0), (Fraction(0), Fraction(0)), "below"),
]


def test_the_hotspot_table_puts_active_directory_on_top(bezirksamt: Score) -> None:
    rows = [h for h in bezirksamt.hotspots if h.kind == "lock-in"]
    assert HOTSPOTS == [
        (h.product, Fraction(h.share), h.radius.low, (h.value.low, h.value.high), h.state) for h in rows
    ]


def test_counting_installations_puts_active_directory_last(bezirksamt: Score) -> None:
    counted = sorted(bezirksamt.installations, key=lambda p: -bezirksamt.installations[p])
    assert {"windows-11", "firefox"} == set(counted[:2])
    assert 1 == bezirksamt.installations["active-directory"] == min(bezirksamt.installations.values())


def test_microsofts_products_are_coupled_and_adobes_are_not(bezirksamt: Score) -> None:
    coupling = {v.entity: v.coupling for v in bezirksamt.vendors}
    assert ("1", "0") == (coupling["microsoft"], coupling["adobe"])


def test_replaceability_says_what_limits_it(bezirksamt: Score) -> None:
    notes = bezirksamt.indicators["D3"].explain.notes
    assert ["σ limited by: alternative 8, formats 5, both alike 16, unclear 1"] == [note.en for note in notes]
