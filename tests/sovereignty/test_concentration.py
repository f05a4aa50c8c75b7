"""Market concentration against brute force, where the closed forms and the enumeration could go wrong."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from osk_scan.sovereignty.concentration import Book, Share

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
    held, found = outcomes(market), Book(market).concentration()
    for interval, truth in ((found.hhi, true_hhi), (found.largest, true_largest)):
        values = [truth(one) for one in held]
        assert (min(values), max(values), "exact") == (interval.lo, interval.hi, interval.bound)


@given(markets)
@settings(max_examples=60, deadline=None)
def test_above_the_limit_the_bound_is_an_enclosure(market: list[Share]) -> None:
    exact, outer = Book(market).concentration(), Book(market).concentration(limit=0)
    for inner, around in ((exact.hhi, outer.hhi), (exact.largest, outer.largest)):
        assert around.lo <= inner.lo
        assert inner.hi <= around.hi


@given(markets, st.data())
@settings(max_examples=60, deadline=None)
def test_a_swapped_book_is_that_of_the_new_shares(market: list[Share], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(market) - 1))
    new = Share(market[position].count, ("a",))
    swapped = Book(market).swapped(market[position], new)
    assert Book([*market[:position], new, *market[position + 1 :]]).concentration() == swapped.concentration()


def test_a_hundred_unknown_products_are_still_exact() -> None:
    market = [Share(n, (), True) for n in range(1, 101)] + [Share(50, ("m",))]
    assert "exact" == Book(market).concentration().hhi.bound


def test_an_empty_market_is_not_concentrated() -> None:
    empty = Book([]).concentration()
    assert (Fraction(0), Fraction(0)) == (empty.hhi.lo, empty.largest.hi)
