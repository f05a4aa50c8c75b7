"""Sets of numbers as the bits of one integer: what two have in common is one operation, however many there are."""

from collections.abc import Iterable

Bits = int
"""A set of numbers, 0 and up."""


def bits_where(holds: Iterable[bool]) -> Bits:
    """Return the places at which something holds."""
    return sum(1 << place for place, true in enumerate(holds) if true)


def bits(found: Bits) -> list[int]:
    """Return the numbers in a set, in order."""
    listed = []
    while found:
        listed.append((found & -found).bit_length() - 1)
        found &= found - 1
    return listed


def lowest(found: Bits) -> int | None:
    """Return the first number of a set; None of the empty one."""
    return (found & -found).bit_length() - 1 if found else None
