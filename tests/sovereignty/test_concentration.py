"""Market concentration against brute force, where the closed forms and the enumeration could go wrong."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from osk_scan.sovereignty.concentration import Share, hhi, largest_share

KNOWN = ("m", "a")

markets = st.lists(
    st.builds(
        Share,
        st.integers(1, 7),
        st.sampled_from([(), (), ("m",), ("a",), ("m", "a")]),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


def outcomes(market: list[Share]) -> list[dict[str, int]]:
    """Every way the market can turn out: who holds how much."""
    strangers = tuple(f"new{i}" for i in range(len(market)))
    choices = [[*(s.entities or KNOWN + strangers), *([""] if s.may_leave else [])] for s in market]
    found = []
    for owners in product(*choices):
        held: dict[str, int] = {}
        for share, owner in zip(market, owners, strict=True):
            if owner:
                held[owner] = held.get(owner, 0) + share.count
        found.append(held)
    return found


def true_hhi(held: dict[str, int]) -> Fraction:
    total = sum(held.values())
    return Fraction(sum(n * n for n in held.values()), total * total) if total else Fraction(0)


def true_largest(held: dict[str, int]) -> Fraction:
    return Fraction(max(held.values()), sum(held.values())) if held else Fraction(0)


@given(markets)
@settings(max_examples=60, deadline=None)
def test_both_ends_are_those_of_brute_force(market: list[Share]) -> None:
    held = outcomes(market)
    for measure, truth in ((hhi, true_hhi), (largest_share, true_largest)):
        values = [truth(one) for one in held]
        assert (min(values), max(values), "exact") == (measure(market).lo, measure(market).hi, measure(market).bound)


@given(markets)
@settings(max_examples=60, deadline=None)
def test_above_the_limit_the_bound_is_an_enclosure(market: list[Share]) -> None:
    for measure in (hhi, largest_share):
        exact, outer = measure(market), measure(market, limit=0)
        assert outer.lo <= exact.lo
        assert exact.hi <= outer.hi


def test_a_hundred_unknown_products_are_still_exact() -> None:
    market = [Share(n, (), True) for n in range(1, 101)] + [Share(50, ("m",))]
    assert "exact" == hhi(market).bound


def test_an_empty_market_is_not_concentrated() -> None:
    assert (Fraction(0), Fraction(0)) == (hhi([]).lo, largest_share([]).hi)
