"""What the spellings in everybody's use are read as, compiled: to look one up costs a tenth of what reading it does."""

from functools import cache
from pathlib import Path

import msgspec

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._blank_lists import LISTING_BY_BLANKS

COMPILED = Path(__file__).parent / "knowledge" / "spellings.json"
NEVER_LOOKED_UP = LISTING_BY_BLANKS | {"cran"}
"""Ecosystems that write lists without operators: there most names are several."""


def look_up(spelling: str, ecosystem: str) -> Answer | None:
    """Return what the rules read `spelling`, in lower case, as in `ecosystem`, or None where it is no usual one."""
    if ecosystem in NEVER_LOOKED_UP:
        return None
    own = _spellings().get(ecosystem)
    found = own.get(spelling) if own else None
    if found is None:  # an empty one is read by the rules
        found = _spellings()[""].get(spelling)
    return _compiled(found) if found else None


@cache
def _compiled(said: str) -> Answer:
    how, *expressions = said.split("|")
    return Answer(tuple(expressions), how)


@cache
def _spellings() -> dict[str, dict[str, str]]:
    """Return by ecosystem what spellings in lower case are read as; those of none hold where it has no own."""
    return msgspec.json.decode(COMPILED.read_bytes(), type=dict[str, dict[str, str]])
