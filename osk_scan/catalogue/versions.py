"""Compare versions as numbers, as far as the ranges and support cycles of the catalogue need it."""

import re
from functools import lru_cache

_EPOCH = re.compile(r"^\d+:")
_NUMBER = re.compile(r"\d+")
_BOUND = re.compile(r"(<=|>=|<|>)\s*([0-9][0-9.]*)")


class UnreadableRange(ValueError):
    """The text is no range: bounds such as `>=7.4`, several joined by commas."""


@lru_cache(maxsize=4096)
def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers a version starts with: `1:7.2.4-r0` → (7, 2, 4); empty where it starts with none."""
    text = _EPOCH.sub("", version.strip()).removeprefix("v")
    leading = re.match(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,9}", text)
    return tuple(int(found) for found in _NUMBER.findall(leading[0])) if leading else ()


def admits(versions: str, version: str) -> bool | None:
    """Tell whether the range `versions` holds `version`; None where the version has no numbers to compare.

    Raises:
        UnreadableRange: where `versions` is no range. The empty text is the range of all versions.
    """
    bounds = read_range(versions)
    if not bounds:
        return True
    own = numbers(version)
    return all(_holds(own, sign, bound) for sign, bound in bounds) if own else None


@lru_cache(maxsize=1024)
def read_range(versions: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the bounds of a range, each as sign and numbers.

    Raises:
        UnreadableRange: where the text is not a list of bounds.
    """
    pieces = [piece.strip() for piece in versions.split(",")] if versions.strip() else []
    found = [_BOUND.fullmatch(piece) for piece in pieces]
    if None in found:
        raise UnreadableRange(f"`{versions}` is no version range")
    return tuple((match[1], numbers(match[2])) for match in found if match)


def starts_with(version: str, prefix: str) -> bool:
    """Tell whether `version` is `prefix` or a later step of it: `7.0.3` starts with `7.0`, `7.01` does not."""
    own = _EPOCH.sub("", version.strip()).removeprefix("v")
    return own.startswith(prefix) and not own[len(prefix) : len(prefix) + 1].isdigit()


def _holds(own: tuple[int, ...], sign: str, bound: tuple[int, ...]) -> bool:
    width = max(len(own), len(bound))
    left, right = own + (0,) * (width - len(own)), bound + (0,) * (width - len(bound))
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]
