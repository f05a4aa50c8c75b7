"""What the commands on scores share: which scope is meant, and how an interval is written."""

from pathlib import Path
from typing import TYPE_CHECKING

from osk_scan.cli import _options as options
from osk_scan.model import Language
from osk_scan.terms import called

if TYPE_CHECKING:
    from osk_scan.indicator import Range
    from osk_scan.score import Score


def chosen_scope(db_file: Path, assessment: str | None, agency: str | None, layer: str | None = None) -> "Score":
    """Return the scores of an agency, a layer or the whole portfolio."""
    from osk_scan.pipeline.scores import scope_of

    with options.opened(db_file) as db:
        return scope_of(db, assessment, agency, layer)


def part_named(name: str, lang: Language) -> str:
    """Return what people call an agency or a layer; without a name it is the whole portfolio."""
    from osk_scan.catalogue.layers import layer_name

    return layer_name(name, lang) if name else called("scope", "portfolio", lang)


def span(value: "Range") -> str:
    """Return an interval for reading, one number where both ends are the same."""
    lo, hi = f"{value.lo:.4f}", f"{value.hi:.4f}"
    return lo if value.lo_exact == value.hi_exact else f"{lo} – {hi}"


def exact(value: "Range") -> str:
    """Return an interval for checking, as fractions."""
    return value.lo_exact if value.lo_exact == value.hi_exact else f"[{value.lo_exact}, {value.hi_exact}]"
