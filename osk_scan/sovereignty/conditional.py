"""Shares whose denominator is itself uncertain: of the products that are X, how many are Y?"""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from osk_scan.sovereignty.interval import Interval


class Stake(Struct, frozen=True):
    """How a product may stand in such a share."""

    weight: int
    may_leave: bool
    """It may not belong to the denominator at all."""
    may_fail: bool
    """It may belong to the denominator and not to the numerator."""
    may_count: bool
    """It may belong to both."""

    @property
    def may_belong(self) -> bool:
        """Whether it belongs to the denominator in any completion."""
        return self.may_fail or self.may_count


def conditional_share(stakes: Iterable[Stake]) -> Interval | None:
    """Return the exact range of numerator / denominator over the completions in which there is a denominator.

    None: there is none in any completion. A stake that may count raises the share whenever it does, one that may
    leave lowers it least by leaving, so each end is reached by one choice for every stake.
    """
    present = [s for s in stakes if s.may_belong]
    if not present:
        return None
    return Interval(1 - _highest([_mirrored(s) for s in present]), _highest(present))


def _highest(stakes: list[Stake]) -> Fraction:
    counted = sum(s.weight for s in stakes if s.may_count)
    failed = sum(s.weight for s in stakes if not s.may_count and not s.may_leave)
    return Fraction(counted, counted + failed) if counted + failed else Fraction(0)


def _mirrored(stake: Stake) -> Stake:
    return Stake(stake.weight, stake.may_leave, stake.may_count, stake.may_fail)
