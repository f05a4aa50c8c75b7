"""Words that say that software is not open, whatever else the text says."""

import re

from osk_scan.licenses._answer import Answer

_PROPRIETARY = re.compile(
    r"\b(?:proprietary|commercial(?:ly)?|confidential|all\s+rights\s+reserved|e\.?u\.?l\.?a\b|end[\s-]user|freeware|shareware"
    r"|linkware|nagware|trial|evaluation|closed[\s-]source|patents?\s+pending|not\s+for\s+(?:re)?distribution"
    r"|non[\s-]?commercial|binary\s+(?:code\s+|re)?(?:license|licence|distribution|redistribution)|free\s+(?:for|to\s+use)\b"
    r"|(?:personal|home|educational|internal|research)\s+use|no[\s-]permission|software\s+licen[sc]e\s+(?:agreement|terms)"
    r"|terms\s+(?:of|and)\b|intellectual\s+property|nonfree|(?:with|under|additional)\s+(?:\w+\s+)?restrictions?|restricted)",
    re.IGNORECASE,
)
_SOURCE_AVAILABLE = re.compile(
    r"\b(?:commons\s+clause|source[\s-]available|prosperity|polyform|shared\s+source)\b", re.I
)


def read_restriction(text: str) -> Answer | None:
    """Return the class that restricting words give a text that no other rule reads."""
    if _SOURCE_AVAILABLE.search(text):
        return Answer(("@source-available",), "restricting-words")
    return Answer(("@proprietary",), "restricting-words") if _PROPRIETARY.search(text) else None
