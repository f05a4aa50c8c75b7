"""What the spellings in everybody's use are read as, compiled: to look one up costs a tenth of what reading it does."""

from functools import cache
from pathlib import Path

import msgspec

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._blank_lists import LISTING_BY_BLANKS

COMPILED = Path(__file__).parent / "knowledge" / "spellings.json"
NEVER_LOOKED_UP = LISTING_BY_BLANKS | {"cran"}
"""Ecosystems that write lists without operators: there most names are several."""


def look_up(spelling: str, ecosystem: str) -> str:
    """Return what the rules read `spelling`, in lower case, as in `ecosystem`, or nothing where it is no usual one."""
    if ecosystem in NEVER_LOOKED_UP:
        return ""
    own = _spellings().get(ecosystem)
    found = own.get(spelling) if own else None
    if found is None:  # an empty one is read by the rules
        found = _spellings()[""].get(spelling, "")
    return found


def as_answer(compiled: str) -> Answer:
    """Return the answer that was compiled."""
    how, *expressions = compiled.split("|")
    return Answer(tuple(expressions), how)


@cache
def _spellings() -> dict[str, dict[str, str]]:
    """Return by ecosystem what spellings in lower case are read as; those of none hold where it has no own."""
    return msgspec.json.decode(COMPILED.read_bytes(), type=dict[str, dict[str, str]])
