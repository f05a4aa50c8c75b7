"""Weights that vary within limits."""

from fractions import Fraction

import pytest

from osk_scan.errors import InvalidPolicy
from osk_scan.sovereignty.weights import weighted_range

TERMS = [Fraction(8, 10), Fraction(5, 10), Fraction(2, 10)]


def test_the_published_range_is_reached_exactly() -> None:
    found = weighted_range(TERMS, TERMS, Fraction(1, 5), Fraction(1, 2))
    assert (Fraction(41, 100), Fraction(59, 100)) == found


def test_equal_limits_leave_the_mean() -> None:
    third = Fraction(1, 3)
    assert (Fraction(1, 2), Fraction(1, 2)) == weighted_range(TERMS, TERMS, third, third)


def test_limits_that_cannot_sum_to_one_are_refused() -> None:
    with pytest.raises(InvalidPolicy, match="cannot sum to 1"):
        weighted_range(TERMS, TERMS, Fraction(1, 2), Fraction(1))
