"""What the commands on scores share: which scope is meant, and how an interval is written."""

from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from osk_scan.cli import _options as options

if TYPE_CHECKING:
    from osk_scan.score import Indicator, Range, Score


def chosen_scope(db_file: Path, assessment: str | None, agency: str | None, layer: str | None = None) -> "Score":
    """Return the scores of an agency, a layer or the whole portfolio."""
    from osk_scan.pipeline.scores import scope_of

    with options.opened(db_file) as db:
        return scope_of(db, assessment, agency, layer)


def ordered(score: "Score") -> "list[Indicator]":
    """Return the indicators as the method lists them: coverage first, D10 after D9, what belongs together together."""
    return sorted(score.indicators.values(), key=lambda found: _place(found.id))


def _place(id_: str) -> tuple[bool, int, str]:
    belongs_to = id_.replace("CR1", "D4")
    digits = "".join(takewhile(str.isdigit, belongs_to[1:]))
    return (id_ != "Q1", int(digits or 0), id_.replace("CR1", "D4_CR1"))


def span(value: "Range") -> str:
    """Return an interval for reading, one number where both ends are the same."""
    lo, hi = f"{value.lo:.4f}", f"{value.hi:.4f}"
    return lo if value.lo_exact == value.hi_exact else f"{lo} – {hi}"


def exact(value: "Range") -> str:
    """Return an interval for checking, as fractions."""
    return value.lo_exact if value.lo_exact == value.hi_exact else f"[{value.lo_exact}, {value.hi_exact}]"
