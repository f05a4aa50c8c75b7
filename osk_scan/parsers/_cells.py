"""Make what stands in a cell harmless and plain: no controls, no formulas, no place-holders."""

import re
from collections.abc import Iterable
from functools import lru_cache

CELL_LIMIT = 4000

_SAYS_NOTHING = frozenset(
    {"-", "--", "?", ".", "/", "n/a", "na", "n.a.", "none", "null", "nil", "(null)", "<null>", "#nv", "#n/a", "(leer)"}
    | {"#wert!", "#bezug!", "#name?", "#div/0!", "#zahl!", "#null!", "#value!", "#ref!", "#num!"}
    | {"unknown", "unbekannt", "k.a.", "k. a.", "keine angabe", "nicht bekannt"}
)
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_DECIMAL_COMMA = re.compile(r"\d+(?:,\d+)+")
_ROUGH = re.compile(
    r"(?:ca\.?|circa|etwa|rund|ungefähr|über|mehr als|mindestens|mind\.|höchstens|max\.|bis zu|[~≈<>≤≥]=?)?\s*"
    r"(\d{1,3}(?:\.\d{3})+|\d+)\s*(?:\+|(?:[-–—]|bis)\s*\d+)?"
    r"\s*(?:(?:Stück|Stk|St|x|Installation|Lizenz|Client|PC|Gerät|Arbeitspl|Rechner).*|\(.*)?",
    re.IGNORECASE,
)
"""A number with words around it that leave it the only or the lower one."""
_MONTHS = "(?:Jan|Feb|Mrz|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec)[a-zä]*\\.?"
_MONTH = re.compile(rf"\d{{1,2}}[. -]{{1,2}}{_MONTHS}(?:[ -]\d{{2,4}})?|{_MONTHS}[ -]\d{{2}}", re.IGNORECASE)
"""What Excel makes of 3.12 and of 3.2020, as it shows and saves it."""
_LEFT_OPEN = re.compile(
    r"(?:ab|bis|von) \d.*|.*\d (?:und|oder|bis|u\.|and|or) \d.*|\d[\d.]* ?/ ?\d[\d.]*|.*\n.*"
    r"|(?:aktuell|neuest|jeweils|divers|verschieden|mehrere|unterschiedlich)[a-zä]*\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""Several versions in one cell, or words that name none."""
_RULE = re.compile(r"\s*(?:[-=_:]{3,}\s*)?")
_NUMBER = re.compile(r"(\d{1,3}(?:[.,\u00a0 ']\d{3})+|\d+)(?:[.,]0*)?")


def plain(cell: str) -> str:
    """Return the cell without controls and outer white space; `="1.10"`, Excel's way to keep a text, as its text."""
    if cell.isprintable() and "=" not in cell:  # The usual case, in a fraction of the time.
        return cell.strip()
    kept_as_text = _TEXT_FORMULA.fullmatch(cell.strip())
    text = kept_as_text[1] if kept_as_text else cell
    return _CONTROLS.sub(" ", text.replace("\u00a0", " ")).strip()


def stated(cell: str) -> str | None:
    """Return the cell's text, or None where it says nothing, be it in words, by Excel's errors or its `####`."""
    if not cell:
        return None
    text = plain(cell)
    return None if text.casefold() in _SAYS_NOTHING or not text.strip("#") else text


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


def is_rule(cells: Iterable[str]) -> bool:
    """Tell whether a row is the line that Markdown and people draw below a header."""
    return all(map(_RULE.fullmatch, cells))


def rough_count_in(cell: str) -> int | None:
    """Return the number in `ca. 120`, `> 50` or `40 Stück`, of `10-15` the lower one; None where there is none."""
    found = _ROUGH.fullmatch(plain(cell)[:100])
    return int(re.sub(r"\D", "", found[1])) if found else None


@lru_cache(maxsize=65536)
def is_month(version: str) -> bool:
    """Tell whether a spreadsheet shows a date by the name of its month where a version was entered."""
    return bool(_MONTH.fullmatch(version))


@lru_cache(maxsize=65536)
def leaves_open(cell: str) -> bool:
    """Tell whether a cell names several versions, or says `aktuell`, `ab 8` or `diverse` where one belongs."""
    return bool(_LEFT_OPEN.fullmatch(cell.strip()[:CELL_LIMIT]))
