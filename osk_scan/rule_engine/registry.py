"""What a rule may ask and say: the types behind conditions and placeholders, and advice for a mistyped name."""

from __future__ import annotations

import re
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from osk_scan.rule_engine.column import among

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from osk_scan.model import Wording
    from osk_scan.portfolio import Flags
    from osk_scan.rule_engine.column import Column
    from osk_scan.rule_engine.ground import Ground

    Sets = Column[tuple[str, ...]]

Level = Literal["component", "system", "measure"]
Per = Literal["component", "system"]

_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12}|/([0-9]{1,12}))?")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Condition(Struct, frozen=True, kw_only=True):
    """One key of `when`: what it asks, of what, and which answers there are."""

    key: str
    level: Level
    values: tuple[str, ...]
    """The closed vocabulary; empty: the condition takes a number."""
    about_license: bool
    meaning: str
    holds: Callable[[Ground, tuple[str, ...]], Flags]
    """Per row of the level: whether one of the accepted values is surely the case."""


def asking(conditions: dict[str, Condition]) -> Callable[..., Callable[[Callable[[Ground], Sets]], None]]:
    """Return the decorator that adds a condition: the function returns, per row, the set of possible answers."""

    def asks(level: Level, *values: str, about_license: bool = False) -> Callable[[Callable[[Ground], Sets]], None]:
        def register(column: Callable[[Ground], Sets]) -> None:
            name = column.__name__
            conditions[name] = Condition(
                key=name,
                level=level,
                values=values,
                about_license=about_license,
                meaning=meaning(column),
                holds=lambda ground, accepted: among(column(ground), accepted),
            )

        return register

    return asks


class Placeholder(Struct, frozen=True):
    """One `{name}` that a rule's texts may use."""

    name: str
    level: Level
    meaning: str
    column: Callable[[Ground], Column[Wording]] | None = None
    """None: filled in while the flagged components of a system are counted."""
    neutral: bool = False
    """It reads the same in every language, so that a citation may use it."""
    counted: bool = False
    """It tells of all components that a rule with `per: system` flags together."""

    def fits(self, level: Level, per: Per) -> bool:
        """Tell whether a rule on `level`, told `per` component or system, can fill it in."""
        if self.counted:
            return per == "system" and level == "component"
        if per == "system" and level == "component":
            return self.level == "system"
        return self.level == level or (self.level == "system" and level == "component")


def telling(texts: list[Placeholder]) -> Callable[..., Callable[[Callable[[Ground], Column[Wording]]], None]]:
    """Return the decorator that adds a placeholder to `texts`: the function returns a text per row of the level."""

    def tells(level: Level, *, neutral: bool = False) -> Callable[[Callable[[Ground], Column[Wording]]], None]:
        def register(column: Callable[[Ground], Column[Wording]]) -> None:
            name = column.__name__.removeprefix("measured_")
            texts.append(Placeholder(name, level, meaning(column), column, neutral))

        return register

    return tells


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the names of the placeholders in `text`, as they come."""
    return tuple(_PLACEHOLDER.findall(text))


def filled(text: str, values: dict[str, str]) -> str:
    """Return `text` with its placeholders filled in, in one pass: what a value says is never read as a placeholder."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def did_you_mean(name: str, known: Collection[str]) -> str:
    """Return the advice for an unknown name."""
    nearest = get_close_matches(name, sorted(known), 1)
    return f"did you mean `{nearest[0]}`?" if nearest else f"known: {', '.join(sorted(known))}"


def meaning(function: Callable[..., object]) -> str:
    """Return what a condition or placeholder means: its docstring on one line."""
    return " ".join((function.__doc__ or "").split())


def exact(text: str) -> Fraction | None:
    """Return the number that a policy writes as 0.25 or 1/4; None where it is none, or has no end of digits."""
    found = _NUMBER.fullmatch(text.strip())
    return Fraction(found[0]) if found and not (found[1] and not int(found[1])) else None


def as_fraction(accepted: tuple[str, ...]) -> Fraction:
    """Return the threshold of a condition that takes a number."""
    return Fraction(accepted[0])
