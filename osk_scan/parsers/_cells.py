"""Make what stands in a cell harmless and plain: no controls, no formulas, no place-holders."""

import re

CELL_LIMIT = 4000

_SAYS_NOTHING = frozenset(
    {"-", "--", "?", ".", "/", "n/a", "na", "n.a.", "none", "null", "nil", "(null)", "<null>", "#nv", "#n/a", "(leer)"}
    | {"unknown", "unbekannt", "k.a.", "k. a.", "keine angabe", "nicht bekannt"}
)
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_DECIMAL_COMMA = re.compile(r"\d+(?:,\d+)+")
_NUMBER = re.compile(r"(\d{1,3}(?:[.,\u00a0 ']\d{3})+|\d+)(?:[.,]0*)?")


def plain(cell: str) -> str:
    """Return the cell without controls and outer white space; `="1.10"`, Excel's way to keep a text, as its text."""
    kept_as_text = _TEXT_FORMULA.fullmatch(cell.strip())
    text = kept_as_text[1] if kept_as_text else cell
    return _CONTROLS.sub(" ", text.replace("\u00a0", " ")).strip()


def stated(cell: str) -> str | None:
    """Return the cell's text, or None where it says nothing, be it in words."""
    text = plain(cell)
    return None if not text or text.casefold() in _SAYS_NOTHING else text


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would calculate this text instead of showing it."""
    return text.startswith(("=", "+cmd", "-cmd", "@SUM", "@sum"))


def version_in(cell: str) -> str | None:
    """Return the version; German Excel turns 3.5 into 3,5, and that is turned back."""
    text = stated(cell)
    return text.replace(",", ".") if text and _DECIMAL_COMMA.fullmatch(text) else text


def count_in(cell: str) -> int | None:
    """Return the number that is written as 12, 1.234, 1,234, 12,0 or 1 234; None where it is none."""
    found = _NUMBER.fullmatch(plain(cell))
    return int(re.sub(r"\D", "", found[1])) if found else None
