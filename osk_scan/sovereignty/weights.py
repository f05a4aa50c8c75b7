"""How far a weighted mean can move when its weights vary within limits: a fractional knapsack, solved exactly."""

from collections.abc import Sequence
from fractions import Fraction

from osk_scan.errors import InvalidPolicy
from osk_scan.sovereignty.interval import ZERO


def weighted_range(
    lows: Sequence[Fraction], highs: Sequence[Fraction], least: Fraction, most: Fraction
) -> tuple[Fraction, Fraction]:
    """Return the least and greatest Σ w·x with every w in [least, most], Σ w = 1 and each x in [low, high].

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7, sensitivity to weights.
    """
    if not least * len(lows) <= 1 <= most * len(lows):
        raise InvalidPolicy("sovereignty.yaml: weights", f"[{least}, {most}] cannot sum to 1", "widen the limits")
    return _best(sorted(lows), least, most), _best(sorted(highs, reverse=True), least, most)


def _best(values: Sequence[Fraction], least: Fraction, most: Fraction) -> Fraction:
    """Give every value its least weight, then fill the first ones up."""
    spare = 1 - least * len(values)
    total = ZERO
    for value in values:
        extra = min(spare, most - least)
        spare -= extra
        total += value * (least + extra)
    return total
